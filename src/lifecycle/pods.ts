/** The labels that the pods of all lifecycle Jobs have. */
export const LIFECYCLE_PODS = { 'app.kubernetes.io/name': 'kafka-lifecycle', 'app.kubernetes.io/component': 'lifecycle' } as const;
