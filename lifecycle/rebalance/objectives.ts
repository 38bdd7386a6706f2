import { Layout } from './layout';
import { Placement } from './placement';
import { TopicLimits } from './topic-limits';

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
  /** Likewise, beyond what a broker is to hold of a topic, if that was asked. */
  readonly topicOver?: number;
  readonly networkIn?: Spread;
  readonly networkOut?: Spread;
  readonly leaderBytes?: Spread;
  /** The largest share of its capacity that a broker uses. */
  readonly fullest: number;
}

/** The broker that holds least and the one that holds most of those that stay, in proportion to what each is to hold. */
export interface Spread {
  readonly least: number;
  readonly most: number;
}

/** What each broker is to hold, by broker; the last three only if that was asked. */
export interface ObjectiveTargets {
  readonly bytes: Float64Array;
  readonly replicas: Float64Array;
  readonly leaders: Float64Array;
  readonly networkIn?: Float64Array;
  readonly networkOut?: Float64Array;
  readonly leaderBytes?: Float64Array;
}

export function objectives(placement: Placement, target: ObjectiveTargets, topics?: TopicLimits): Objectives {
  const layout = new Layout(placement, placement);
  const { brokers, replicaStart, replicas } = placement;
  const { stays } = layout;
  let [rackViolations, duplicates, onLeaving] = [0, 0, 0];
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    const [from, to] = [replicaStart[p], replicaStart[p + 1]];
    rackViolations += layout.rackExcess(p);
    for (let slot = from; slot < to; slot++) {
      if (stays[replicas[slot]] === 0) { onLeaving += 1; }
      for (let other = slot + 1; other < to; other++) { if (replicas[other] === replicas[slot]) { duplicates += 1; } }
    }
  }
  const spread = (load: Float64Array, its: Float64Array): Spread => {
    const ratios = [...load.keys()].filter((b) => stays[b] === 1 && its[b] > 0).map((b) => load[b] / its[b]);
    return { least: ratios.reduce((a, x) => Math.min(a, x), Infinity), most: ratios.reduce((a, x) => Math.max(a, x), 0) };
  };
  const asked = (name: 'networkIn' | 'networkOut' | 'leaderBytes') => {
    const its = target[name];
    return layout.traffic && its && spread(layout.traffic[name], its);
  };
  return {
    rackViolations,
    duplicates,
    onLeaving,
    bytes: spread(layout.bytes, target.bytes),
    replicas: spread(layout.count, target.replicas),
    leaders: spread(layout.leads, target.leaders),
    topicExcess: layout.topicExcess,
    topicOver: topics?.over(layout),
    networkIn: asked('networkIn'),
    networkOut: asked('networkOut'),
    leaderBytes: asked('leaderBytes'),
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
