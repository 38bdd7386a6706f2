import { Address, seeCluster } from './see-cluster';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { replicasOf } from '../partition-table';
import { clusterPlacement } from '../plan/moves/cluster-placement';
import { Placement } from '../rebalance/placement';

export interface ReadCluster {
  readonly placement: Placement;
  /** How many partitions are being reassigned; they count as if that had ended. */
  readonly underway: number;
}

/**
 * The placement of a running cluster.
 *
 * @throws Unreadable
 */
export async function readCluster(
  kafka: KafkaAdmin, bootstrap: readonly Address[], added: ReadonlySet<number>, leaving: ReadonlySet<number>,
): Promise<ReadCluster> {
  const { observation: { kafka: seen, load } } = await seeCluster(kafka, bootstrap);
  const decided = new Map(seen.reassignments.map(({ row, removing }) => {
    return [row, replicasOf(seen.partitions, row).filter((id) => !removing.includes(id))];
  }));
  return { placement: clusterPlacement({ kafka: seen, load, added, leaving, decided }), underway: seen.reassignments.length };
}
