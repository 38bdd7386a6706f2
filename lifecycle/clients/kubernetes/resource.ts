import { ConfigMapObject, LeaseObject, PodObject, ScaleObject, SecretObject, StatefulSetObject } from './objects';

/** A kind of objects, or of parts of objects, and where they are found. */
export interface Resource<T> {
  /** As it stands in manifests: `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The group, version and plural of the path: `apps/v1/statefulsets`. */
  readonly path: string;
  /** The part of an object, for example `scale`. */
  readonly part?: string;
  /** Never there: it lets the compiler know what the objects are. */
  readonly object?: T;
}

export const STATEFUL_SETS: Resource<StatefulSetObject> = { apiVersion: 'apps/v1', kind: 'StatefulSet', path: 'apps/v1/statefulsets' };
export const STATEFUL_SET_SCALES: Resource<ScaleObject> = { apiVersion: 'autoscaling/v1', kind: 'Scale', path: 'apps/v1/statefulsets', part: 'scale' };
export const PODS: Resource<PodObject> = { apiVersion: 'v1', kind: 'Pod', path: 'v1/pods' };
export const POD_EVICTIONS: Resource<object> = { apiVersion: 'policy/v1', kind: 'Eviction', path: 'v1/pods', part: 'eviction' };
export const POD_LOGS: Resource<string> = { apiVersion: 'v1', kind: 'Pod', path: 'v1/pods', part: 'log' };
export const CONFIG_MAPS: Resource<ConfigMapObject> = { apiVersion: 'v1', kind: 'ConfigMap', path: 'v1/configmaps' };
export const SECRETS: Resource<SecretObject> = { apiVersion: 'v1', kind: 'Secret', path: 'v1/secrets' };
export const LEASES: Resource<LeaseObject> = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', path: 'coordination.k8s.io/v1/leases' };
export const EVENTS: Resource<object> = { apiVersion: 'events.k8s.io/v1', kind: 'Event', path: 'events.k8s.io/v1/events' };

/** The path of one of the objects, or without a name, of all that are in a namespace. */
export function pathOf<T>(resource: Resource<T>, namespace: string, name?: string): string {
  const [plural, version, group] = resource.path.split('/').reverse();
  const parts = [...(group === undefined ? ['api'] : ['apis', group]), version, 'namespaces', namespace, plural];
  return [...parts, ...(name === undefined ? [] : [name]), ...(resource.part === undefined ? [] : [resource.part])].map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** How a person names it: `statefulsets/scale 'events-broker-a' in namespace 'kafka'`. */
export function nameOf<T>(resource: Resource<T>, namespace: string, name: string): string {
  return `${resource.path.split('/').pop()}${resource.part === undefined ? '' : `/${resource.part}`} '${name}' in namespace '${namespace}'`;
}
