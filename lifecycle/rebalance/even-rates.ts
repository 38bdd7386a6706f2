import { outsideBy } from './band';
import { CLOSE, ExchangeState, Exchanges, Step, Weighed, isWorth } from './exchanges';
import { topmost } from './topmost';

/** With how many brokers, and how many replicas of each, a step is looked for; and when there is none. */
const [FEW, WIDE] = [{ brokers: 4, replicas: 24, looks: 12 }, { brokers: Infinity, replicas: 256, looks: 64 }];

/**
 * Brings a rate into its band, as far as it can be done: by the replicas with the highest rate for their size, alone or for one that comes back.
 *
 * @param kept the bands that come before it
 * @param judged whether it is asked for a broker
 * @param mostExcess how many replicas may be beyond an even spread of their topics; if it is not said, as many as are
 */
export function evenRates(
  state: ExchangeState, kept: readonly Weighed[], { band, amount }: Weighed, judged: (b: number) => boolean, mostExcess?: number,
): void {
  const { layout, takes, gives } = state;
  const { load, low, high, target } = band;
  const brokers = [...load.keys()].filter((b) => layout.stays[b] === 1 && target[b] > 0);
  if (!brokers.some((b) => judged(b) && outsideBy(band, b) > CLOSE)) { return; }
  const search = new Exchanges(state, kept, (slot, to, other) => {
    const from = layout.at[slot];
    const its = amount(slot) - (other === undefined ? 0 : amount(other));
    const outside = outsideBy(band, from) + outsideBy(band, to);
    const gain = outside - outsideBy(band, from, -its) - outsideBy(band, to, its);
    return isWorth(outside, gain) ? gain : 0;
  }, mostExcess);
  const fill = (b: number) => load[b] / target[b];
  const stepFor = (b: number, { brokers: most, replicas, looks }: typeof FEW): Step | undefined => {
    const over = load[b] > high[b];
    const wanted = over ? load[b] - high[b] : low[b] - load[b];
    const worth = (slot: number) => Math.min(amount(slot), wanted) / (search.little + search.price(slot));
    const outs = (from: number) => topmost(search.slots[from], replicas, worth);
    const others = topmost(brokers, most, (a) => a === b || (over ? takes : gives)[a] === 0 ? 0 : over ? 1 / (1 + fill(a)) : fill(a));
    const its = over ? outs(b) : [];
    let best: Step | undefined;
    for (const a of others) { if (!search.isSpent) { best = over ? search.best(its, a, looks, best) : search.best(outs(a), b, looks, best); } }
    return best;
  };
  const mayBeHelped = (b: number) => judged(b) && (load[b] > high[b] ? gives : takes)[b] === 1;
  const left = new Uint8Array(load.length);
  for (let steps = 0; !search.isSpent;) {
    const [worst] = topmost(brokers, 1, (b) => left[b] === 1 || !mayBeHelped(b) ? 0 : outsideBy(band, b) - CLOSE);
    if (worst === undefined) {
      if (steps === 0) { return; }
      // What was in vain may help by now.
      left.fill(0);
      steps = 0;
      continue;
    }
    const step = stepFor(worst, FEW) ?? stepFor(worst, WIDE);
    if (step) {
      search.take(step);
      steps += 1;
    } else {
      left[worst] = 1;
    }
  }
}
