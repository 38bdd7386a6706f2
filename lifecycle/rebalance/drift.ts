import { outsideBy } from './band';
import { GoalBands } from './goal-bands';
import { RebalanceGoals } from './goals';
import { judgedBy } from './judged';
import { Layout } from './layout';
import { Placement } from './placement';

/** What has come out of balance. */
export interface Drift {
  /** The broker that is farthest from what it is to hold, of which kind of load, and its share of it: 1.3 is 30 % too much. Undefined if all are within `width`. */
  readonly farthest?: { readonly id: number; readonly what: 'bytes' | 'replicas' | 'leaders'; readonly share: number };
  /** Replicas beyond what a rack may hold of a partition. */
  readonly rackViolations: number;
}

/** @param width how far from what it is to hold a broker may be */
export function drift(placement: Placement, goals: RebalanceGoals, width: number): Drift {
  const layout = new Layout(placement, placement);
  const bands = new GoalBands(layout, { ...goals, diskBand: width, replicaBand: width, leaderBand: width }).of(layout);
  let farthest: Drift['farthest'];
  let most = 0;
  const excluded = new Set(goals.excludedBrokers);
  placement.brokers.forEach((broker, b) => {
    if (excluded.has(broker.id)) { return; }
    for (const name of judgedBy(goals, broker)) {
      const outside = outsideBy(bands[name], b);
      if (outside <= most) { continue; }
      most = outside;
      farthest = { id: broker.id, what: name === 'disk' ? 'bytes' : name, share: bands[name].load[b] / bands[name].target[b] };
    }
  });
  return { farthest, rackViolations: violations(layout) };
}

function violations(layout: Layout): number {
  const { replicaStart, racks } = layout;
  let found = 0;
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    const most = racks.most(replicaStart[p + 1] - replicaStart[p]);
    for (let r = 0; r < most.length; r++) { found += Math.max(0, layout.inRack(p, r) - most[r]); }
  }
  return found;
}
