import { configMapKey, dnsLabel, dnsSubdomain, NameRule, pathSegment, portName, serviceName, variableName } from './dns-names';
import { child, Finding } from './finding';
import { kindOf, Manifest, namespaceOf, numberAt, objectAt, objectNameOf, objectsAt, ofKind, stringAt } from './manifest';
import { containersOf, PodTemplate, podTemplates, specPath } from './pod-template';

/** Objects, and what is named within them, have names that Kubernetes takes, and that leave room for what it appends. */
export function nameFindings(manifests: readonly Manifest[]): Finding[] {
  return [
    ...duplicates(manifests),
    ...manifests.flatMap((manifest) => [...objectNameFindings(manifest), ...keyFindings(manifest)]),
    ...ofKind(manifests, 'StatefulSet').flatMap(claimTemplateNameFindings),
    ...ofKind(manifests, 'Service').flatMap(servicePortFindings),
    ...podTemplates(manifests).flatMap(podFindings),
  ];
}

/** Most kinds take a DNS subdomain; these do not. */
const NAME_RULES: Readonly<Record<string, NameRule>> = {
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  Namespace: dnsLabel,
  Role: pathSegment,
  RoleBinding: pathSegment,
  Service: serviceName,
  // apps/validation: ValidateStatefulSetName. Pods take their host names from it.
  StatefulSet: dnsLabel,
};

/** The API is asked by group and kind: the version is none of the identity. */
function duplicates(manifests: readonly Manifest[]): Finding[] {
  const seen = new Set<string>();
  return manifests.flatMap((manifest) => {
    const version = stringAt(manifest, 'apiVersion') ?? '';
    const identity = `${version.includes('/') ? version.split('/')[0] : ''} ${objectNameOf(manifest)}`;
    const twice = seen.has(identity);
    seen.add(identity);
    return twice ? [{ object: objectNameOf(manifest), path: 'metadata.name', problem: 'two manifests describe this object: the later would overwrite the earlier' }] : [];
  });
}

function objectNameFindings(manifest: Manifest): Finding[] {
  const object = objectNameOf(manifest);
  const name = stringAt(objectAt(manifest, 'metadata'), 'name');
  const find = (problem: string, path = 'metadata.name'): Finding => ({ object, path, problem });
  if (name === undefined || name === '') return [find('is missing: every apply would make another object, or none')];

  const findings: Finding[] = [];
  const problem = (NAME_RULES[kindOf(manifest)] ?? dnsSubdomain)(name);
  if (problem !== undefined) findings.push(find(problem));
  const namespaceProblem = namespaceOf(manifest) === '' ? undefined : dnsLabel(namespaceOf(manifest));
  if (namespaceProblem !== undefined) findings.push(find(namespaceProblem, 'metadata.namespace'));

  const made = madeOf(manifest, name);
  if (made.length > 63) findings.push(find(`Kubernetes makes of it "${made}" with ${made.length} characters, 63 are allowed`));
  return findings;
}

/** The longest label value or host name that Kubernetes makes of an object's name; empty where it makes none. */
function madeOf(manifest: Manifest, name: string): string {
  const spec = objectAt(manifest, 'spec');
  switch (kindOf(manifest)) {
    case 'StatefulSet': {
      // The label controller-revision-hash is the name and a hash of up to 10 digits; a pod's name, which is its host name, ends with its ordinal.
      const last = (numberAt(objectAt(spec, 'ordinals'), 'start') ?? 0) + Math.max((numberAt(spec, 'replicas') ?? 1) - 1, 0);
      const [revision, pod] = [`${name}-${'0'.repeat(10)}`, `${name}-${last}`];
      return revision.length >= pod.length ? revision : pod;
    }
    case 'Job': {
      // The name is the value of the label batch.kubernetes.io/job-name; the host names of an indexed Job's pods end with their index.
      const last = Math.max((numberAt(spec, 'completions') ?? 1) - 1, 0);
      return stringAt(spec, 'completionMode') === 'Indexed' ? `${name}-${last}` : name;
    }
    case 'CronJob':
      // batch/validation: ValidateCronJobCreate. Its Jobs get the time in minutes.
      return `${name}-${'0'.repeat(10)}`;
    default:
      return '';
  }
}

function keyFindings(manifest: Manifest): Finding[] {
  if (!['ConfigMap', 'Secret'].includes(kindOf(manifest))) return [];
  const object = objectNameOf(manifest);
  const data = objectAt(manifest, 'data');
  return ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(objectAt(manifest, field)).flatMap((key) => {
    const problem = configMapKey(key) ?? (field === 'binaryData' && key in data ? `"${key}" is a key of data too` : undefined);
    return problem === undefined ? [] : [{ object, path: child(field, key), problem }];
  }));
}

function claimTemplateNameFindings(set: Manifest): Finding[] {
  return objectsAt(objectAt(set, 'spec'), 'volumeClaimTemplates').flatMap((template, at) => {
    const name = stringAt(objectAt(template, 'metadata'), 'name') ?? '';
    const problem = dnsLabel(name);
    return problem === undefined ? [] : [{ object: objectNameOf(set), path: `spec.volumeClaimTemplates[${at}].metadata.name`, problem }];
  });
}

function servicePortFindings(service: Manifest): Finding[] {
  const object = objectNameOf(service);
  const ports = objectsAt(objectAt(service, 'spec'), 'ports');
  const names = ports.map((port) => stringAt(port, 'name'));
  return names.flatMap((name, at) => {
    const find = (problem: string): Finding[] => [{ object, path: `spec.ports[${at}].name`, problem }];
    if (name === undefined) return ports.length > 1 ? find('is missing: a Service with several ports names each') : [];
    if (names.indexOf(name) < at) return find(`"${name}" is taken by another port of the Service`);
    const problem = dnsLabel(name);
    return problem === undefined ? [] : find(problem);
  });
}

function podFindings(template: PodTemplate): Finding[] {
  const { object, spec } = template;
  const findings: Finding[] = [];
  const check = (rule: NameRule, name: string, path: string) => {
    const problem = rule(name);
    if (problem !== undefined) findings.push({ object, path: `${path}.name`, problem });
  };
  objectsAt(spec, 'volumes').forEach((volume, at) => check(dnsLabel, stringAt(volume, 'name') ?? '', `${specPath(template)}.volumes[${at}]`));
  const containers = containersOf(template);
  containers.forEach(({ container, path, name }, number) => {
    check(dnsLabel, stringAt(container, 'name') ?? '', path);
    if (containers.findIndex((other) => other.name === name) < number) findings.push({ object, path: `${path}.name`, problem: `"${name}" is taken by another container of the pod` });
    objectsAt(container, 'env').forEach((variable, at) => check(variableName, stringAt(variable, 'name') ?? '', `${path}.env[${at}]`));
    objectsAt(container, 'ports').forEach((port, at) => {
      if (port.name !== undefined) check(portName, stringAt(port, 'name') ?? '', `${path}.ports[${at}]`);
    });
  });
  return findings;
}
