/** Whether nodes of one pool may share a Kubernetes node. */
export enum HostSpread {
  /** Never: a pod stays pending rather than share the host of another one of its pool. */
  REQUIRED = 'required',

  /** Only where no other host is free. */
  PREFERRED = 'preferred',

  /** The scheduler does as it likes. */
  NONE = 'none',
}

/** What a toleration does to a taint. */
export enum TaintEffect {
  /** The taint keeps new pods away. */
  NO_SCHEDULE = 'NoSchedule',

  /** The taint makes the node the last choice. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',

  /** The taint also evicts pods that run already. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * Lets pods run on Kubernetes nodes that a taint keeps others from.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * The taint's key.
   * @default - every key
   */
  readonly key?: string;

  /**
   * The taint's value.
   * @default - every value
   */
  readonly value?: string;

  /**
   * The taint's effect.
   * @default - every effect
   */
  readonly effect?: TaintEffect;

  /**
   * How long a pod may stay after a taint with the effect `NoExecute` has come, in seconds.
   * @default - for ever
   */
  readonly seconds?: number;
}

/** Where the pods of a pool run, beside the zones that the cluster states. */
export interface Placement {
  /**
   * Whether nodes of this pool may share a host.
   * @default HostSpread.REQUIRED (HostSpread.PREFERRED with development sizing)
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
   */
  readonly hosts?: HostSpread;

  /**
   * Labels that a Kubernetes node must have.
   * @default - none
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints that are tolerated.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * The name of a PriorityClass.
   * @default - the default priority of the Kubernetes cluster
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;
}
