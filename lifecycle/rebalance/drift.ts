import { outsideBy } from './band';
import { GoalBands } from './goal-bands';
import { RebalanceGoals } from './goals';
import { BANDS, judgedBy } from './judged';
import { Layout } from './layout';
import { LoadLimit, LoadLimits, brokersBeyond } from './load-limits';
import { Placement } from './placement';
import { TopicLimits } from './topic-limits';

/** What has come out of balance. */
export interface Drift {
  /** The broker that is farthest from what it is to hold, of which kind of load, and its share of it: 1.3 is 30 % too much. Undefined if all are within `width`. Loads of the network, and topics, are among them only if the goals ask for them. */
  readonly farthest?: { readonly id: number; readonly what: (typeof BANDS)[number]['words'] | 'replicas of one topic'; readonly share: number };
  /** Replicas beyond what a rack may hold of a partition. */
  readonly rackViolations: number;
  /** The broker that is farthest beyond a limit, and which; undefined if none is. */
  readonly beyondLimit?: { readonly id: number; readonly what: LoadLimit['words'] };
}

/** @param width how far from what it is to hold a broker may be */
export function drift(placement: Placement, goals: RebalanceGoals, width: number): Drift {
  const layout = new Layout(placement, placement);
  const widths = Object.fromEntries(BANDS.filter(({ goal }) => goals[goal] !== undefined).map(({ goal }) => [goal, width]));
  const bands = new GoalBands(layout, { ...goals, ...widths }).of(layout);
  let farthest: Drift['farthest'];
  let most = 0;
  const excluded = new Set(goals.excludedBrokers);
  placement.brokers.forEach((broker, b) => {
    if (excluded.has(broker.id)) { return; }
    const judged = judgedBy(goals, broker);
    for (const { name, words } of BANDS) {
      const band = bands[name];
      const outside = band && judged.includes(name) ? outsideBy(band, b) : 0;
      if (!band || outside <= most) { continue; }
      most = outside;
      farthest = { id: broker.id, what: words, share: band.load[b] / band.target[b] };
    }
  });
  // What a topic has too much somewhere is told only where nothing else is: a few replicas may be many times their share.
  if (!farthest && goals.topicBand !== undefined && goals.mode === 'full') {
    const limits = new TopicLimits(layout, Math.max(width, goals.topicBand));
    let crowded = 0;
    limits.forEachOver(layout, (t, b, over) => {
      const { id } = placement.brokers[b];
      const share = 1 + over / limits.of(t, b);
      if (excluded.has(id) || share <= crowded) { return; }
      crowded = share;
      farthest = { id, what: 'replicas of one topic', share };
    });
  }
  return { farthest, rackViolations: violations(layout), beyondLimit: beyondLimit(layout, goals) };
}

function beyondLimit(layout: Layout, goals: RebalanceGoals): Drift['beyondLimit'] {
  const { stays, placement: { brokers } } = layout;
  let [found, most]: [Drift['beyondLimit'], number] = [undefined, 0];
  for (const limit of LoadLimits.of(layout, goals)?.all ?? []) {
    for (const b of brokersBeyond(limit, stays)) {
      const share = limit.load[b] / limit.most[b];
      if (share > most && !goals.excludedBrokers.includes(brokers[b].id)) { [found, most] = [{ id: brokers[b].id, what: limit.words }, share]; }
    }
  }
  return found;
}

function violations(layout: Layout): number {
  let found = 0;
  for (let p = 0; p < layout.placement.topic.length; p++) { found += layout.rackExcess(p); }
  return found;
}
