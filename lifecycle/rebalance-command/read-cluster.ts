import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { Unreadable } from '../contact/unreadable';
import { KafkaObservation } from '../observation';
import { loadOf } from '../observe/load';
import { reassigningRows, reassignmentsIn } from '../observe/reassignments';
import { clusterPlacement } from '../plan/moves/cluster-placement';
import { Placement } from '../rebalance/placement';

/** Where a command finds a cluster. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface ReadCluster {
  readonly placement: Placement;
  /** How many partitions are being reassigned; they count as if that had ended. */
  readonly underway: number;
}

/**
 * The placement of a running cluster, as its brokers tell it. All must answer: what one holds back could be anywhere.
 *
 * @param bootstrap the first of them that answers tells of the others
 * @throws Unreadable
 */
export async function readCluster(
  kafka: KafkaAdmin, bootstrap: readonly Address[], added: ReadonlySet<number>, leaving: ReadonlySet<number>,
): Promise<ReadCluster> {
  const first = await firstThatAnswers(kafka, bootstrap);
  const metadata = await kafka.metadata(first);
  const { unsound, ...columns } = metadata.partitions;
  if (unsound.length > 0) { throw new Unreadable(unsound); }
  const nodes = metadata.brokers.map(({ id, host, port }): KafkaNode => ({ id, role: 'broker', host, port }));
  const controller = nodes.find(({ id }) => id === metadata.controllerId) ?? first;
  const reassignments = reassignmentsIn(columns, await kafka.reassignments(controller));
  const reassigning = reassigningRows(columns.topic.length, reassignments);
  const partitions = { ...columns, reassigning, minInSync: new Int32Array(columns.topics.length) };
  const load = await loadOf(kafka, nodes, { partitions, reassignments });
  const brokers = metadata.brokers.map(({ id, rack }) => ({ id, rack, fenced: false }));
  const seen: Pick<KafkaObservation, 'brokers' | 'partitions'> = { brokers, partitions };
  const removing = new Map(reassignments.map((each) => [each.row, each.removing]));
  const decided = new Map([...removing].map(([row, ids]) => [
    row, [...partitions.replicas.subarray(partitions.replicaStart[row], partitions.replicaStart[row + 1])].filter((id) => !ids.includes(id)),
  ]));
  return { placement: clusterPlacement({ kafka: seen, load, added, leaving, decided }), underway: reassignments.length };
}

async function firstThatAnswers(kafka: KafkaAdmin, bootstrap: readonly Address[]): Promise<KafkaNode> {
  const failures: string[] = [];
  for (const [i, address] of bootstrap.entries()) {
    // Its id is not known yet; each is connected under one of its own.
    const node: KafkaNode = { id: -1 - i, role: 'broker', ...address };
    try {
      await kafka.identify(node);
      return node;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Unreadable(failures);
}
