/** What the program reads of Kubernetes' objects, as the API server writes them: whatever may be missing is optional. */

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface StatefulSetObject {
  readonly metadata: ObjectMetadata;
  readonly spec: {
    readonly replicas?: number;
    readonly ordinals?: { readonly start?: number };
    readonly updateStrategy?: { readonly type?: string };
    readonly template: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> }; readonly spec: PodSpecObject };
  };
  readonly status?: { readonly observedGeneration?: number; readonly replicas?: number; readonly updateRevision?: string };
}

export interface PodObject {
  readonly metadata: ObjectMetadata;
  readonly spec: PodSpecObject;
  readonly status?: PodStatusObject;
}

export interface PodSpecObject {
  readonly initContainers?: readonly ContainerObject[];
  readonly containers: readonly ContainerObject[];
  readonly volumes?: readonly { readonly name: string; readonly configMap?: { readonly name?: string } }[];
  readonly nodeName?: string;
}

export interface ContainerObject {
  readonly name: string;
  readonly image?: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly resources?: { readonly requests?: Readonly<Record<string, string>>; readonly limits?: Readonly<Record<string, string>> };
}

export interface PodStatusObject {
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly conditions?: readonly ConditionObject[];
  readonly initContainerStatuses?: readonly ContainerStatusObject[];
  readonly containerStatuses?: readonly ContainerStatusObject[];
}

export interface ConditionObject {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface ContainerStatusObject {
  readonly name: string;
  readonly restartCount: number;
  readonly state?: ContainerStateObject;
  readonly lastState?: ContainerStateObject;
}

export interface ContainerStateObject {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: TerminationObject;
}

export interface TerminationObject {
  readonly exitCode: number;
  readonly reason?: string;
  readonly message?: string;
}

export interface ScaleObject {
  readonly metadata: ObjectMetadata;
  readonly spec: { readonly replicas?: number };
}

export interface ConfigMapObject {
  readonly metadata: ObjectMetadata;
  readonly data?: Readonly<Record<string, string>>;
}

export interface SecretObject {
  readonly metadata: ObjectMetadata;
  /** As base64. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface LeaseObject {
  readonly metadata: ObjectMetadata;
  readonly spec?: LeaseSpec;
}

export interface LeaseSpec {
  /** Empty when it was released. */
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

/** What the API server answers when it refuses. */
export interface StatusObject {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly retryAfterSeconds?: number; readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}
