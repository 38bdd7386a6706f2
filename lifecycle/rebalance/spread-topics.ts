import { ExchangeState, Exchanges, Step, Weighed } from './exchanges';
import { TopicLimits } from './topic-limits';
import { topmost } from './topmost';

/** With how many brokers a step is looked for, how many replicas are looked at that could come back; and when there is none. */
const [FEW, WIDE] = [{ brokers: 6, looks: 8 }, { brokers: Infinity, looks: 64 }];

/**
 * Where a broker holds more replicas of a topic than it is to, they move to brokers that may hold more of it, alone or for one of another topic.
 *
 * @param kept the bands that come before it
 */
export function spreadTopics(state: ExchangeState, kept: readonly Weighed[], limits: TopicLimits): void {
  const { layout, disk, takes, gives } = state;
  const { topic } = layout.placement;
  const topicOf = (slot: number) => topic[layout.of[slot]];
  const search = new Exchanges(state, kept, (slot, to, other) => {
    if (other === undefined) { return -limits.change(layout, slot, to); }
    return topicOf(other) === topicOf(slot) ? 0 : -limits.change(layout, slot, to) - limits.change(layout, other, layout.at[slot]);
  });
  const over: { readonly t: number; readonly b: number; readonly n: number }[] = [];
  limits.forEachOver(layout, (t, b, n) => { if (gives[b] === 1) { over.push({ t, b, n }); } });
  over.sort((x, y) => y.n - x.n || x.t - y.t || x.b - y.b);
  const fill = (b: number) => disk.target[b] === 0 ? 0 : disk.load[b] / disk.target[b];
  const brokers = [...takes.keys()].filter((b) => takes[b] === 1);
  for (const { t, b } of over) {
    while (layout.topicCount(t, b) > limits.of(t, b) && !search.isSpent) {
      const outs = search.slots[b].filter((slot) => topicOf(slot) === t);
      const stepWith = ({ brokers: most, looks }: typeof FEW) => {
        let best: Step | undefined;
        for (const to of topmost(brokers, most, (a) => layout.topicCount(t, a) < limits.of(t, a) ? 1 / (1 + fill(a)) : 0)) {
          if (!search.isSpent) { best = search.best(outs, to, looks, best); }
        }
        return best;
      };
      const step = stepWith(FEW) ?? stepWith(WIDE);
      if (!step) { break; }
      search.take(step);
    }
  }
}
