import { BrokerLoadObservation, KafkaObservation, LoadObservation } from '../../../observation';
import { DiskLayout } from '../../../rebalance/disks/placed-disk';

/** A broker with several disks, and where its replicas are. */
export interface BrokerDisks {
  readonly id: number;
  readonly layout: DiskLayout;
  /** By replica of the layout: the row of its partition. */
  readonly rows: readonly number[];
  /** By replica: what has come of those that are being copied. */
  readonly arrived: ReadonlyMap<number, number>;
}

/**
 * The brokers of which more is known than how full they are. A replica that is being copied counts as if it had arrived; what is being reassigned is left out, as nobody knows for how long it stays.
 *
 * @param ids those that are looked at
 * @param leaves whether a disk is to be emptied
 * @param isExcluded whether replicas of a topic move only if they must
 */
export function brokerDisks(
  { partitions: { topics, topic, replicaStart, replicas, reassigning } }: Pick<KafkaObservation, 'partitions'>, load: LoadObservation,
  ids: Iterable<number>, leaves: (id: number, path: string) => boolean, isExcluded: (topic: string) => boolean,
): readonly BrokerDisks[] {
  const { disk, futures = [], size } = load;
  if (disk === undefined) { return []; }
  const found = new Map<number, { readonly rows: number[]; readonly sizes: number[]; readonly at: number[]; readonly index: Map<number, number> }>();
  for (const id of ids) { if ((load.brokers[id]?.disks.length ?? 0) > 1) { found.set(id, { rows: [], sizes: [], at: [], index: new Map() }); } }
  const excluded = topics.map(isExcluded);
  const underway = new Set(futures.map(({ row }) => row));
  for (let row = 0; row < topic.length; row++) {
    if (reassigning[row] === 1) { continue; }
    for (let slot = replicaStart[row]; slot < replicaStart[row + 1]; slot++) {
      const its = found.get(replicas[slot]);
      if (its === undefined || disk[slot] < 0) { continue; }
      if (underway.has(row)) { its.index.set(row, its.rows.length); }
      its.rows.push(row);
      its.sizes.push(size[row]);
      its.at.push(disk[slot]);
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([id, { rows, sizes, at, index }]) => {
    const [from, arrived] = [new Map<number, number>(), new Map<number, number>()];
    for (const { row, broker, disk: to, bytes } of futures) {
      const replica = broker === id ? index.get(row) : undefined;
      if (replica === undefined) { continue; }
      from.set(replica, at[replica]);
      arrived.set(replica, bytes);
      at[replica] = to;
    }
    const fixed = new Set(rows.flatMap((row, replica) => excluded[topic[row]] ? [replica] : []));
    return { id, rows, arrived, layout: { disks: placedDisks(load.brokers[id], (path) => leaves(id, path)), size: sizes, at, from, fixed } };
  });
}

/** A disk that does not tell what it holds counts as one of the others. */
export function placedDisks({ disks }: BrokerLoadObservation, leaves: (path: string) => boolean): DiskLayout['disks'] {
  const told = disks.flatMap(({ totalBytes }) => totalBytes ?? []);
  const usual = told.length === 0 ? Number.MAX_SAFE_INTEGER : told.reduce((sum, bytes) => sum + bytes, 0) / told.length;
  return disks.map(({ path, totalBytes, error }) => ({ path, capacity: totalBytes ?? usual, leaves: leaves(path), lost: error !== undefined }));
}
