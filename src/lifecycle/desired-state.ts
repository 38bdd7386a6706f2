/**
 * The contract between synthesis and the lifecycle program: what a run is to bring about, as one JSON document. Written into a ConfigMap by
 * `KafkaLifecycleJob`, read by the program. Plain data; this file imports nothing, as it and the
 * hash are all that both sides know.
 */

/** The program refuses a document of another format than its own. */
export const DESIRED_STATE_FORMAT = 1;

/** Annotation of a StatefulSet: the hash of its pod template as it was synthesized. By it the program knows that the manifests have been applied. */
export const TEMPLATE_ANNOTATION = 'cdk8s-kafka/template';

/** Annotation of a pod template: what its nodes are started with, as the JSON of `StartSettings`. Two of them tell why a pod is outdated. */
export const START_SETTINGS_ANNOTATION = 'cdk8s-kafka/start-settings';

/** Key of the ConfigMap under which the document lies, and so the name of the file that the program reads. */
export const DESIRED_STATE_KEY = 'desired-state.json';

/** What a run writes for itself: the Lease by which only one is at work, and the ConfigMap with its status and the settings that it has set. Its Role allows these names. */
export function runObjects(name: string): { readonly lease: string; readonly status: string } {
  return { lease: name, status: `${name}-status` };
}

export interface DesiredState {
  readonly format: typeof DESIRED_STATE_FORMAT;
  /** The name with which the names of the run's own objects (Lease, status) begin. */
  readonly name: string;
  readonly policy: LifecyclePolicy;
  /** ZooKeeper ensembles come first: a cluster's metadata must be well before the cluster is touched. */
  readonly ensembles: readonly DesiredEnsemble[];
  readonly clusters: readonly DesiredCluster[];
}

/** How cautious a run is. */
export interface LifecyclePolicy {
  /** The most brokers that are restarted at once, all of one rack. 1: one after the other. */
  readonly concurrency: number;
  /** How many replicas beyond `min.insync.replicas` must stay in sync while brokers are restarted. */
  readonly inSyncMargin: number;
  /** Partitions and quorums that cannot stay available whatever is done, as they have no replica to spare: restart all the same, or do not. */
  readonly unavoidable: 'accept' | 'refuse';
  /** After how many seconds in which nothing moves a wait has failed. */
  readonly noProgressSeconds: number;
  /** Whether leadership returns to the preferred replicas after restarts. */
  readonly preferredLeaders: boolean;
  /** What becomes of settings that were changed at run time and are not declared: left alone and reported, or removed. */
  readonly undeclaredSettings: 'report' | 'remove';
  readonly rebalance: DesiredRebalance;
}

/** When replicas move between brokers that stay, how far, and how fast. What must leave a broker always moves. Shares are fractions: 0.1 is a tenth. */
export interface DesiredRebalance {
  /**
   * `never`: only what must leave its broker moves. `scale`: brokers that have no replica yet get their share. `drift`: the same, and everything is brought into the bands as soon as
   * a broker is further than `drift` from what it is to hold.
   */
  readonly when: 'never' | 'scale' | 'drift';
  readonly drift: number;
  /** How far a broker's bytes, replicas and leaders may be from what it is to hold. */
  readonly diskBand: number;
  readonly replicaBand: number;
  readonly leaderBand: number;
  /** How far the bytes on each of several disks of a broker may be from what it is to hold. */
  readonly volumeBand: number;
  /** How fast a broker may copy from one of its disks to another. */
  readonly volumeBytesPerSecond: number;
  /** Log directories from which everything is to go to others of their brokers. */
  readonly emptyVolumes?: readonly DesiredVolume[];
  /** For how long a disk that its broker says has failed is waited for, before what was on it goes to other brokers. Undefined: for good. */
  readonly lostVolumeSeconds?: number;
  /**
   * The same of what it receives and sends in a second, and of what is written to the partitions that it leads; of the replicas of each topic, how many more than an even spread. Undefined: not
   * looked at.
   */
  readonly networkInBand?: number;
  readonly networkOutBand?: number;
  readonly leaderBytesBand?: number;
  readonly topicBand?: number;
  /** For how long it is looked at what is written, before anything is planned on it. */
  readonly loadWindowSeconds?: number;
  readonly prometheus?: DesiredPrometheus;
  /** How much of a broker's disks may be in use. */
  readonly diskLimit: number;
  /** How many replicas a broker may have, and what may be written to them in a second, and what it may send. Undefined: no limit. */
  readonly replicaLimit?: number;
  readonly networkInLimit?: number;
  readonly networkOutLimit?: number;
  /** Of single brokers, each in place of that of all. */
  readonly brokerLimits?: readonly DesiredBrokerLimits[];
  /** Names of topics that no move touches, but off brokers that are no longer declared; `*` for any text. */
  readonly excludedTopics: readonly string[];
  /** How fast a broker may send, and receive, what moves. */
  readonly bytesPerSecond: number;
  /** To how much that is lowered while other replicas fall behind, or clients wait. */
  readonly leastBytesPerSecond: number;
  /** When moves may begin; undefined: at any time. */
  readonly windows?: readonly DesiredWindow[];
  /** How many replicas may be on their way at once, from or to a broker, and in all. */
  readonly movesPerBroker: number;
  readonly moves: number;
  /** How many bytes may be on their way at once. A single replica may be larger. */
  readonly bytesInFlight: number;
  /** Whether somebody has to approve of what is planned, where nothing must leave. */
  readonly approval: 'automatic' | 'required';
}

/** What a broker may have, by the name of its cluster. */
export interface DesiredBrokerLimits {
  readonly cluster: string;
  readonly broker: number;
  readonly replicaLimit?: number;
  readonly networkInLimit?: number;
  readonly networkOutLimit?: number;
}

/** A log directory of a broker, by the name of its cluster. */
export interface DesiredVolume {
  readonly cluster: string;
  readonly broker: number;
  /** Its absolute path. */
  readonly path: string;
}

/** A time of day. */
export interface DesiredWindow {
  /** The days on which it begins: 0 is Sunday. */
  readonly days: readonly number[];
  /** In minutes of the day; if it ends before it begins, that is on the day after. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** What a Prometheus server is asked, each an expression of PromQL. */
export interface DesiredPrometheus {
  readonly url: string;
  /** Bytes in a second that are written to a topic, or to a partition of it, and read from it: labels `topic` and `partition`. */
  readonly bytesIn?: string;
  readonly bytesOut?: string;
  /** How long clients wait for an answer, and how long they may, in milliseconds. */
  readonly latency?: string;
  readonly mostLatencyMillis?: number;
}

export type NodeRole = 'broker' | 'controller';

/** A StatefulSet and its nodes. */
export interface DesiredSet {
  /** The StatefulSet's name. */
  readonly name: string;
  /** None for ZooKeeper. */
  readonly roles: readonly NodeRole[];
  /** The rack of its brokers. */
  readonly rack?: string;
  /** The hash of the pod template, as in the annotation `cdk8s-kafka/template`. */
  readonly template: string;
  /** In the order of their ids, without gaps. */
  readonly nodes: readonly DesiredNode[];
}

export interface DesiredNode {
  /** `node.id`, or `myid`. */
  readonly id: number;
  readonly pod: string;
  /** The host name under which it is reached. */
  readonly host: string;
}

export interface DesiredCluster {
  readonly name: string;
  /** The version of Kafka, for example `4.3.1`. */
  readonly version: string;
  readonly metadata: DesiredMetadata;
  /** Controllers first. */
  readonly sets: readonly DesiredSet[];
  readonly ports: DesiredPorts;
  /** Absent: plaintext. */
  readonly access?: DesiredAccess;
  /** Settings that Kafka can change at run time. */
  readonly dynamic: DynamicSettings;
  /** Those that are declared; none if undefined. */
  readonly topics?: readonly DesiredTopic[];
  /** Those that are declared; none if undefined. */
  readonly users?: readonly DesiredUser[];
  /** Of users that have none of their own, by Kafka's key; none if undefined. */
  readonly defaultQuotas?: Readonly<Record<string, number>>;
}

/** A topic. What is undefined is for the brokers to say when it is created, and of no account afterwards. */
export interface DesiredTopic {
  readonly name: string;
  readonly partitions?: number;
  readonly replicas?: number;
  /** Settings of its own. */
  readonly config: Readonly<Record<string, string>>;
  /** What becomes of it when it is no longer declared. */
  readonly whenRemoved: 'keep' | 'delete';
}

/** A user: what it authenticates with, what it may do, and how much. */
export interface DesiredUser {
  /** Of its principal, without the type `User:`. */
  readonly name: string;
  /** Undefined: it authenticates by something else, which is nothing to a run. */
  readonly scram?: DesiredScram;
  /** Quotas by Kafka's key, for example `producer_byte_rate`. */
  readonly quotas: Readonly<Record<string, number>>;
  readonly acls: readonly DesiredAcl[];
  /** What becomes of ACLs of the same principal that are not declared, and that no run has made. */
  readonly undeclaredAcls: 'report' | 'remove';
  /** What becomes of it when it is no longer declared. */
  readonly whenRemoved: 'keep' | 'delete';
}

/** How a user authenticates by SCRAM. No password is in this document: it names Secrets. */
export interface DesiredScram {
  readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  /** The Secret in which a client finds all it needs. The manifests make it empty, and a run fills it. */
  readonly secret: string;
  /** Where the password is given. Undefined: a run makes one, and keeps it in `secret`. */
  readonly given?: { readonly secret: string; readonly key: string };
  /** What `secret` holds beside the password and what is made of it. Nothing of it is secret. */
  readonly values: Readonly<Record<string, string>>;
}

/** An ACL of a user, in Kafka's own names (`AclBinding`). */
export interface DesiredAcl {
  readonly resourceType: 'TOPIC' | 'GROUP' | 'CLUSTER' | 'TRANSACTIONAL_ID' | 'DELEGATION_TOKEN' | 'USER';
  readonly resourceName: string;
  readonly patternType: 'LITERAL' | 'PREFIXED';
  /** `*`: any. */
  readonly host: string;
  readonly operation:
    | 'ALL' | 'READ' | 'WRITE' | 'CREATE' | 'DELETE' | 'ALTER' | 'DESCRIBE' | 'CLUSTER_ACTION' | 'DESCRIBE_CONFIGS' | 'ALTER_CONFIGS' | 'IDEMPOTENT_WRITE'
    | 'CREATE_TOKENS' | 'DESCRIBE_TOKENS';
  readonly permission: 'ALLOW' | 'DENY';
}

export type DesiredMetadata =
  | { readonly mode: 'kraft'; readonly clusterId: string }
  /** `ensemble`: the name of the one of `ensembles` in which the metadata is kept, if it is one of them. */
  | { readonly mode: 'zookeeper'; readonly ensemble?: string };

export interface DesiredPorts {
  /** At which the program asks brokers: that of the listener among brokers, which stays where it is whatever becomes of those for clients. */
  readonly broker: number;
  /** Of KRaft controllers. */
  readonly controller?: number;
}

/**
 * How the program reaches the nodes. Absent: plaintext. Secrets are never in this document: it names files, which are mounted into the Job's pod and read anew for each
 * connection.
 */
export interface DesiredAccess {
  readonly broker: DesiredSecurity;
  /** Absent: plaintext. */
  readonly controller?: DesiredSecurity;
}

/** Of one listener. */
export interface DesiredSecurity {
  readonly tls?: DesiredTls;
  readonly sasl?: DesiredSasl;
}

export interface DesiredTls {
  /** PEM file with the certificates of the authorities that are trusted. */
  readonly trust: string;
  /** PEM files of the program's own certificate chain and its key, where the nodes ask for one. The key may be in the same file. */
  readonly certificate?: string;
  readonly key?: string;
  /** Whether the name in a node's certificate must be the name under which it is reached. */
  readonly verifyHost: boolean;
}

export type DesiredSasl =
  /** `password`: a file. */
  | { readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | 'PLAIN'; readonly username: string; readonly password: string }
  | {
    readonly mechanism: 'OAUTHBEARER';
    readonly tokenEndpoint: string;
    readonly clientId: string;
    /** A file. */
    readonly clientSecret: string;
    readonly scope?: string;
    /** PEM file with the authorities that are trusted for the token endpoint. Absent: those that Node.js trusts. */
    readonly trust?: string;
  };

export interface DynamicSettings {
  /** For all brokers alike (the default of brokers in Kafka's words). */
  readonly clusterWide: Readonly<Record<string, string>>;
  /** By broker id. */
  readonly perBroker: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface DesiredEnsemble {
  readonly name: string;
  /** The version of ZooKeeper. */
  readonly version: string;
  readonly set: DesiredSet;
  readonly clientPort: number;
}

/**
 * What the nodes of a pod template are started with, as far as a person wants to know why one must be restarted. Never a secret: values that may be one
 * are references to where it lies.
 */
export interface StartSettings {
  /** Settings that Kafka or ZooKeeper reads only when it starts. */
  readonly settings: Readonly<Record<string, string>>;
  /** Arguments of the Java virtual machine. */
  readonly jvm: readonly string[];
  /** Hash of the logging configuration. */
  readonly logging: string;
  /** Hash of the scripts that run in the pod. */
  readonly scripts: string;
}
