import { child, Finding } from './finding';
import { JsonObject, Manifest, namespaceOf, objectAt, objectName, objectNameOf, objectsAt, ofKind, stringAt } from './manifest';
import { ObjectIndex } from './object-index';
import { containersOf, PodTemplate, podTemplates, specPath } from './pod-template';

interface Reference {
  readonly kind: string;
  readonly name: string;
  /** Where the name stands. */
  readonly path: string;
  /** Keys that must exist in the object, and where they stand. */
  readonly keys?: readonly { readonly key: string; readonly path: string }[];
}

/**
 * Every object that a manifest names is among the manifests, and has the keys that are asked of it. What a manifest calls optional may be missing.
 *
 * @param external objects (`Kind namespace/name`) that others make
 */
export function referenceFindings(manifests: readonly Manifest[], external: readonly string[] = []): Finding[] {
  const index = new ObjectIndex(manifests, external);
  const resolve = (object: string, namespace: string, references: readonly Reference[]) =>
    references.flatMap((reference) => unresolved(reference, namespace, index).map(([path, problem]) => ({ object, path, problem })));
  const resolveIn = (manifest: Manifest, references: readonly Reference[]) => resolve(objectNameOf(manifest), namespaceOf(manifest), references);

  return [
    ...podTemplates(manifests).flatMap((template) => resolve(template.object, template.namespace, podReferences(template))),
    ...ofKind(manifests, 'RoleBinding').flatMap((binding) => bindingFindings(binding, index)),
    ...ofKind(manifests, 'Ingress').flatMap((ingress) => resolveIn(ingress, ingressReferences(ingress))),
    ...ofKind(manifests, 'ServiceAccount').flatMap((account) => resolveIn(account, pullSecrets(account, 'imagePullSecrets'))),
  ];
}

function unresolved(reference: Reference, namespace: string, index: ObjectIndex): (readonly [path: string, problem: string])[] {
  const { kind, name, path, keys = [] } = reference;
  const object = objectName(kind, namespace, name);
  const known = index.keysOf(kind, namespace, name);
  if (known === undefined) {
    return index.isExternal(kind, namespace, name) ? [] : [[path, `names ${object}, which is not among the manifests`]];
  }
  return keys.filter(({ key }) => !known.includes(key)).map((each) => [each.path, `${object} has no key "${each.key}"; it has ${known.join(', ') || 'none'}`]);
}

/** The service account "default" is in every namespace. */
function podReferences(template: PodTemplate): readonly Reference[] {
  const { spec } = template;
  const path = specPath(template);
  const account = stringAt(spec, 'serviceAccountName') ?? 'default';
  return [
    ...(account === 'default' ? [] : [{ kind: 'ServiceAccount', name: account, path: `${path}.serviceAccountName` }]),
    ...pullSecrets(spec, `${path}.imagePullSecrets`),
    ...objectsAt(spec, 'volumes').flatMap((volume, at) => volumeReferences(volume, `${path}.volumes[${at}]`)),
    ...containersOf(template).flatMap(({ container, path: at }) => environmentReferences(container, at)),
  ];
}

function pullSecrets(from: JsonObject, path: string): readonly Reference[] {
  return objectsAt(from, 'imagePullSecrets').map((secret, at) => ({ kind: 'Secret', name: stringAt(secret, 'name') ?? '', path: child(path, at) }));
}

function volumeReferences(volume: JsonObject, path: string): readonly Reference[] {
  const references = [
    ...files('ConfigMap', volume.configMap === undefined ? undefined : objectAt(volume, 'configMap'), `${path}.configMap`),
    ...files('Secret', volume.secret === undefined ? undefined : objectAt(volume, 'secret'), `${path}.secret`),
    ...objectsAt(objectAt(volume, 'projected'), 'sources').flatMap((source, at) => [
      ...files('ConfigMap', source.configMap === undefined ? undefined : objectAt(source, 'configMap'), `${path}.projected.sources[${at}].configMap`),
      ...files('Secret', source.secret === undefined ? undefined : objectAt(source, 'secret'), `${path}.projected.sources[${at}].secret`),
    ]),
  ];
  if (volume.persistentVolumeClaim !== undefined) {
    const name = stringAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName') ?? '';
    references.push({ kind: 'PersistentVolumeClaim', name, path: `${path}.persistentVolumeClaim.claimName` });
  }
  const published = stringAt(objectAt(volume, 'csi', 'nodePublishSecretRef'), 'name');
  if (published !== undefined) references.push({ kind: 'Secret', name: published, path: `${path}.csi.nodePublishSecretRef.name` });
  return references;
}

/** A source of files: a Secret volume says secretName, everything else name. */
function files(kind: string, source: JsonObject | undefined, path: string): Reference[] {
  if (source === undefined || source.optional === true) return [];
  const field = source.secretName === undefined ? 'name' : 'secretName';
  const keys = objectsAt(source, 'items').map((item, at) => ({ key: stringAt(item, 'key') ?? '', path: `${path}.items[${at}].key` }));
  return [{ kind, name: stringAt(source, field) ?? '', path: child(path, field), keys }];
}

function environmentReferences(container: JsonObject, path: string): readonly Reference[] {
  const variables = objectsAt(container, 'env').flatMap((variable, at) => Object.entries(VALUE_SOURCES).flatMap(([field, kind]) => {
    const source = objectAt(variable, 'valueFrom', field);
    const name = stringAt(source, 'name');
    if (name === undefined || source.optional === true) return [];
    const from = `${path}.env[${at}].valueFrom.${field}`;
    return [{ kind, name, path: `${from}.name`, keys: [{ key: stringAt(source, 'key') ?? '', path: `${from}.key` }] }];
  }));
  const whole = objectsAt(container, 'envFrom').flatMap((source, at) => Object.entries(WHOLE_SOURCES).flatMap(([field, kind]) => {
    const name = stringAt(objectAt(source, field), 'name');
    return name === undefined || objectAt(source, field).optional === true ? [] : [{ kind, name, path: `${path}.envFrom[${at}].${field}.name` }];
  }));
  return [...variables, ...whole];
}

const VALUE_SOURCES: Readonly<Record<string, string>> = { configMapKeyRef: 'ConfigMap', secretKeyRef: 'Secret' };
const WHOLE_SOURCES: Readonly<Record<string, string>> = { configMapRef: 'ConfigMap', secretRef: 'Secret' };

/** A subject without a namespace is in the binding's own. A ClusterRole is the cluster's. */
function bindingFindings(binding: Manifest, index: ObjectIndex): Finding[] {
  const object = objectNameOf(binding);
  const role = objectAt(binding, 'roleRef');
  const roles = stringAt(role, 'kind') === 'Role'
    ? unresolved({ kind: 'Role', name: stringAt(role, 'name') ?? '', path: 'roleRef.name' }, namespaceOf(binding), index) : [];
  const accounts = objectsAt(binding, 'subjects').flatMap((subject, at) => {
    if (stringAt(subject, 'kind') !== 'ServiceAccount') return [];
    const account = { kind: 'ServiceAccount', name: stringAt(subject, 'name') ?? '', path: `subjects[${at}].name` };
    return unresolved(account, stringAt(subject, 'namespace') ?? namespaceOf(binding), index);
  });
  return [...roles, ...accounts].map(([path, problem]) => ({ object, path, problem }));
}

function ingressReferences(ingress: Manifest): readonly Reference[] {
  const spec = objectAt(ingress, 'spec');
  const backends = objectsAt(spec, 'rules').flatMap((rule, at) => objectsAt(objectAt(rule, 'http'), 'paths')
    .map((path, number) => ({ backend: objectAt(path, 'backend'), path: `spec.rules[${at}].http.paths[${number}].backend` })));
  const services = [...backends, { backend: objectAt(spec, 'defaultBackend'), path: 'spec.defaultBackend' }].flatMap(({ backend, path }) => {
    const name = stringAt(objectAt(backend, 'service'), 'name');
    return name === undefined ? [] : [{ kind: 'Service', name, path: `${path}.service.name` }];
  });
  const certificates = objectsAt(spec, 'tls').flatMap((tls, at) => {
    const name = stringAt(tls, 'secretName');
    return name === undefined ? [] : [{ kind: 'Secret', name, path: `spec.tls[${at}].secretName` }];
  });
  return [...services, ...certificates];
}
