import { KafkaNode } from './kafka-node';
import type { ToldPartitions } from './partition-columns';
import type { UserAdmin } from './user-admin';

/** Numbers of partitions, by topic. */
export type PartitionsByTopic = ReadonlyMap<string, readonly number[]>;

/** New values by key; undefined removes the setting. */
export type SettingChanges = ReadonlyMap<string, string | undefined>;

/** Takes in a replica as a broker has it. `disk`: its place in the list of log directories. */
export type VisitReplica = (topic: string, partition: number, size: number, isFuture: boolean, disk: number) => void;

/**
 * What the program asks of a Kafka cluster, node by node: plain data in and out. Every call fails with a `KafkaError`. Which node is asked, and what is made of the answers,
 * is decided elsewhere.
 */
export interface KafkaAdmin extends UserAdmin {
  /** Which cluster the node belongs to; it is refused if that is another one. */
  identify(node: KafkaNode): Promise<Identity>;
  /** Whether the node, as a leader of the quorum tells, and as a follower learns, at once up to where a majority has the metadata (Fetch 18, Kafka 4.1 on, KIP-1166). */
  tellsAgreement(node: KafkaNode): Promise<boolean>;
  /** All brokers that are registered, fenced ones too; undefined if the node's version cannot tell (DescribeCluster 2, Kafka 4.0 on, KIP-1073). */
  registeredBrokers(broker: KafkaNode): Promise<readonly RegisteredBroker[] | undefined>;
  /** The brokers in service, by one broker's word. */
  brokersInService(broker: KafkaNode): Promise<readonly BrokerInService[]>;
  /** What is set of each topic itself, in their order. */
  ownTopicSettings(broker: KafkaNode, topics: readonly string[]): Promise<readonly OwnTopicSettings[]>;
  /** Creates topics (CreateTopics). One that is there is refused with TOPIC_ALREADY_EXISTS. */
  createTopics(node: KafkaNode, topics: readonly NewTopic[]): Promise<readonly TopicResult[]>;
  /** Gives topics more partitions (CreatePartitions, KIP-195). @param topics how many each is to have in all */
  createPartitions(node: KafkaNode, topics: ReadonlyMap<string, number>): Promise<readonly TopicResult[]>;
  /** Deletes topics with all their records (DeleteTopics). */
  deleteTopics(node: KafkaNode, topics: readonly string[]): Promise<readonly TopicResult[]>;
  /** The brokers in service and all partitions. */
  metadata(broker: KafkaNode): Promise<ClusterMetadata>;
  /** KRaft: the quorum, as its leader tells it; another controller refuses with NOT_LEADER_OR_FOLLOWER (DescribeQuorum, KIP-595). */
  quorum(controller: KafkaNode): Promise<Quorum>;
  /** The partitions that are reassigned, by topic (ListPartitionReassignments, KIP-455). In ZooKeeper mode only the active controller answers. */
  reassignments(node: KafkaNode): Promise<ReadonlyMap<string, readonly Reassignment[]>>;
  /** Some settings of topics, in their order (DescribeConfigs). */
  topicSettings(broker: KafkaNode, keys: readonly string[], topics: readonly string[]): Promise<readonly TopicSettings[]>;
  /** Settings by which a broker goes, as only itself tells them (DescribeConfigs): all that were made at run time, and these, wherever they come from. */
  brokerSettings(broker: KafkaNode, keys: ReadonlySet<string>): Promise<readonly BrokerSetting[]>;
  /** The settings that were made at run time for all brokers alike. */
  clusterSettings(broker: KafkaNode): Promise<readonly BrokerSetting[]>;
  /** Where a broker's own replicas end, leader or not, by `topic-partition` (ListOffsets). Replicas that it cannot tell are missing. */
  endOffsets(broker: KafkaNode, partitions: PartitionsByTopic): Promise<ReadonlyMap<string, number>>;
  /** Where they begin: what was before is deleted. */
  startOffsets(broker: KafkaNode, partitions: PartitionsByTopic): Promise<ReadonlyMap<string, number>>;
  /** The broker's log directories; each replica on them is given to `visit`, as a broker may have ten thousand (DescribeLogDirs, KIP-113). */
  logDirs(broker: KafkaNode, visit: VisitReplica): Promise<readonly LogDir[]>;
  /** Changes settings of the broker that is asked, or of all brokers alike: all changes or none (IncrementalAlterConfigs, KIP-339). */
  alterSettings(broker: KafkaNode, of: 'this broker' | 'all brokers', changes: SettingChanges, mode: 'validate' | 'apply'): Promise<void>;
  /**
   * Changes settings of several topics and brokers, in one request: of each all changes or none (IncrementalAlterConfigs). A broker changes its own and those of topics; those of other
   * brokers only the active controller of KRaft does (KIP-919).
   */
  alterSettingsOf(node: KafkaNode, resources: readonly ResourceChanges[]): Promise<readonly ResourceResult[]>;
  /** Returns leadership to preferred replicas (ElectLeaders, KIP-460). Only the active controller does; in KRaft, brokers hand it on. */
  electPreferredLeaders(node: KafkaNode, partitions: PartitionsByTopic): Promise<readonly PartitionResult[]>;
  /** Begins or cancels moves of partitions, in one request (AlterPartitionReassignments, KIP-455). Only the active controller does; in KRaft, brokers hand it on. */
  alterReassignments(node: KafkaNode, moves: readonly PartitionTarget[]): Promise<readonly PartitionResult[]>;
  /**
   * Moves replicas of the broker that is asked to other log directories of its own, in one request, and gives up what was under way to another one; to the one where it is: only that
   * (AlterReplicaLogDirs, KIP-113).
   */
  alterLogDirs(broker: KafkaNode, moves: readonly LogDirTarget[]): Promise<readonly PartitionResult[]>;
  /** KRaft: lets the cluster forget a broker, even one that runs (UnregisterBroker, KIP-631). Only the active controller does; brokers hand it on. One that is forgotten already is no error. */
  unregisterBroker(node: KafkaNode, broker: number): Promise<void>;
}

/** The cluster of a node, by the node's own word. */
export interface Identity {
  readonly clusterId: string;
  /** In ZooKeeper mode the active controller, or -1. In KRaft a broker names any of the brokers in service, and a controller names the active one. */
  readonly controllerId: number;
}

export interface RegisteredBroker {
  readonly id: number;
  readonly rack?: string;
  readonly fenced: boolean;
  /** Where it says that it is reached; undefined where that is not told. */
  readonly host?: string;
}

export interface ClusterMetadata {
  readonly controllerId: number;
  readonly brokers: readonly BrokerInService[];
  readonly partitions: ToldPartitions;
}

export interface BrokerInService {
  readonly id: number;
  readonly rack?: string;
  /** Where it says that it is reached, on the listener that was asked. */
  readonly host: string;
  readonly port: number;
}

export interface Quorum {
  readonly leader: number;
  readonly epoch: number;
  /** Up to here the log is on a majority of voters. */
  readonly highWatermark: number;
  readonly voters: readonly QuorumReplica[];
  /** Brokers, and controllers that are not voters. */
  readonly observers: readonly QuorumReplica[];
}

export interface QuorumReplica {
  readonly id: number;
  readonly logEndOffset: number;
  /** By the leader's clock, in milliseconds: when it last asked the leader, and when it was last level with it. -1: never, as long as this leader leads. */
  readonly lastFetch: number;
  readonly lastCaughtUp: number;
}

export type TopicSettings =
  | { readonly values: TopicSettingValues }
  /** Kafka's name of the error. */
  | { readonly error: string };

/** By key: all that were asked for. */
export type TopicSettingValues = Readonly<Record<string, TopicSetting>>;

export interface TopicSetting {
  readonly value: string;
  /** It was set for the topic, and is not what the asked broker holds for all topics. */
  readonly own: boolean;
}

/** A partition that is reassigned: brokers that get a replica, and brokers that lose theirs. */
export interface Reassignment {
  readonly partition: number;
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}

export interface LogDir {
  readonly path: string;
  /** Kafka's name of the error, if it cannot be used. */
  readonly error?: string;
  /** Of the volume; undefined before Kafka 3.3, and if it could not be told. */
  readonly totalBytes?: number;
  readonly usableBytes?: number;
}

/** A topic by its name, or a broker by its id. */
export interface Resource {
  readonly type: 'topic' | 'broker';
  readonly name: string;
}

export interface ResourceChanges extends Resource {
  readonly changes: SettingChanges;
}

export interface ResourceResult extends Resource, Result {}

export interface PartitionTarget {
  readonly topic: string;
  readonly partition: number;
  /** In their order; undefined cancels the move that is under way. */
  readonly replicas?: readonly number[];
}

/** A replica, and the log directory where it is to be. */
export interface LogDirTarget {
  readonly topic: string;
  readonly partition: number;
  readonly path: string;
}

export interface BrokerSetting {
  readonly key: string;
  /** Undefined if it is secret, or has no value. */
  readonly value?: string;
  /** What made it so: a change at run time for this broker or for all brokers; anything else is configuration or default. */
  readonly origin: 'this broker' | 'all brokers' | 'configuration';
}

export interface PartitionResult extends Result {
  readonly topic: string;
  readonly partition: number;
}

export interface Result {
  /** Kafka's name of the error, or NONE. */
  readonly code: string;
  readonly message?: string;
}

/** What is undefined is for the brokers to say. */
export interface NewTopic {
  readonly name: string;
  readonly partitions?: number;
  readonly replicas?: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicResult extends Result {
  readonly topic: string;
}

export type OwnTopicSettings = { readonly values: Readonly<Record<string, string>> } | { readonly error: string };
