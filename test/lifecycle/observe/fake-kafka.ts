import {
  BrokerInService, BrokerSetting, ClusterMetadata, Identity, KafkaAdmin, LogDir, LogDirTarget, NewTopic, OwnTopicSettings,
  PartitionResult, PartitionTarget, PartitionsByTopic,
  Quorum, QuorumReplica, Reassignment, RegisteredBroker, ResourceChanges, ResourceResult, SettingChanges, TopicResult,
  TopicSettingValues, TopicSettings,
  VisitReplica,
} from '../../../lifecycle/clients/kafka/kafka-admin';
import { answered, KafkaError } from '../../../lifecycle/clients/kafka/kafka-error';
import { KafkaNode } from '../../../lifecycle/clients/kafka/kafka-node';
import { ScramChange, UserResult } from '../../../lifecycle/clients/kafka/user-admin';
import { Partition, partitionTable } from '../../../lifecycle/partition-table';
import { DesiredCluster } from '../../../src/lifecycle/desired-state';

/** Metadata of some partitions on brokers that are all in service but for those `away`. */
export function metadataOf(partitions: readonly Partition[], { controllerId = 0, away = [], unsound = [] }: {
  controllerId?: number; away?: readonly number[]; unsound?: readonly string[];
} = {}): ClusterMetadata {
  const { minInSync, reassigning, ...columns } = partitionTable(partitions, {});
  return { controllerId, brokers: [0, 1, 2].filter((id) => !away.includes(id)).map((id) => ({ id, rack: `r${id}`, host: `advertised-${id}`, port: 9092 })), partitions: { ...columns, unsound } };
}

export const ORDERS: readonly Partition[] = [
  { topic: 'orders', partition: 0, leader: 0, replicas: [0, 1, 2], inSync: [0, 1, 2] },
  { topic: 'orders', partition: 1, leader: 1, replicas: [1, 2, 0], inSync: [1, 2, 0] },
  { topic: 'logs', partition: 0, leader: 2, replicas: [2, 0], inSync: [2, 0] },
];

/** A broker's log directory: what replicas it has. */
export interface ToldDir extends LogDir {
  readonly replicas: readonly { readonly topic: string; readonly partition: number; readonly size: number; readonly isFuture?: boolean }[];
}

const TOPIC_VALUES: TopicSettingValues = {
  'min.insync.replicas': { value: '2', own: false },
  'leader.replication.throttled.replicas': { value: '', own: false },
  'follower.replication.throttled.replicas': { value: '', own: false },
};

/** Three brokers 0, 1, 2 and three controllers 10, 11, 12. */
export const CLUSTER: DesiredCluster = {
  name: 'events',
  version: '4.3.1',
  metadata: { mode: 'kraft', clusterId: 'ours' },
  ports: { broker: 9092, controller: 9093 },
  dynamic: { clusterWide: { 'log.cleaner.threads': '2' }, perBroker: {} },
  sets: [
    { name: 'controller', roles: ['controller'], template: '', nodes: [10, 11, 12].map((id) => ({ id, pod: `controller-${id}`, host: `host-${id}` })) },
    { name: 'broker', roles: ['broker'], template: '', nodes: [0, 1, 2].map((id) => ({ id, pod: `broker-${id}`, host: `host-${id}` })) },
  ],
};

export const ZOOKEEPER_CLUSTER: DesiredCluster = { ...CLUSTER, version: '3.9.2', metadata: { mode: 'zookeeper' }, ports: { broker: 9092 }, sets: CLUSTER.sets.slice(1) };

/** A replica of the metadata that was level with the leader `lag` milliseconds before the time 1,000,000. */
export function replica(id: number, logEndOffset: number, lag = 0): QuorumReplica {
  return { id, logEndOffset, lastFetch: 1_000_000 - lag, lastCaughtUp: 1_000_000 - lag };
}

/** A quorum whose nodes are level at an offset, but for those given. */
export function quorumAt(offset: number, changes: Partial<Quorum> = {}): Quorum {
  return {
    leader: 11,
    epoch: 5,
    highWatermark: offset,
    voters: [10, 11, 12].map((id) => replica(id, offset)),
    observers: [0, 1, 2].map((id) => replica(id, offset)),
    ...changes,
  };
}

/**
 * A cluster that is as a test says. Each question to a node is noted, as `metadata 0`. A function in the place of an answer is given the node and how often it was asked before.
 */
export class FakeKafka implements KafkaAdmin {
  public readonly asked: string[] = [];
  public readonly altered: { readonly node: number; readonly of: string; readonly changes: SettingChanges; readonly mode: string }[] = [];
  /** Requests that changed settings of several things, or moved partitions. */
  public readonly scramChanges: ScramChange[] = [];
  public readonly requests: {
    readonly node: number;
    readonly resources?: readonly ResourceChanges[];
    readonly moves?: readonly PartitionTarget[];
    readonly disks?: readonly LogDirTarget[];
  }[] = [];
  public registered: readonly RegisteredBroker[] | undefined = [0, 1, 2].map((id) => ({ id, rack: `r${id}`, fenced: false, host: `host-${id}` }));
  public cluster: readonly BrokerSetting[] = [];
  /** Whether nodes are of Kafka 4.1 or later. */
  public prompt = true;
  public named: (node: KafkaNode) => number = () => 0;
  public told: (node: KafkaNode, before: number) => ClusterMetadata = () => metadataOf(ORDERS);
  public quorums: (node: KafkaNode, before: number) => Quorum = (node) => node.id === 11 ? quorumAt(100) : this.refuse(node, 'DescribeQuorum', 'NOT_LEADER_OR_FOLLOWER');
  public reassigned: (before: number) => ReadonlyMap<string, readonly Reassignment[]> = () => new Map();
  /** What is not as in most topics. */
  public topic: (topic: string, before: number) => TopicSettingValues | string = () => ({});
  public broker: (node: KafkaNode) => readonly BrokerSetting[] = () => [];
  public ends: (node: KafkaNode) => ReadonlyMap<string, number> = () => new Map();
  public starts: (node: KafkaNode) => ReadonlyMap<string, number> = () => new Map();
  public alter: (node: KafkaNode, mode: string) => void = () => {};
  public elect: (node: KafkaNode, partitions: PartitionsByTopic) => readonly PartitionResult[] = () => [];
  public dirs: (node: KafkaNode) => readonly ToldDir[] = () => [];
  public alterResource: (node: KafkaNode, resource: ResourceChanges) => Pick<ResourceResult, 'code' | 'message'> = () => ({ code: 'NONE' });
  public move: (node: KafkaNode, move: PartitionTarget) => Pick<PartitionResult, 'code' | 'message'> = () => ({ code: 'NONE' });
  public moveDisk: (node: KafkaNode, move: LogDirTarget) => Pick<PartitionResult, 'code'> = () => ({ code: 'NONE' });
  /** What is set of topics themselves, and what becomes of requests that change them. */
  public own: (topic: string) => Readonly<Record<string, string>> = () => ({});
  public changeTopic: (topic: string) => Pick<TopicResult, 'code' | 'message'> = () => ({ code: 'NONE' });
  public alterScram: (node: KafkaNode) => void = () => {};
  public unregister: (node: KafkaNode, broker: number) => void = () => {};

  public async scramCredentials(node: KafkaNode): Promise<never> { return this.refuse(node, 'DescribeUserScramCredentials', 'UNSUPPORTED_VERSION'); }

  public async alterScramCredentials(node: KafkaNode, changes: readonly ScramChange[]): Promise<readonly UserResult[]> {
    return this.note('alter scram', node, () => {
      this.alterScram(node);
      this.scramChanges.push(...changes);
      return changes.map(({ user }) => ({ user, code: 'NONE' }));
    });
  }

  public async acls(node: KafkaNode): Promise<never> { return this.refuse(node, 'DescribeAcls', 'SECURITY_DISABLED'); }

  public async createAcls(node: KafkaNode): Promise<never> { return this.refuse(node, 'CreateAcls', 'SECURITY_DISABLED'); }

  public async deleteAcls(node: KafkaNode): Promise<never> { return this.refuse(node, 'DeleteAcls', 'SECURITY_DISABLED'); }

  public async clientQuotas(node: KafkaNode): Promise<never> { return this.refuse(node, 'DescribeClientQuotas', 'UNSUPPORTED_VERSION'); }

  public async alterClientQuotas(node: KafkaNode): Promise<never> { return this.refuse(node, 'AlterClientQuotas', 'UNSUPPORTED_VERSION'); }

  public async identify(node: KafkaNode): Promise<Identity> { return this.note('identify', node, () => ({ clusterId: 'ours', controllerId: this.named(node) })); }

  public async tellsAgreement(node: KafkaNode): Promise<boolean> { return this.note('version', node, () => this.prompt); }

  public async registeredBrokers(node: KafkaNode): Promise<readonly RegisteredBroker[] | undefined> { return this.note('registered', node, () => this.registered); }

  public async brokersInService(node: KafkaNode): Promise<readonly BrokerInService[]> { return this.note('in service', node, () => this.told(node, 0).brokers); }

  public async metadata(node: KafkaNode): Promise<ClusterMetadata> { return this.note('metadata', node, (before) => this.told(node, before)); }

  public async quorum(node: KafkaNode): Promise<Quorum> { return this.note('quorum', node, (before) => this.quorums(node, before)); }

  public async reassignments(node: KafkaNode): Promise<ReadonlyMap<string, readonly Reassignment[]>> {
    return this.note('reassignments', node, (before) => this.reassigned(before));
  }

  public async topicSettings(node: KafkaNode, _keys: readonly string[], topics: readonly string[]): Promise<readonly TopicSettings[]> {
    return this.note('topics', node, (before) => topics.map((topic) => {
      const told = this.topic(topic, before);
      return typeof told === 'string' ? { error: told } : { values: { ...TOPIC_VALUES, ...told } };
    }));
  }

  public async ownTopicSettings(node: KafkaNode, topics: readonly string[]): Promise<readonly OwnTopicSettings[]> {
    return this.note('own settings', node, () => topics.map((topic) => ({ values: this.own(topic) })));
  }

  public async createTopics(node: KafkaNode, topics: readonly NewTopic[]): Promise<readonly TopicResult[]> {
    return this.note(`create ${topics.map(({ name }) => name).join(' ')}`, node, () => topics.map(({ name: topic }) => ({ topic, ...this.changeTopic(topic) })));
  }

  public async createPartitions(node: KafkaNode, topics: ReadonlyMap<string, number>): Promise<readonly TopicResult[]> {
    return this.note(`enlarge ${[...topics].map((of) => of.join(' to ')).join(' ')}`, node, () => [...topics.keys()].map((topic) => ({ topic, ...this.changeTopic(topic) })));
  }

  public async deleteTopics(node: KafkaNode, topics: readonly string[]): Promise<readonly TopicResult[]> {
    return this.note(`delete ${topics.join(' ')}`, node, () => topics.map((topic) => ({ topic, ...this.changeTopic(topic) })));
  }

  public async brokerSettings(node: KafkaNode, keys: ReadonlySet<string>): Promise<readonly BrokerSetting[]> {
    return this.note('settings', node, () => this.broker(node).filter(({ key, origin }) => origin !== 'configuration' || keys.has(key)));
  }

  public async clusterSettings(node: KafkaNode): Promise<readonly BrokerSetting[]> { return this.note('cluster settings', node, () => this.cluster); }

  public async endOffsets(node: KafkaNode): Promise<ReadonlyMap<string, number>> { return this.note('ends', node, () => this.ends(node)); }

  public async startOffsets(node: KafkaNode): Promise<ReadonlyMap<string, number>> { return this.note('starts', node, () => this.starts(node)); }

  public async alterSettings(node: KafkaNode, of: 'this broker' | 'all brokers', changes: SettingChanges, mode: 'validate' | 'apply'): Promise<void> {
    return this.note(mode, node, () => {
      this.alter(node, mode);
      this.altered.push({ node: node.id, of, changes, mode });
    });
  }

  public async electPreferredLeaders(node: KafkaNode, partitions: PartitionsByTopic): Promise<readonly PartitionResult[]> {
    return this.note('elect', node, () => this.elect(node, partitions));
  }

  public async logDirs(node: KafkaNode, visit: VisitReplica): Promise<readonly LogDir[]> {
    return this.note('dirs', node, () => this.dirs(node).map(({ replicas, ...dir }, disk) => {
      for (const { topic, partition, size, isFuture = false } of replicas) { visit(topic, partition, size, isFuture, disk); }
      return dir;
    }));
  }

  public async alterSettingsOf(node: KafkaNode, resources: readonly ResourceChanges[]): Promise<readonly ResourceResult[]> {
    return this.note('alter', node, () => {
      const results = resources.map((resource) => ({ type: resource.type, name: resource.name, ...this.alterResource(node, resource) }));
      this.requests.push({ node: node.id, resources });
      return results;
    });
  }

  public async alterReassignments(node: KafkaNode, moves: readonly PartitionTarget[]): Promise<readonly PartitionResult[]> {
    return this.note('move', node, () => {
      const results = moves.map((move) => ({ topic: move.topic, partition: move.partition, ...this.move(node, move) }));
      this.requests.push({ node: node.id, moves });
      return results;
    });
  }

  public async alterLogDirs(node: KafkaNode, moves: readonly LogDirTarget[]): Promise<readonly PartitionResult[]> {
    return this.note('move disks', node, () => {
      const results = moves.map((move) => ({ topic: move.topic, partition: move.partition, ...this.moveDisk(node, move) }));
      this.requests.push({ node: node.id, disks: moves });
      return results;
    });
  }

  public async unregisterBroker(node: KafkaNode, broker: number): Promise<void> { return this.note(`unregister ${broker} at`, node, () => this.unregister(node, broker)); }

  public silence(node: KafkaNode): never { throw new KafkaError(node, 'unsent', 'could not be reached: it is away'); }

  public refuse(node: KafkaNode, request: string, code: string, message?: string): never { throw answered(node, request, code, message); }

  private note<T>(what: string, node: KafkaNode, answer: (before: number) => T): T {
    const name = `${what} ${node.id}`;
    const before = this.asked.filter((each) => each === name).length;
    this.asked.push(name);
    return answer(before);
  }
}
