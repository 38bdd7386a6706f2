import { PartitionTable } from './partition-table';
import { DesiredAcl, DesiredScram, StartSettings } from '../src/lifecycle/desired-state';

/**
 * What is there: Kubernetes and Kafka, as read at one moment. Plain data. Whatever could not be read is named; nothing is guessed.
 */

/** What could not be read, in words: what, from where, why. */
export interface Unread {
  readonly unread: readonly string[];
  /** What a person would have to do, where waiting alone will hardly help: a right is missing, or it is another cluster that answers. */
  readonly mend?: string;
}

export function isUnread<T extends object>(read: T | Unread): read is Unread {
  return 'unread' in read;
}

/** A cluster, and how much of it could be read. Without the sets there is nothing to decide on; Kafka itself may be away while its nodes start. */
export interface ClusterObservation {
  /** By name. A set that does not exist is missing. */
  readonly sets: Readonly<Record<string, SetObservation>>;
  readonly kafka: KafkaObservation | Unread;
  /** How much is where; undefined if that was not asked for, as it takes longer than all else. */
  readonly load?: LoadObservation | Unread;
  /** The time of day, in milliseconds since 1970, UTC. */
  readonly time?: number;
  /** For how many seconds brokers have been throttled as they are, as far as this run knows; undefined if it has just begun to look. */
  readonly throttledSeconds?: number;
  /** The proposals of which somebody has approved, by their ids. */
  readonly approved?: readonly string[];
  /** The Secrets of users that are declared with a password, by the user's name; undefined if nobody looked. */
  readonly userSecrets?: Readonly<Record<string, UserSecretObservation>> | Unread;
}

/** Where a user's password is, and whether a client finds what it is to find. The password itself is never told, nor anything that follows from it. */
export interface UserSecretObservation {
  /** The version (`resourceVersion`) of the Secret that holds the password; undefined as long as there is none. */
  readonly version?: string;
  /** Why there is no password where it is given: `key 'password' of Secret 'shop' is missing`. */
  readonly problem?: string;
  /** Whether the user's own Secret is there, and holds all that it is to hold. */
  readonly own: 'missing' | 'incomplete' | 'filled';
}

/** What brokers tell of their disks (DescribeLogDirs, KIP-113, KIP-827). */
export interface LoadObservation {
  /** The bytes of a replica of each partition, by the rows of `KafkaObservation.partitions`. */
  readonly size: Float64Array;
  /** The bytes that have come already of the replica that a reassignment adds, by row. */
  readonly arrived: Readonly<Record<number, number>>;
  /** By broker id. A broker that was not asked, as it is not in service, is missing. */
  readonly brokers: Readonly<Record<number, BrokerLoadObservation>>;
  /** The disk of its broker on which each replica is, by the places of `KafkaObservation.partitions.replicas`; -1 if nobody tells. Undefined if every broker has one disk. */
  readonly disk?: Int16Array;
  /** Replicas that are being copied to another disk of their broker. */
  readonly futures?: readonly FutureReplica[];
  /** What is written to each partition, and read from it, in bytes per second, by row; undefined if nobody asked, or it is not known yet. */
  readonly rates?: { readonly in: Float64Array; readonly out: Float64Array };
  /** Why it is not known, where somebody asked. */
  readonly ratesUnread?: Unread;
  /** For how long that has been watched, where it takes longer. */
  readonly watchedSeconds?: number;
  /** How long clients wait for an answer, where somebody tells. */
  readonly latencyMillis?: number;
  /** Why nobody tells, where somebody was asked. */
  readonly latencyUnread?: string;
}

/** A replica that a broker copies from one of its disks to another one, and that will take the place of the one there is (KIP-113). */
export interface FutureReplica {
  /** Of `KafkaObservation.partitions`. */
  readonly row: number;
  readonly broker: number;
  /** Where it is to be. */
  readonly disk: number;
  /** What has come already. */
  readonly bytes: number;
}

export interface BrokerLoadObservation {
  /** How many replicas it has on its disks: those that are assigned to it, and others that it has not deleted yet, or that it is only to get (future replicas). */
  readonly replicas: number;
  readonly disks: readonly DiskObservation[];
}

/** A log directory. */
export interface DiskObservation {
  readonly path: string;
  /** Of the volume, in bytes; undefined before Kafka 3.3, and for an offline one. */
  readonly totalBytes?: number;
  readonly usableBytes?: number;
  /** What replicas occupy on it. */
  readonly replicaBytes: number;
  /** Kafka's name of the error, if it cannot be used; and for how long that has been so, as far as this run knows. */
  readonly error?: string;
  readonly lostSeconds?: number;
}

export interface EnsembleObservation {
  readonly sets: Readonly<Record<string, SetObservation>>;
  /** By `myid`. A server that does not answer is missing. */
  readonly servers: Readonly<Record<number, ServerObservation>>;
}

/** A StatefulSet. */
export interface SetObservation {
  readonly uid: string;
  /** `metadata.generation` and `status.observedGeneration`: while they differ, the status speaks of an older template. */
  readonly generation: number;
  readonly observedGeneration: number;
  /** `spec.replicas`. */
  readonly replicas: number;
  /** `spec.ordinals.start`: the id of its first node. */
  readonly firstId: number;
  /** The annotation `cdk8s-kafka/template`; undefined if it has none. */
  readonly template?: string;
  /** `status.updateRevision`: pods of another revision are outdated. */
  readonly updateRevision: string;
  readonly updateStrategy: 'OnDelete' | 'RollingUpdate';
  readonly made: MadeOf;
  /** The ConfigMaps with which the pods of the template are configured; none, if it does not tell which. */
  readonly configMaps: readonly ConfigMapObservation[];
  /** By node id. A pod that does not exist is missing. */
  readonly pods: Readonly<Record<number, PodObservation>>;
}

/** A ConfigMap with which nodes are configured, by the hash of its content. */
export interface ConfigMapObservation {
  readonly name: string;
  /** The hash that the template was made for. */
  readonly wanted: string;
  /** The hash that it holds, empty if it has none; undefined if it does not exist. */
  readonly found?: string;
}

/** What pods are made of, as far as a person wants to know why one is outdated. */
export interface MadeOf {
  readonly image: string;
  /** Of the server's container: `requests.cpu` and the like, as text. */
  readonly resources: Readonly<Record<string, string>>;
  /** The annotation `cdk8s-kafka/start-settings`; undefined if it has none, or none that can be read. */
  readonly start?: StartSettings;
  /**
   * The ids of the quorum for which it is made: those with which a controller formats its volume (KIP-853), the servers that a ZooKeeper server knows, none if it is to be the only
   * one. Undefined for brokers, and if it is not told.
   */
  readonly members?: readonly number[];
}

export interface PodObservation {
  readonly uid: string;
  /** The label `controller-revision-hash`. */
  readonly revision: string;
  /** The condition Ready. */
  readonly ready: boolean;
  /** It has been told to end. */
  readonly terminating: boolean;
  /**
   * The server's container. `ended` and `waiting` are the kubelet's own word that no process runs; when the kubelet is not heard, its last word stays, so `running`
   * may not be true any more.
   */
  readonly server: 'running' | 'waiting' | 'ended' | 'unknown';
  /** Why it cannot go on, in Kubernetes' words, for example `CrashLoopBackOff: …`, `Unschedulable: …`; undefined if nothing is wrong. */
  readonly trouble?: string;
  /** How often its server was started anew. */
  readonly restarts: number;
  /** What its log says of the recovery of its data, for example `recovered 37 of 120 logs`; undefined if it does not recover. */
  readonly recovery?: string;
  /** Why the log of a server that is not ready could not be read, so that nobody knows whether it recovers. */
  readonly logUnread?: string;
  readonly made: MadeOf;
}

/** A Kafka cluster as its own answers tell it. */
export interface KafkaObservation {
  /** Those that are registered. */
  readonly brokers: readonly BrokerObservation[];
  /** ZooKeeper mode: the broker that is the active controller. KRaft: undefined. */
  readonly activeController?: number;
  /** KRaft; undefined in ZooKeeper mode. */
  readonly quorum?: QuorumObservation;
  readonly partitions: PartitionTable;
  /** What is being reassigned, in the order of the rows of `partitions`. */
  readonly reassignments: readonly ReassignmentObservation[];
  /** Topics of which replicas are throttled, by their own settings. */
  readonly throttled: Readonly<Record<string, ThrottledReplicas>>;
  readonly settings: SettingsObservation;
  /** The topics that are declared, or were when a run last noted it, and are there, by name; undefined if that is not known. */
  readonly topics?: Readonly<Record<string, TopicObservation>>;
  /** What there is of users that are declared, or were when a run last noted it; undefined if nobody looked. */
  readonly users?: UsersObservation;
}

/** By the names of users; one that has nothing is missing. */
export interface UsersObservation {
  readonly credentials: Readonly<Record<string, readonly DesiredScram['mechanism'][]>>;
  readonly quotas: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Of all users that have none of their own. */
  readonly defaultQuotas: Readonly<Record<string, number>>;
  /** Undefined: the cluster has no authorizer, nobody declares or has made any, or they are not known. */
  readonly acls?: Readonly<Record<string, readonly UserAcl[]>>;
  /** Why they are not known, if somebody asked. */
  readonly aclsUnread?: string;
}

export interface UserAcl extends Omit<DesiredAcl, 'operation'> {
  readonly operation: DesiredAcl['operation'] | 'TWO_PHASE_COMMIT';
}

export interface TopicObservation {
  readonly partitions: number;
  /** Of its partitions. */
  readonly fewestReplicas: number;
  readonly mostReplicas: number;
  /** Whether some of it is reassigned, or is to be. */
  readonly moving: boolean;
  /** What is set of the topic itself. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A partition that is reassigned. Its replicas are those that it is to have, followed by those that are removed (KIP-455). */
export interface ReassignmentObservation {
  /** Of `partitions`. */
  readonly row: number;
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}

/** `leader.replication.throttled.replicas` and `follower.replication.throttled.replicas` of a topic, as they are set; undefined where they are not. */
export interface ThrottledReplicas {
  readonly leader?: string;
  readonly follower?: string;
}

export interface BrokerObservation {
  readonly id: number;
  readonly rack?: string;
  /** Registered, but not in service: it starts, ends, or does not answer (KIP-631). */
  readonly fenced: boolean;
  /** The host under which it was registered; undefined where that is not told. */
  readonly host?: string;
  /** How many records its replicas are behind their leaders, all together (ListOffsets); undefined if none is, or it could not be told. It shrinks while they catch up. */
  readonly lag?: number;
  /** Why it did not answer itself, although it is in service; then nothing is known of its settings. */
  readonly silent?: string;
}

/** The quorum of KRaft controllers, as its leader tells it (DescribeQuorum, KIP-595). */
export interface QuorumObservation {
  /** The active controller. */
  readonly leader: number;
  readonly voters: readonly VoterObservation[];
}

export interface VoterObservation {
  readonly id: number;
  /** How long it has not been level with the leader, by the leader's own clock, in milliseconds. */
  readonly lagMillis: number;
  /** The end of its log. It grows while it catches up. */
  readonly logEndOffset: number;
}

/**
 * In the place of the value of a setting that Kafka does not tell: of a password, and of whatever a broker does not know. It cannot be compared with what is declared.
 */
export const SECRET_VALUE = '(secret)';

/** Settings that were changed at run time, and what holds of those that are declared. A value may be `SECRET_VALUE`. */
export interface SettingsObservation {
  /** Set for all brokers alike. */
  readonly clusterWide: Readonly<Record<string, string>>;
  /** Set for one broker, by its id. */
  readonly perBroker: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What each broker goes by, for every setting that is declared as dynamic, by its id. A broker that was not asked is missing. */
  readonly effective: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What runs before this one have set, and so may remove: keys, by `` (all brokers) or the broker's id; and what they have noted of topics (`topic-notes.ts`). */
  readonly applied: Readonly<Record<string, readonly string[]>>;
}

/** A ZooKeeper server, as it answers `srvr`. */
export interface ServerObservation {
  readonly mode: 'leader' | 'follower' | 'observer' | 'standalone';
}
