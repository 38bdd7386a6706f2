import { PolicyRule } from '../../kubernetes/wire';
import { runObjects } from '../desired-state';
import { LifecycleModel, changesClusters, objectNames } from '../model';

export interface RoleSubjects {
  readonly sets: readonly string[];
  readonly pods: readonly string[];
  /** The ConfigMaps with which the nodes are configured. */
  readonly configMaps: readonly string[];
  /** The Secrets of users, which a run fills. */
  readonly userSecrets: readonly string[];
  /** The Secrets in which their passwords are given. */
  readonly passwordSecrets: readonly string[];
  /** The status ConfigMap of the Job that does the work, for one that only reports. */
  readonly reportedStatus?: string;
}

/**
 * What the program may do, in the Job's own namespace, as narrow as Kubernetes allows: by name wherever there is one. An object with a name can be created only by a server-side
 * apply, as a POST tells no name; so `create` and `patch` go together. Events have no names of their own beforehand. Pods are read whatever their name: a set may have more of
 * them than are declared now.
 *
 * A run that only says what it would do may only read.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function roleRules(model: LifecycleModel, subjects: RoleSubjects): PolicyRule[] {
  const { sets, pods, configMaps, userSecrets, passwordSecrets, reportedStatus } = subjects;
  const { lease, status } = runObjects(model.name);
  const { desiredState } = objectNames(model.name);
  const reading: PolicyRule[] = [
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: sets, verbs: ['get'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods/log'], resourceNames: pods, verbs: ['get'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [desiredState, reportedStatus ?? status], verbs: ['get'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: configMaps, verbs: ['get'] },
    ...named('secrets', [...userSecrets, ...passwordSecrets], ['get']),
  ];
  if (model.dryRun || !changesClusters(model.trigger)) { return reading; }
  return [
    ...reading,
    { apiGroups: ['apps'], resources: ['statefulsets/scale'], resourceNames: sets, verbs: ['get', 'patch'] },
    { apiGroups: [''], resources: ['pods'], resourceNames: pods, verbs: ['delete'] },
    { apiGroups: [''], resources: ['pods/eviction'], resourceNames: pods, verbs: ['create'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [status], verbs: ['create', 'patch'] },
    ...named('secrets', userSecrets, ['patch']),
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [lease], verbs: ['get', 'create', 'patch'] },
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
  ];
}

/** A rule without names would hold for all of them. */
function named(resource: string, names: readonly string[], verbs: readonly string[]): PolicyRule[] {
  return names.length === 0 ? [] : [{ apiGroups: [''], resources: [resource], resourceNames: [...new Set(names)].sort(), verbs: [...verbs] }];
}
