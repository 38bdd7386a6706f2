import { StatefulSetSpec } from '../../src/kubernetes/wire';

/** What a pod is made from, as far as it matters to one that runs without Kubernetes. */
export interface StatefulSet {
  readonly kind: 'StatefulSet';
  readonly metadata: { readonly name: string };
  readonly spec: StatefulSetSpec;
}

export interface ConfigMap {
  readonly kind: 'ConfigMap';
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

