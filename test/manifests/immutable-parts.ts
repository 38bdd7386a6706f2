import { child, Finding } from './finding';
import { Json, JsonObject, kindOf, listAt, Manifest, objectAt, objectNameOf, objectsAt, stringAt } from './manifest';

/**
 * What Kubernetes refuses to change in an existing object, by path. Of an object that is made anew under another name nothing can be said here:
 * `immutableChanges` reports it as gone.
 *
 * Sources are the functions Validate<Kind>Update in Kubernetes' pkg/apis/<group>/validation/validation.go. Where versions from 1.28 on differ, a field
 * counts as immutable if one of them refuses to change it.
 */
export function immutableParts(manifest: Manifest): Readonly<Record<string, Json>> {
  const spec = objectAt(manifest, 'spec');
  switch (kindOf(manifest)) {
    case 'StatefulSet':
      return statefulSetParts(spec);
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return fields(spec, 'spec', ['selector']);
    case 'Job':
      return jobParts(spec);
    case 'PersistentVolumeClaim':
      return claimParts(spec, 'spec');
    case 'Service':
      return serviceParts(spec);
    case 'ConfigMap':
    case 'Secret':
      return dataParts(manifest);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return fields(manifest, '', ['roleRef']);
    case 'StorageClass':
      return fields(manifest, '', ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode']);
    case 'Pod':
      return podParts(spec);
    default:
      return {};
  }
}

/** Two syntheses that were meant to be the same cluster: what the second could not change in the first, or would make anew. */
export function immutableChanges(before: readonly Manifest[], after: readonly Manifest[]): Finding[] {
  const later = new Map(after.map((manifest) => [objectNameOf(manifest), manifest]));
  return before.flatMap((manifest) => {
    const object = objectNameOf(manifest);
    const successor = later.get(object);
    if (successor === undefined) return [{ object, path: 'metadata.name', problem: 'is gone from the second synthesis, or has another name there' }];
    const [old, now] = [immutableParts(manifest), immutableParts(successor)];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((path) => canonical(old[path]) !== canonical(now[path]))
      .map((path) => ({ object, path, problem: `Kubernetes refuses to change ${canonical(old[path])} to ${canonical(now[path])}` }));
  });
}

/** JSON in which the order of keys does not matter. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(value, (_, each) => (
    typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each
  )) ?? '(absent)';
}

function fields(from: JsonObject, path: string, names: readonly string[]): Record<string, Json> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [child(path, name), from[name]]));
}

function without(from: JsonObject, path: string, names: readonly string[]): Record<string, Json> {
  return fields(from, path, Object.keys(from).filter((name) => !names.includes(name)));
}

/**
 * "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',
 * 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden" (1.34). In 1.28 revisionHistoryLimit was not among them.
 */
function statefulSetParts(spec: JsonObject): Record<string, Json> {
  return without(spec, 'spec', ['replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds']);
}

/** batch: ValidateJobSpecUpdate. The number of completions of an indexed Job may change together with parallelism; a template only while suspended. */
function jobParts(spec: JsonObject): Record<string, Json> {
  const indexed = stringAt(spec, 'completionMode') === 'Indexed';
  return fields(spec, 'spec', [
    'selector', 'template', 'completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy', ...(indexed ? [] : ['completions']),
  ]);
}

/** "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims": of the requests only storage. */
function claimParts(spec: JsonObject, path: string): Record<string, Json> {
  const resources = objectAt(spec, 'resources');
  return {
    ...without(spec, path, ['resources', 'volumeAttributesClassName']),
    ...without(resources, child(path, 'resources'), ['requests']),
    ...without(objectAt(resources, 'requests'), `${path}.resources.requests`, ['storage']),
  };
}

/**
 * core: validateUpgradeDowngradeClusterIPs, ...IPFamilies, validateLoadBalancerClassField, validateServiceExternalTrafficFieldsUpdate. A Service is headless
 * or not for ever (leaving "None" out later changes nothing: registry/core/service patchAllocatedValues puts it back); the first address stays, and the first
 * family of one that has an address; the class of a load balancer stays. An ExternalName Service has none of these.
 */
function serviceParts(spec: JsonObject): Record<string, Json> {
  const type = stringAt(spec, 'type') ?? 'ClusterIP';
  if (type === 'ExternalName') return {};
  const address = spec.clusterIP ?? listAt(spec, 'clusterIPs').at(0);
  const family = listAt(spec, 'ipFamilies').at(0);
  return {
    ...(address === undefined ? {} : { 'spec.clusterIP': address }),
    ...(family === undefined || address === 'None' ? {} : { 'spec.ipFamilies[0]': family }),
    ...(type === 'LoadBalancer' ? fields(spec, 'spec', ['loadBalancerClass']) : {}),
    ...fields(spec, 'spec', ['healthCheckNodePort']),
  };
}

/** core: ValidateConfigMapUpdate, ValidateSecretUpdate. `immutable` cannot be taken back; the type of a Secret never changes. */
function dataParts(manifest: Manifest): Record<string, Json> {
  return {
    ...(kindOf(manifest) === 'Secret' ? fields(manifest, '', ['type']) : {}),
    ...(manifest.immutable === true ? fields(manifest, '', ['immutable', 'data', 'binaryData', 'stringData']) : {}),
  };
}

/**
 * core: ValidatePodUpdate, "pod updates may not change fields other than" images, activeDeadlineSeconds (only shortened), tolerations (only added),
 * schedulingGates (only removed).
 */
function podParts(spec: JsonObject): Record<string, Json> {
  const images = (list: string) => objectsAt(spec, list).map((container) => Object.fromEntries(Object.entries(container).filter(([name]) => name !== 'image')));
  return {
    ...without(spec, 'spec', ['containers', 'initContainers', 'activeDeadlineSeconds', 'tolerations', 'schedulingGates']),
    'spec.containers': images('containers'),
    ...(spec.initContainers === undefined ? {} : { 'spec.initContainers': images('initContainers') }),
  };
}
