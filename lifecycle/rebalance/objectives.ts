import { Layout } from './layout';
import { Placement } from './placement';

/** How good a placement is, in the figures by which plans are compared. */
export interface Objectives {
  /** Replicas beyond what a rack may hold of a partition. */
  readonly rackViolations: number;
  /** Replicas of a partition on a broker that has it already. */
  readonly duplicates: number;
  /** Replicas on brokers that leave. */
  readonly onLeaving: number;
  readonly bytes: Spread;
  readonly replicas: Spread;
  readonly leaders: Spread;
  /** Over topics and brokers: replicas beyond an even spread. */
  readonly topicExcess: number;
  /** The largest share of its capacity that a broker uses. */
  readonly fullest: number;
}

/** The broker that holds least and the one that holds most of those that stay, in proportion to what each is to hold. */
export interface Spread {
  readonly least: number;
  readonly most: number;
}

/** @param target what each broker is to hold, by broker */
export function objectives(placement: Placement, target: Readonly<Record<'bytes' | 'replicas' | 'leaders', Float64Array>>): Objectives {
  const layout = new Layout(placement, placement);
  const { brokers, replicaStart, replicas } = placement;
  const { racks, stays } = layout;
  let [rackViolations, duplicates, onLeaving] = [0, 0, 0];
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    const [from, to] = [replicaStart[p], replicaStart[p + 1]];
    const most = racks.most(to - from);
    for (let r = 0; r < most.length; r++) { rackViolations += Math.max(0, layout.inRack(p, r) - most[r]); }
    for (let slot = from; slot < to; slot++) {
      if (stays[replicas[slot]] === 0) { onLeaving += 1; }
      for (let other = slot + 1; other < to; other++) { if (replicas[other] === replicas[slot]) { duplicates += 1; } }
    }
  }
  const spread = (load: Float64Array, its: Float64Array): Spread => {
    const ratios = [...load.keys()].filter((b) => stays[b] === 1 && its[b] > 0).map((b) => load[b] / its[b]);
    return { least: ratios.reduce((a, x) => Math.min(a, x), Infinity), most: ratios.reduce((a, x) => Math.max(a, x), 0) };
  };
  return {
    rackViolations,
    duplicates,
    onLeaving,
    bytes: spread(layout.bytes, target.bytes),
    replicas: spread(layout.count, target.replicas),
    leaders: spread(layout.leads, target.leaders),
    topicExcess: layout.topicExcess,
    fullest: brokers.reduce((most, { capacity }, b) => Math.max(most, layout.bytes[b] / capacity), 0),
  };
}

/** What a plan asks for. */
export interface Movement {
  readonly bytes: number;
  readonly replicas: number;
  /** Partitions that prefer another leader. */
  readonly leaders: number;
}

export function movement(before: Placement, after: Placement): Movement {
  let [bytes, replicas, leaders] = [0, 0, 0];
  for (let p = 0; p < before.topic.length; p++) {
    const [from, to] = [before.replicaStart[p], before.replicaStart[p + 1]];
    for (let slot = after.replicaStart[p]; slot < after.replicaStart[p + 1]; slot++) {
      if (!before.replicas.subarray(from, to).includes(after.replicas[slot])) {
        bytes += before.size[p];
        replicas += 1;
      }
    }
    if (before.replicas[from] !== after.replicas[after.replicaStart[p]]) { leaders += 1; }
  }
  return { bytes, replicas, leaders };
}
