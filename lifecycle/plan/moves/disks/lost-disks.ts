import { ClusterObservation, LoadObservation, isUnread } from '../../../observation';
import { isInSync, slotOf } from '../../../partition-table';
import { MoveNotes } from '../move-notes';

/** A broker that serves, and says that it has lost disks. */
export interface LostDisks {
  readonly broker: number;
  readonly paths: readonly string[];
  /** The rows of the partitions whose replica was there, and that another broker can give. */
  readonly rows: ReadonlySet<number>;
  /** For how long the broker has said so, as far as this run knows. */
  readonly seconds: number;
}

/** With it a broker answers for a disk that has failed; whatever else it may say of one is no proof (KIP-113). */
const FAILED = 'KAFKA_STORAGE_ERROR';

/** Whether a broker says that it has lost one of its disks. */
export function hasLostDisk({ brokers }: LoadObservation, id: number): boolean {
  return brokers[id]?.disks.some(({ error }) => error === FAILED) ?? false;
}

/**
 * What is lost with disks, of brokers that are in service: of one that is away nobody knows what it still has. A broker does not tell what was on a disk that has failed. So what it is to have, does not tell
 * of, and is not in sync with, was there. Nothing of it can be moved whose leader does not serve: that disk may hold all there is of it.
 */
export function lostDisks({ kafka, load }: Pick<ClusterObservation, 'kafka' | 'load'>): readonly LostDisks[] {
  if (isUnread(kafka) || load === undefined || isUnread(load) || load.disk === undefined) { return []; }
  const { partitions, brokers } = kafka;
  const serving = new Set(brokers.filter(({ fenced, silent }) => !fenced && silent === undefined).map(({ id }) => id));
  return [...serving].filter((id) => hasLostDisk(load, id)).sort((a, b) => a - b).map((broker) => {
    const failed = load.brokers[broker].disks.filter(({ error }) => error === FAILED);
    const rows = new Set<number>();
    for (let row = 0; row < partitions.topic.length; row++) {
      const slot = slotOf(partitions, row, broker);
      const leader = partitions.leader[row];
      if (slot === undefined || load.disk?.[slot] !== -1 || isInSync(partitions, row, broker)) { continue; }
      if (leader !== broker && serving.has(leader)) { rows.add(row); }
    }
    // Of two that have failed nobody knows what was on which.
    return { broker, paths: failed.map(({ path }) => path), rows, seconds: Math.min(...failed.map(({ lostSeconds = 0 }) => lostSeconds)) };
  });
}

/** Those that have been waited for long enough; and those of which a run has set out to move everything away. */
export function overdueDisks(observation: Pick<ClusterObservation, 'kafka' | 'load'>, notes: MoveNotes, patienceSeconds: number | undefined): readonly LostDisks[] {
  if (patienceSeconds === undefined) { return []; }
  const isBegun = ({ broker, rows }: LostDisks) => [...rows].every((row) => {
    const note = notes.get(row);
    return note !== undefined && note.former.includes(broker) && !note.target.includes(broker);
  });
  return lostDisks(observation).filter((lost) => lost.rows.size > 0 && (lost.seconds >= patienceSeconds || isBegun(lost)));
}

/** What is noticed of lost disks on which nothing is missing any more, one sentence each. */
export function emptyLostDisks({ kafka, load }: Pick<ClusterObservation, 'kafka' | 'load'>): readonly string[] {
  if (isUnread(kafka)) { return []; }
  return lostDisks({ kafka, load }).filter(({ rows }) => rows.size === 0).flatMap(({ broker, paths }) => {
    return paths.map((path) => `broker ${broker} has lost ${path}: nothing is put on that broker until it is replaced`);
  });
}
