import { ClusterObservation, LoadObservation, isUnread } from '../../../observation';
import { slotOf } from '../../../partition-table';
import { AlterLogDirsStep } from '../../decision';

/** What will be observed when moves between disks have ended. */
export function movedBetweenDisks(observation: ClusterObservation, { moves }: AlterLogDirsStep): ClusterObservation {
  const { kafka } = observation;
  if (isUnread(kafka)) { return observation; }
  const { topics, topic, partition } = kafka.partitions;
  const rows = new Map(Array.from(topic, (t, row) => [`${topics[t]}-${partition[row]}`, row]));
  return withDisks(observation, moves.flatMap((move) => {
    const row = rows.get(`${move.topic}-${move.partition}`);
    return row === undefined ? [] : [{ row, broker: move.broker, to: move.to }];
  }));
}

/** All that is being copied between disks has arrived. */
export function copied(observation: ClusterObservation): ClusterObservation {
  const { load } = observation;
  if (load === undefined || isUnread(load) || load.futures === undefined) { return observation; }
  return withDisks(observation, load.futures.map(({ row, broker, disk }) => ({ row, broker, to: load.brokers[broker].disks[disk].path })));
}

interface Moved {
  readonly row: number;
  readonly broker: number;
  readonly to: string;
}

function withDisks(observation: ClusterObservation, moves: readonly Moved[]): ClusterObservation {
  const { kafka, load } = observation;
  if (isUnread(kafka) || load === undefined || isUnread(load) || load.disk === undefined) { return observation; }
  const disk = load.disk.slice();
  const brokers: Record<number, LoadObservation['brokers'][number]> = { ...load.brokers };
  for (const { row, broker, to } of moves) {
    const slot = slotOf(kafka.partitions, row, broker);
    const [from, its] = [slot === undefined ? -1 : disk[slot], brokers[broker]];
    if (slot === undefined || from < 0) { continue; }
    disk[slot] = its.disks.findIndex(({ path }) => path === to);
    const disks = its.disks.map((each, d) => {
      const more = ((d === disk[slot] ? 1 : 0) - (d === from ? 1 : 0)) * load.size[row];
      return { ...each, replicaBytes: each.replicaBytes + more, usableBytes: each.usableBytes === undefined ? undefined : each.usableBytes - more };
    });
    brokers[broker] = { ...its, disks };
  }
  const futures = (load.futures ?? []).filter(({ row, broker }) => !moves.some((move) => move.row === row && move.broker === broker));
  return { ...observation, load: { ...load, disk, brokers, futures } };
}
