import type { ClusterSource, NamedDisk } from './options';
import { Address, SeenCluster, seeCluster } from './see-cluster';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { MONOTONIC_TIME } from '../monotonic-time';
import { KafkaObservation, LoadObservation } from '../observation';
import { LoadWatch, WatchPolicy } from '../observe/load-watch';
import { replicasOf, slotOf } from '../partition-table';
import { clusterPlacement } from '../plan/moves/cluster-placement';
import { placedDisks } from '../plan/moves/disks/broker-disks';
import { DiskedPlacement, PlacementDisks } from '../rebalance/disks/placement-disks';
import { Placement } from '../rebalance/placement';

export interface ReadCluster {
  readonly placement: DiskedPlacement;
  /** How many partitions are being reassigned; they count as if that had ended. */
  readonly underway: number;
}

/**
 * The placement of a running cluster.
 *
 * @throws Unreadable
 */
export async function readCluster(kafka: KafkaAdmin, { bootstrap, added, drained, drainedDisks, watch }: ClusterSource): Promise<ReadCluster> {
  const { kafka: seen, load } = await watched(kafka, bootstrap, watch);
  const decided = new Map(seen.reassignments.map(({ row, removing }) => {
    return [row, replicasOf(seen.partitions, row).filter((id) => !removing.includes(id))];
  }));
  const placement = clusterPlacement({ kafka: seen, load, added: new Set(added), leaving: new Set(drained), emptied: drainedDisks, decided });
  return { placement: { ...placement, disks: disksOf(placement, seen, load, drainedDisks) }, underway: seen.reassignments.length };
}

/** As long as it takes until what is written is known. */
async function watched(kafka: KafkaAdmin, bootstrap: readonly Address[], policy: WatchPolicy): Promise<SeenCluster['observation']> {
  const watch = new LoadWatch(policy, () => MONOTONIC_TIME.now());
  for (;;) {
    const { observation } = await seeCluster(kafka, bootstrap, watch);
    const { watchedSeconds } = observation.load;
    if (watchedSeconds === undefined) { return observation; }
    await MONOTONIC_TIME.pause(Math.max(0, (policy.loadWindowSeconds ?? 0) - watchedSeconds) * 1000 + 1);
  }
}

/** What is being copied counts as if it had arrived. What a broker that has lost a disk does not tell of is on that one. */
function disksOf(
  { brokers, replicas, replicaStart, topic }: Placement, seen: KafkaObservation, load: LoadObservation, drained: readonly NamedDisk[],
): PlacementDisks | undefined {
  const { disk, futures = [] } = load;
  if (disk === undefined) { return undefined; }
  const of = brokers.map(({ id }) => {
    const its = load.brokers[id];
    if (its === undefined || its.disks.length < 2) { return []; }
    return placedDisks(its, (path) => drained.some((each) => each.broker === id && each.path === path));
  });
  const copied = new Map(futures.map(({ row, broker, disk: to }) => [`${row} ${broker}`, to]));
  const at = new Int16Array(replicas.length).fill(-1);
  for (let row = 0; row < topic.length; row++) {
    for (let slot = replicaStart[row]; slot < replicaStart[row + 1]; slot++) {
      const its = of[replicas[slot]];
      const seenAt = slotOf(seen.partitions, row, brokers[replicas[slot]].id);
      if (its.length === 0 || seenAt === undefined) { continue; }
      at[slot] = copied.get(`${row} ${brokers[replicas[slot]].id}`) ?? (disk[seenAt] >= 0 ? disk[seenAt] : its.findIndex(({ lost }) => lost));
    }
  }
  return { of, at };
}
