import { Band } from './band';
import { bySize } from './candidates';
import { Layout } from './layout';
import { LoadLimit } from './load-limits';
import { TopicLimits } from './topic-limits';

/** By broker: the bytes that must come to it, and that must leave it, at least. */
export interface LeastOf {
  readonly come: Float64Array;
  readonly leave: Float64Array;
}

/**
 * What a rate asks for: that which has the highest rate for its size, until it adds up to what is too little or too much; of the last one the part that is needed, so that no choice of whole
 * replicas is less.
 */
export function leastForRate({ stays, at, replicaStart, placement: { size } }: Layout, { load, low, high }: Band, amount: Float64Array): LeastOf {
  const [come, leave] = [new Float64Array(load.length), new Float64Array(load.length)];
  const tooMuch = load.map((its, b) => stays[b] === 1 ? Math.max(0, its - high[b]) : 0);
  const tooLittle = load.map((its, b) => stays[b] === 1 ? Math.max(0, low[b] - its) : 0);
  const take = (need: Float64Array, bytes: Float64Array, p: number, b: number) => {
    const part = Math.min(1, need[b] / amount[p]);
    need[b] -= part * amount[p];
    bytes[b] += part * size[p];
  };
  let lacking = [...load.keys()].filter((b) => tooLittle[b] > 0);
  const order = Int32Array.from(size, (_, p) => p).filter((p) => amount[p] > 0);
  order.sort((p, q) => size[p] * amount[q] - size[q] * amount[p] || p - q);
  for (const p of order) {
    const its = at.subarray(replicaStart[p], replicaStart[p + 1]);
    for (const b of its) { if (b >= 0 && tooMuch[b] > 0) { take(tooMuch, leave, p, b); } }
    if (lacking.length === 0) { continue; }
    for (const b of lacking) { if (!its.includes(b)) { take(tooLittle, come, p, b); } }
    lacking = lacking.filter((b) => tooLittle[b] > 0);
  }
  return { come, leave };
}

/** What a limit asks for that each replica of a partition adds to alike: what is smallest for what it adds. */
export function leastForLimit(layout: Layout, { load, most, amount }: LoadLimit): LeastOf {
  const { replicaStart, placement: { size } } = layout;
  return leastForRate(layout, { load, target: most, low: load.map(() => 0), high: most }, Float64Array.from(size, (_, p) => amount(replicaStart[p])));
}

/** What the spread of topics asks for: the smallest of what a broker has too much of a topic. */
export function leastForTopics(layout: Layout, topics: TopicLimits): LeastOf {
  const { at, replicaStart, stays, placement: { topic, size } } = layout;
  const [come, leave] = [new Float64Array(stays.length), new Float64Array(stays.length)];
  const tooMany = new Map<number, number>();
  topics.forEachOver(layout, (t, b, over) => { tooMany.set(t * stays.length + b, over); });
  for (const p of bySize(size)) {
    for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) {
      const key = topic[p] * stays.length + at[slot];
      const left = at[slot] < 0 ? undefined : tooMany.get(key);
      if (left === undefined || left === 0) { continue; }
      tooMany.set(key, left - 1);
      leave[at[slot]] += size[p];
    }
  }
  return { come, leave };
}
