import { Access } from './access/security';
import { ClientLibrary, loadClientLibrary } from './client-library';
import { NodeConnection, Patience } from './connection';
import {
  BrokerInService, BrokerSetting, ClusterMetadata, Identity, KafkaAdmin, LogDir, LogDirTarget, NewTopic, OwnTopicSettings,
  PartitionResult, PartitionTarget, PartitionsByTopic,
  Quorum, Reassignment, RegisteredBroker, ResourceChanges, ResourceResult, SettingChanges, TopicResult, TopicSettings, VisitReplica,
} from './kafka-admin';
import { KafkaError } from './kafka-error';
import { KafkaNode } from './kafka-node';
import { acls, createAcls, deleteAcls } from './requests/acls';
import { ALL_BROKERS, alterConfigs, alterConfigsOf } from './requests/alter-configs';
import { alterLogDirs } from './requests/alter-log-dirs';
import { alterReassignments } from './requests/alter-reassignments';
import { createPartitions, createTopics, deleteTopics } from './requests/change-topics';
import { alterClientQuotas, clientQuotas } from './requests/client-quotas';
import { identify, registeredBrokers } from './requests/describe-cluster';
import { brokerSettings, ownTopicSettings, topicSettings } from './requests/describe-configs';
import { describeLogDirs } from './requests/describe-log-dirs';
import { describeQuorum } from './requests/describe-quorum';
import { electLeaders } from './requests/elect-leaders';
import { offsets } from './requests/list-offsets';
import { listReassignments } from './requests/list-reassignments';
import { brokersInService, metadata } from './requests/metadata';
import { alterScramCredentials, scramCredentials } from './requests/scram-credentials';
import { unregisterBroker } from './requests/unregister-broker';
import { AclBinding, AclResult, ClientQuota, QuotaChange, QuotaResult, ScramChange, ScramUser, UserResult } from './user-admin';

/** A node that is away is known to be so after 5 s; 20 s are enough for the metadata of a million partitions. */
export const PATIENCE: Patience = { connect: 5_000, answer: 20_000 };

/**
 * Gives the use of a cluster's nodes. Each is connected when it is first asked, once; when the use ends, however it ends, all connections are closed. So a node that is
 * away costs its time once, and no connection outlives the node at its other end.
 *
 * @param clusterId the cluster that it must be; undefined if that is not known: then all nodes must be of the same one
 * @param access how its nodes are reached; plaintext if nothing is said
 */
export async function withKafka<T>(
  clusterId: string | undefined, use: (kafka: KafkaAdmin) => Promise<T>, access: Access = {}, patience: Patience = PATIENCE,
): Promise<T> {
  const admin = new ConnectedAdmin(await loadClientLibrary(), clusterId, access, patience);
  try {
    return await use(admin);
  } finally {
    admin.close();
  }
}

/** What to do about a node of another cluster. For a moment there may be one where a pod has gone: its address is somebody else's then. */
const FOREIGN = 'Declare the clusterId that the volumes have, or see to which pods the names of the nodes and the selectors of the Services lead.';

const NONE: ReadonlySet<string> = new Set();

class ConnectedAdmin implements KafkaAdmin {
  private readonly nodes = new Map<string, Promise<NodeConnection>>();
  private readonly connections = new Set<NodeConnection>();
  private closed = false;

  private clusterId: string | undefined;

  /** @param declared the id of the cluster; undefined if it is not known */
  constructor(
    private readonly library: ClientLibrary, private readonly declared: string | undefined, private readonly access: Access,
    private readonly patience: Patience,
  ) {
    this.clusterId = declared;
  }

  public async identify(node: KafkaNode): Promise<Identity> { return identify(await this.to(node)); }

  public async tellsAgreement(node: KafkaNode): Promise<boolean> { return (await this.to(node)).supports({ key: 1, version: 18 }); }

  public async registeredBrokers(broker: KafkaNode): Promise<readonly RegisteredBroker[] | undefined> {
    return registeredBrokers(await this.to(broker));
  }

  public async brokersInService(broker: KafkaNode): Promise<readonly BrokerInService[]> {
    return brokersInService(await this.to(broker));
  }

  public async metadata(broker: KafkaNode): Promise<ClusterMetadata> { return metadata(await this.to(broker)); }

  public async quorum(controller: KafkaNode): Promise<Quorum> { return describeQuorum(await this.to(controller)); }

  public async reassignments(node: KafkaNode): Promise<ReadonlyMap<string, readonly Reassignment[]>> {
    return listReassignments(await this.to(node));
  }

  public async topicSettings(broker: KafkaNode, keys: readonly string[], topics: readonly string[]): Promise<readonly TopicSettings[]> {
    return topicSettings(await this.to(broker), keys, topics);
  }

  public async ownTopicSettings(broker: KafkaNode, topics: readonly string[]): Promise<readonly OwnTopicSettings[]> {
    return ownTopicSettings(await this.to(broker), topics);
  }

  public async createTopics(node: KafkaNode, topics: readonly NewTopic[]): Promise<readonly TopicResult[]> {
    return createTopics(await this.to(node), topics);
  }

  public async createPartitions(node: KafkaNode, topics: ReadonlyMap<string, number>): Promise<readonly TopicResult[]> {
    return createPartitions(await this.to(node), topics);
  }

  public async deleteTopics(node: KafkaNode, topics: readonly string[]): Promise<readonly TopicResult[]> {
    return deleteTopics(await this.to(node), topics);
  }

  public async brokerSettings(broker: KafkaNode, keys: ReadonlySet<string>): Promise<readonly BrokerSetting[]> {
    return brokerSettings(await this.to(broker), String(broker.id), keys);
  }

  public async clusterSettings(broker: KafkaNode): Promise<readonly BrokerSetting[]> {
    return brokerSettings(await this.to(broker), ALL_BROKERS, NONE);
  }

  public async endOffsets(broker: KafkaNode, partitions: PartitionsByTopic): Promise<ReadonlyMap<string, number>> {
    return offsets(await this.to(broker), partitions, 'end');
  }

  public async startOffsets(broker: KafkaNode, partitions: PartitionsByTopic): Promise<ReadonlyMap<string, number>> {
    return offsets(await this.to(broker), partitions, 'start');
  }

  public async logDirs(broker: KafkaNode, visit: VisitReplica): Promise<readonly LogDir[]> { return describeLogDirs(await this.to(broker), visit); }

  public async alterSettings(broker: KafkaNode, of: 'this broker' | 'all brokers', changes: SettingChanges, mode: 'validate' | 'apply'): Promise<void> {
    return alterConfigs(await this.to(broker), of === 'this broker' ? String(broker.id) : ALL_BROKERS, changes, mode);
  }

  public async alterSettingsOf(node: KafkaNode, resources: readonly ResourceChanges[]): Promise<readonly ResourceResult[]> {
    return alterConfigsOf(await this.to(node), resources);
  }

  public async electPreferredLeaders(node: KafkaNode, partitions: PartitionsByTopic): Promise<readonly PartitionResult[]> {
    return electLeaders(await this.to(node), partitions);
  }

  public async alterReassignments(node: KafkaNode, moves: readonly PartitionTarget[]): Promise<readonly PartitionResult[]> {
    return alterReassignments(await this.to(node), moves);
  }

  public async alterLogDirs(broker: KafkaNode, moves: readonly LogDirTarget[]): Promise<readonly PartitionResult[]> {
    return alterLogDirs(await this.to(broker), moves);
  }

  public async unregisterBroker(node: KafkaNode, broker: number): Promise<void> { return unregisterBroker(await this.to(node), broker); }

  public async scramCredentials(node: KafkaNode, users?: readonly string[]): Promise<readonly ScramUser[]> {
    return scramCredentials(await this.to(node), users);
  }

  public async alterScramCredentials(node: KafkaNode, changes: readonly ScramChange[]): Promise<readonly UserResult[]> {
    return alterScramCredentials(await this.to(node), changes);
  }

  public async acls(node: KafkaNode): Promise<readonly AclBinding[]> { return acls(await this.to(node)); }

  public async createAcls(node: KafkaNode, bindings: readonly AclBinding[]): Promise<readonly AclResult[]> {
    return createAcls(await this.to(node), bindings);
  }

  public async deleteAcls(node: KafkaNode, bindings: readonly AclBinding[]): Promise<readonly AclResult[]> {
    return deleteAcls(await this.to(node), bindings);
  }

  public async clientQuotas(node: KafkaNode): Promise<readonly ClientQuota[]> { return clientQuotas(await this.to(node)); }

  public async alterClientQuotas(node: KafkaNode, changes: readonly QuotaChange[]): Promise<readonly QuotaResult[]> {
    return alterClientQuotas(await this.to(node), changes);
  }

  public close(): void {
    this.closed = true;
    for (const connection of this.connections) { connection.close(); }
  }

  private to(node: KafkaNode): Promise<NodeConnection> {
    const key = `${node.role} ${node.id}`;
    const connected = this.nodes.get(key) ?? this.connect(node);
    this.nodes.set(key, connected);
    return connected;
  }

  private async connect(node: KafkaNode): Promise<NodeConnection> {
    const connection = new NodeConnection(this.library, node, this.patience, this.access[node.role]);
    this.connections.add(connection);
    if (this.closed) { connection.close(); }
    await connection.open();
    const { clusterId } = await identify(connection);
    this.clusterId ??= clusterId;
    if (clusterId !== this.clusterId) {
      connection.close();
      throw new KafkaError(node, 'unsent', `belongs to cluster ${clusterId}, and not to ${this.clusterId}`, undefined, this.declared === undefined ? undefined : FOREIGN);
    }
    return connection;
  }
}
