/** What the scenarios read of Kubernetes' objects. */
export interface List<T> {
  readonly items: readonly T[];
}

export interface Metadata {
  readonly name: string;
  readonly uid: string;
  readonly creationTimestamp: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Pod {
  readonly metadata: Metadata & { readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  /** Whether its startup probe has succeeded. */
  readonly started?: boolean;
  readonly restartCount: number;
  readonly containerID?: string;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt: string };
  readonly terminated?: { readonly exitCode: number; readonly reason?: string; readonly message?: string };
}

export interface StatefulSet {
  readonly metadata: Metadata;
  readonly spec: { readonly replicas: number; readonly updateStrategy: { readonly type: string } };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
  };
}

/** What was told of an object. */
export interface Event {
  readonly metadata: Metadata;
  readonly reason: string;
  readonly message: string;
}

export interface Claim {
  readonly metadata: Metadata;
  readonly spec: { readonly volumeName?: string };
  readonly status: { readonly phase: string; readonly capacity?: { readonly storage: string } };
}

export function isReady(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && (pod.status.conditions ?? []).some((c) => c.type === 'Ready' && c.status === 'True');
}

/** The statuses of all containers of a pod, those that prepare it first. */
export function containersOf(pod: Pod): readonly ContainerStatus[] {
  return [...pod.status.initContainerStatuses ?? [], ...pod.status.containerStatuses ?? []];
}
