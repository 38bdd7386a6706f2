/** The names by which the rights of a run are limited. */
export interface RightsNames {
  readonly sets: readonly string[];
  readonly pods: readonly string[];
}

export const NAMES = { lease: 'lifecycle', desired: 'lifecycle-desired', status: 'lifecycle-status' } as const;

/** The rules of the Role of a run. */
export function rights({ sets, pods }: RightsNames): object[] {
  const rules = [
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: sets, verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['statefulsets/scale'], resourceNames: sets, verbs: ['get', 'patch'] },
    { apiGroups: [''], resources: ['pods'], resourceNames: pods, verbs: ['get', 'delete'] },
    { apiGroups: [''], resources: ['pods/log'], resourceNames: pods, verbs: ['get'] },
    { apiGroups: [''], resources: ['pods/eviction'], resourceNames: pods, verbs: ['create'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [NAMES.lease], verbs: ['get', 'create', 'patch'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [NAMES.desired], verbs: ['get'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [NAMES.status], verbs: ['get', 'create', 'patch'] },
    // What is created cannot be limited by its name.
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
  ];
  // No names would be all names.
  return rules.filter((rule) => rule.resourceNames?.length !== 0);
}
