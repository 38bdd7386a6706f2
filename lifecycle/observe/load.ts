import { LoadWatch } from './load-watch';
import { PartitionRows } from './partition-rows';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin, LogDir } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { allAnswers } from '../contact/all-answers';
import { brokersOf } from '../contact/cluster-nodes';
import { anyBroker } from '../contact/find-broker';
import { nodesInService } from '../contact/nodes-in-service';
import { Unreadable, unreadable } from '../contact/unreadable';
import { BrokerLoadObservation, FutureReplica, KafkaObservation, LoadObservation, Unread } from '../observation';
import { PartitionTable, isInSync, slotOf } from '../partition-table';

/** How much is where, as each broker in service tells it of its own disks. All of them must: what one holds back could be anywhere. */
export async function observeLoad(
  cluster: DesiredCluster, kafka: KafkaAdmin, observation: KafkaObservation, watch?: LoadWatch,
): Promise<LoadObservation | Unread> {
  try {
    const nodes = await nodesOf(cluster, kafka, observation.brokers);
    const load = await loadOf(kafka, nodes, observation);
    if (!watch) { return load; }
    return { ...load, brokers: watch.lost.look(load.brokers), ...await watched(watch.look(kafka, nodes, observation.partitions, load.size)) };
  } catch (error) {
    const { unread, mend } = unreadable(error);
    return { unread, mend };
  }
}

/** What is written is needed for some plans alone: all else goes on without. */
async function watched<T>(look: Promise<T>): Promise<T | { readonly ratesUnread: Unread }> {
  try {
    return await look;
  } catch (error) {
    const { unread, mend } = unreadable(error);
    return { ratesUnread: { unread, mend } };
  }
}

/**
 * The same of certain nodes.
 *
 * @throws Unreadable
 */
export async function loadOf(
  kafka: KafkaAdmin, nodes: readonly KafkaNode[], { partitions, reassignments }: Pick<KafkaObservation, 'partitions' | 'reassignments'>,
): Promise<LoadObservation> {
  const sizes = new ReplicaSizes(partitions, reassignments);
  const { answers, silent } = await allAnswers(nodes, (node) => brokerLoad(kafka, node, sizes));
  if (silent.size > 0) { throw new Unreadable([...silent.values()].sort()); }
  const told = { size: sizes.size, arrived: Object.fromEntries(sizes.arrived), brokers: Object.fromEntries(answers) };
  return [...answers.values()].every(({ disks }) => disks.length < 2) ? told : { ...told, disk: sizes.disk, futures: sizes.futures };
}

async function nodesOf(cluster: DesiredCluster, kafka: KafkaAdmin, brokers: KafkaObservation['brokers']): Promise<readonly KafkaNode[]> {
  const declared = brokersOf(cluster);
  const ids = new Set(declared.map(({ id }) => id));
  const undeclared = brokers.some(({ id, fenced }) => !fenced && !ids.has(id));
  const nodes = nodesInService(cluster, brokers, undeclared ? await kafka.brokersInService(await anyBroker(kafka, declared)) : []);
  const found = new Set(nodes.map(({ id }) => id));
  const gone = brokers.filter(({ id, fenced }) => !fenced && !found.has(id));
  if (gone.length > 0) { throw new Unreadable(gone.map(({ id }) => `broker ${id} is neither declared nor in service any more`)); }
  return nodes;
}

async function brokerLoad(kafka: KafkaAdmin, node: KafkaNode, sizes: ReplicaSizes): Promise<BrokerLoadObservation> {
  let replicas = 0;
  const bytes: number[] = [];
  const dirs = await kafka.logDirs(node, (topic, partition, size, isFuture, disk) => {
    replicas += 1;
    bytes[disk] = (bytes[disk] ?? 0) + size;
    sizes.add(node.id, topic, partition, size, isFuture, disk);
  });
  return { replicas, disks: dirs.map((dir: LogDir, disk) => ({ ...dir, replicaBytes: bytes[disk] ?? 0 })) };
}

/** How much what a broker tells of a partition counts. */
const ANY = 1;
const IN_SYNC = 2;
const LEADER = 3;

/**
 * The size of each partition: what its leader's replica has, or else the largest that is in sync, or else the largest. What is not in a row, as its topic was made since, or is being
 * deleted, counts for nothing.
 */
class ReplicaSizes {
  public readonly size: Float64Array;
  /** What has come of the replicas that reassignments add, by row. */
  public readonly arrived = new Map<number, number>();
  public readonly futures: FutureReplica[] = [];
  public readonly disk: Int16Array;
  /** By row: how much the one counts whose size it is; 0 if nobody has told of it. */
  private readonly by: Uint8Array;
  private readonly rows: PartitionRows;
  private readonly adding: ReadonlyMap<number, readonly number[]>;

  constructor(private readonly partitions: PartitionTable, reassignments: KafkaObservation['reassignments']) {
    this.size = new Float64Array(partitions.topic.length);
    this.by = new Uint8Array(partitions.topic.length);
    this.disk = new Int16Array(partitions.replicas.length).fill(-1);
    this.rows = new PartitionRows(partitions);
    this.adding = new Map(reassignments.map(({ row, adding }) => [row, adding]));
  }

  public add(broker: number, topic: string, partition: number, size: number, isFuture: boolean, disk: number): void {
    const row = this.rows.find(topic, partition);
    if (row === undefined) { return; }
    if (isFuture) {
      this.futures.push({ row, broker, disk, bytes: size });
      return;
    }
    const slot = slotOf(this.partitions, row, broker);
    if (slot !== undefined) { this.disk[slot] = disk; }
    if (this.adding.get(row)?.includes(broker)) { this.arrived.set(row, (this.arrived.get(row) ?? 0) + size); }
    const by = this.partitions.leader[row] === broker ? LEADER : isInSync(this.partitions, row, broker) ? IN_SYNC : ANY;
    if (by > this.by[row] || by === this.by[row] && size > this.size[row]) {
      this.by[row] = by;
      this.size[row] = size;
    }
  }
}
