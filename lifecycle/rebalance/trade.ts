import { Balancer } from './balance';
import { PlanState } from './plan-state';

/** How often one broker trades: each time for what it still lacks. */
const MOST_TRADES = 32;

/**
 * What moves of small replicas alone cannot do: a broker that has too few replicas and may hold no more bytes gives a larger one away for several small ones, and one that has too many and may
 * give no more bytes takes a larger one for them.
 */
export function trade(state: PlanState, numbers: Balancer): void {
  const { layout, replicas, takes, gives } = state;
  const small = smallSizes(state);
  for (let b = 0; b < takes.length; b++) {
    if (layout.stays[b] === 0 || takes[b] === 0 || gives[b] === 0) { continue; }
    for (let trades = 0; trades < MOST_TRADES && replicas.load[b] < replicas.low[b]; trades++) {
      if (!giveFor(state, b, small(replicas.low[b] - replicas.load[b] + 1))) { break; }
      while (replicas.load[b] < replicas.low[b] && numbers.fill(b));
    }
    for (let trades = 0; trades < MOST_TRADES && replicas.load[b] > replicas.high[b]; trades++) {
      if (!takeFor(state, b, small(replicas.load[b] - replicas.high[b] + 1))) { break; }
      while (replicas.load[b] > replicas.high[b] && numbers.relieve(b));
    }
  }
}

/** What so many small replicas hold together: those that are found on one broker, as many again larger ones left out. */
function smallSizes({ layout, movable }: PlanState): (n: number) => number {
  const sizes = Float64Array.from(layout.placement.size.filter((_, p) => movable[p] === 1)).sort();
  return (n) => {
    const quantile = Math.min(0.5, 2 * n * layout.stays.length / Math.max(1, layout.at.length));
    return n * (sizes[Math.floor(quantile * (sizes.length - 1))] ?? 0);
  };
}

function giveFor(state: PlanState, from: number, amount: number): boolean {
  const { disk, replicas, takes } = state;
  const able = byFill(state, takes, 1).filter((to) => to !== from && replicas.load[to] + 1 <= replicas.high[to] && disk.load[to] < disk.high[to]);
  return pass(state, able, amount, (to) => [from, to]);
}

function takeFor(state: PlanState, to: number, amount: number): boolean {
  const { disk, replicas, gives } = state;
  const able = byFill(state, gives, -1)
    .filter((from) => from !== to && replicas.load[from] - 1 >= replicas.low[from] && disk.load[from] > disk.low[from]);
  return pass(state, able, amount, (from) => [from, to]);
}

/** Moves one replica of at least the amount, or near it, between a broker and the first of others with which that is possible. */
function pass(
  { layout, disk, candidates, pinned }: PlanState, others: readonly number[], amount: number,
  way: (other: number) => readonly [from: number, to: number],
): boolean {
  for (const other of others) {
    const [from, to] = way(other);
    const slot = candidates.best(from, to, amount, {
      atLeast: (size) => size < amount / 2 || disk.load[to] + size > disk.high[to] || disk.load[from] - size < disk.low[from] ? Infinity : 0,
      cost: (s) => Math.max(0, layout.copyChange(s, to)) * (layout.excessChange(s, to) > 0 ? 2 : 1),
    });
    if (slot !== undefined) {
      layout.move(slot, to);
      candidates.arrive(slot, to);
      // Or it would be the first one to go back.
      pinned[slot] = 1;
      return true;
    }
  }
  return false;
}

/** Brokers that are able, the emptiest first, or the fullest. */
function byFill({ layout, disk }: PlanState, able: Uint8Array, order: 1 | -1): number[] {
  const fill = (b: number) => disk.load[b] / disk.target[b];
  return [...able.keys()].filter((b) => able[b] === 1 && layout.stays[b] === 1).sort((a, b) => order * (fill(a) - fill(b)) || a - b);
}
