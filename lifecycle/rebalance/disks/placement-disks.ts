import { PlacedDisk } from './placed-disk';
import { DiskPlan, planDisks } from './plan-disks';
import { slotOf } from '../../partition-table';
import { RebalanceGoals } from '../goals';
import { nameMatcher } from '../name-matcher';
import { Placement } from '../placement';

/** A placement of which more is known: where replicas are on brokers with several disks. */
export interface DiskedPlacement extends Placement {
  readonly disks?: PlacementDisks;
}

export interface PlacementDisks {
  /** By broker; none for those that have one disk. */
  readonly of: readonly (readonly PlacedDisk[])[];
  /** By place in `replicas`: the disk; -1 if it is not known. */
  readonly at: Int16Array;
}

/** What is planned for the disks of one broker. */
export interface BrokerDiskPlan extends DiskPlan {
  readonly broker: number;
  readonly disks: readonly PlacedDisk[];
  /** By replica of the plan: its size, and where it was. */
  readonly size: readonly number[];
  readonly was: readonly number[];
}

export interface PlannedDisks extends PlacementDisks {
  readonly plans: readonly BrokerDiskPlan[];
}

/** On which disks replicas are to be when a plan has moved some of them to other brokers. Where new ones are put is for their brokers to say: on the disk with the fewest replicas. */
export function planPlacementDisks(
  before: DiskedPlacement, after: Placement, { mode, diskBand: band, diskLimit: limit, excludedTopics, excludedBrokers }: RebalanceGoals,
): PlannedDisks | undefined {
  const { disks } = before;
  if (disks === undefined) { return undefined; }
  const isExcluded = nameMatcher(excludedTopics);
  const excluded = before.topics.map((topic) => isExcluded(topic));
  const at = new Int16Array(after.replicas.length).fill(-1);
  const slots = disks.of.map((): number[] => []);
  for (let p = 0; p < after.topic.length; p++) {
    for (let slot = after.replicaStart[p]; slot < after.replicaStart[p + 1]; slot++) {
      const b = after.replicas[slot];
      if (disks.of[b]?.length > 1) { slots[b].push(slot); }
      const old = slotOf(before, p, b);
      if (old !== undefined) { at[slot] = disks.at[old]; }
    }
  }
  const sizes = new Float64Array(after.replicas.length);
  const partitionOf = new Int32Array(after.replicas.length);
  for (let p = 0; p < after.topic.length; p++) {
    sizes.fill(after.size[p], after.replicaStart[p], after.replicaStart[p + 1]);
    partitionOf.fill(p, after.replicaStart[p], after.replicaStart[p + 1]);
  }
  const plans = slots.flatMap((its, broker) => {
    if (its.length === 0 || before.brokers[broker].leaves || mode === 'leaders') { return []; }
    const [size, was] = [its.map((slot) => sizes[slot]), its.map((slot) => at[slot])];
    // What must leave its disk leaves, whatever its topic.
    const stays = (slot: number, replica: number) => excluded[after.topic[partitionOf[slot]]] && !disks.of[broker][was[replica]]?.leaves;
    const fixed = new Set(its.flatMap((slot, replica) => stays(slot, replica) ? [replica] : []));
    const isFull = mode === 'full' && !excludedBrokers.includes(before.brokers[broker].id);
    const plan = planDisks({ disks: disks.of[broker], size, at: was, fixed }, { mode: isFull ? 'full' : 'drain', band, limit });
    its.forEach((slot, replica) => { at[slot] = plan.at[replica]; });
    return [{ ...plan, broker, disks: disks.of[broker], size, was }];
  });
  return { of: disks.of, at, plans };
}

/**
 * The same with what is on lost disks as if it were on a further broker, that leaves: only other brokers can take it. Those that have lost a disk are named, as nothing is to move onto them.
 */
export function withoutLostDisks(placement: DiskedPlacement): { readonly placement: DiskedPlacement; readonly lost: readonly number[] } {
  const { disks, brokers } = placement;
  if (!disks?.of.some((of) => of.some(({ lost }) => lost))) { return { placement, lost: [] }; }
  const further = new Map<number, number>();
  const replicas = placement.replicas.map((b, slot) => {
    if (!disks.of[b][disks.at[slot]]?.lost) { return b; }
    further.set(b, further.get(b) ?? brokers.length + further.size);
    return further.get(b) ?? b;
  });
  const gone = [...further.keys()].map((b) => ({ ...brokers[b], added: false, leaves: true }));
  const lost = brokers.flatMap(({ id }, b) => disks.of[b].some((disk) => disk.lost) ? [id] : []);
  const withGone = { of: [...disks.of, ...gone.map(() => [])], at: disks.at };
  return { placement: { ...placement, brokers: [...brokers, ...gone], replicas, disks: withGone }, lost };
}
