import { Band, outsideBy } from './band';
import { CLOSE, isWorth } from './exchanges';
import { Layout } from './layout';
import { topmost } from './topmost';

/** So many partitions are looked at, at most, and so many more for each there is. */
const [BUDGET, BUDGET_EACH] = [2_000_000, 40];
/** So many ends are compared, so many partitions are looked at for a chain, so long it is, and so often is tried again what was in vain. */
const [ENDS, LOOKS, LONGEST, ROUNDS] = [48, 30_000, 5, 3];
/** Among steps that help as much, those that leave room to the ends of the band. */
const ROOM = 0.01;

/** What leading a partition adds to a load. */
export interface LeaderGoal {
  readonly band: Band;
  /** By partition. */
  readonly amount: Float64Array;
}

/** A broker that has got, or given, the lead of a partition, and by which other one. */
interface Link {
  readonly b: number;
  readonly p: number;
  readonly before?: Link;
  readonly length: number;
}

/** One broker hands over the lead of `p` to `b`, and gets that of `q`. */
interface Exchange {
  readonly p: number;
  readonly q: number;
  readonly b: number;
}

/**
 * Loads of leaders that differ from partition to partition, evened out by the order of replicas alone: along chains of brokers, of which only the first one is helped and no other one gets
 * farther out of a band; or by two brokers that exchange the lead of two partitions.
 */
export class LeaderChains {
  /** By broker: the partitions of which it has a replica. */
  private readonly start: Int32Array;
  private readonly held: Int32Array;
  private readonly seen: Uint8Array;
  private budget: number;

  constructor(private readonly layout: Layout, movable: Uint8Array, private readonly open: Uint8Array) {
    const { at, of, replicaStart, stays } = layout;
    const isHeld = (slot: number) => at[slot] >= 0 && movable[of[slot]] === 1 && at[replicaStart[of[slot]]] >= 0;
    this.start = new Int32Array(stays.length + 1);
    at.forEach((b, slot) => { if (isHeld(slot)) { this.start[b + 1] += 1; } });
    for (let b = 0; b < stays.length; b++) { this.start[b + 1] += this.start[b]; }
    this.held = new Int32Array(this.start[stays.length]);
    const next = this.start.slice();
    at.forEach((b, slot) => { if (isHeld(slot)) { this.held[next[b]++] = of[slot]; } });
    this.seen = new Uint8Array(stays.length);
    this.budget = BUDGET + BUDGET_EACH * movable.length;
  }

  /** @param kept what must not get worse for it */
  public even(goal: LeaderGoal, kept: readonly LeaderGoal[]): void {
    const { band } = goal;
    const left = new Uint8Array(this.open.length);
    const all = [goal, ...kept];
    for (let [steps, rounds] = [0, 1]; this.budget > 0;) {
      const [worst] = topmost(left.keys(), 1, (b) => left[b] === 1 || this.open[b] === 0 ? 0 : outsideBy(band, b) - CLOSE);
      if (worst === undefined) {
        if (steps === 0 || rounds === ROUNDS) { return; }
        // What was in vain may help by now.
        left.fill(0);
        [steps, rounds] = [0, rounds + 1];
        continue;
      }
      const sign = band.load[worst] > band.high[worst] ? 1 : -1;
      const isHelped = this.takeChain(worst, sign, all) || this.takeExchange(worst, all) || this.takeWithRoom(worst, sign, all);
      if (isHelped) { steps += 1; } else { left[worst] = 1; }
    }
  }

  private takeChain(from: number, sign: 1 | -1, goals: readonly LeaderGoal[]): boolean {
    const chain = this.chain(from, sign, goals);
    for (let link = chain; link?.before; link = link.before) { this.hand(link.p, sign === 1 ? link.b : link.before.b); }
    return chain !== undefined;
  }

  /** @param sign 1: the first broker leads too much, and hands something on; -1: too little, and gets something */
  private chain(from: number, sign: 1 | -1, goals: readonly LeaderGoal[]): Link | undefined {
    const { at, replicaStart } = this.layout;
    const [{ band, amount }] = goals;
    const now = outsideBy(band, from);
    this.seen.fill(0);
    this.seen[from] = 1;
    const queue: Link[] = [{ b: from, p: -1, length: 0 }];
    const last = this.budget - LOOKS;
    for (const link of queue) {
      const { b, p } = link;
      if (this.budget < last) { return undefined; }
      let best: Link | undefined;
      let lowest = Infinity;
      for (let i = this.start[b], ends = 0; i < this.start[b + 1] && ends < ENDS && this.budget > 0; i++) {
        const q = this.held[i];
        const first = replicaStart[q];
        this.budget -= 1;
        if ((at[first] === b) !== (sign === 1)) { continue; }
        // The first one must be helped, those between at least not be harmed.
        if (p < 0 && !isWorth(now, now - outsideBy(band, b, -sign * amount[q]))) { continue; }
        if (!isHarmless(goals, b, -sign, q, p)) { continue; }
        const end = sign === 1 ? replicaStart[q + 1] : first + 1;
        for (let slot = sign === 1 ? first + 1 : first; slot < end; slot++) {
          const c = at[slot];
          if (c < 0 || this.open[c] === 0 || isPartOf(link, c)) { continue; }
          if (isHarmless(goals, c, sign, q, -1)) {
            ends += 1;
            const cost = (p < 0 ? offBy(band, b, -sign * amount[q]) : 0) + offBy(band, c, sign * amount[q]) - offBy(band, c, 0);
            if (cost < lowest) { [best, lowest] = [{ b: c, p: q, before: link, length: link.length + 1 }, cost]; }
          } else if (this.seen[c] === 0 && link.length + 1 < LONGEST) {
            this.seen[c] = 1;
            queue.push({ b: c, p: q, before: link, length: link.length + 1 });
          }
        }
      }
      if (best) { return best; }
    }
    return undefined;
  }

  private takeExchange(a: number, goals: readonly LeaderGoal[]): boolean {
    const [{ band, amount }] = goals;
    return this.exchange(a, (p, q, b) => {
      const net = amount[p] - amount[q];
      const gain = outsideBy(band, a) + outsideBy(band, b) - outsideBy(band, a, -net) - outsideBy(band, b, net);
      // For the goal itself it is enough that both together gain.
      if (!isWorth(outsideBy(band, a), gain) || !isHarmless(goals, a, -1, p, q, 1) || !isHarmless(goals, b, 1, p, q, 1)) { return 0; }
      return 1 / (offBy(band, a, -net) + offBy(band, b, net) - offBy(band, b, 0) + 1);
    }) !== undefined;
  }

  /** Where a goal before this one stands in the way: an exchange that makes room within its band first. */
  private takeWithRoom(a: number, sign: 1 | -1, goals: readonly LeaderGoal[]): boolean {
    for (const { amount } of goals.slice(1)) {
      const made = this.exchange(a, (p, q, b) => {
        const room = sign * (amount[q] - amount[p]);
        return room <= 0 || !isHarmless(goals, a, -1, p, q) || !isHarmless(goals, b, 1, p, q) ? 0 : room;
      });
      if (!made) { continue; }
      if (this.takeChain(a, sign, goals)) { return true; }
      this.hand(made.p, a);
      this.hand(made.q, made.b);
    }
    return false;
  }

  /** Two brokers exchange the lead of two partitions that both have, by which the numbers that they lead stay: the two of the highest value, which is 0 for those that may not. */
  private exchange(a: number, value: (p: number, q: number, b: number) => number): Exchange | undefined {
    const { at, replicaStart } = this.layout;
    const partitions = this.held.subarray(this.start[a], this.start[a + 1]);
    const ledBy = new Map<number, number[]>();
    for (const q of partitions) {
      const leader = at[replicaStart[q]];
      const list = ledBy.get(leader);
      if (list) { list.push(q); } else if (leader !== a && this.open[leader] === 1) { ledBy.set(leader, [q]); }
    }
    let best: Exchange | undefined;
    let most = 0;
    for (const p of partitions) {
      if (at[replicaStart[p]] !== a) { continue; }
      for (let slot = replicaStart[p] + 1; slot < replicaStart[p + 1]; slot++) {
        const b = at[slot];
        for (const q of ledBy.get(b) ?? []) {
          this.budget -= 1;
          const its = value(p, q, b);
          if (its > most) { [best, most] = [{ p, q, b }, its]; }
        }
      }
    }
    if (best) {
      this.hand(best.p, best.b);
      this.hand(best.q, a);
    }
    return best;
  }

  /** Lets a broker that has a replica lead a partition. */
  private hand(p: number, to: number): void {
    const { at, replicaStart } = this.layout;
    for (let slot = replicaStart[p] + 1; slot < replicaStart[p + 1]; slot++) {
      if (at[slot] === to) {
        this.layout.reorder(p, replicaStart[p], slot);
        return;
      }
    }
  }
}

/** Whether a broker that gets (sign 1) or gives (-1) the lead of a partition, and that of another one, if there is one, the other way, gets no farther out of the bands from the `since`th on. */
function isHarmless(goals: readonly LeaderGoal[], b: number, sign: number, gets: number, gives: number, since = 0): boolean {
  for (let i = since; i < goals.length; i++) {
    const { band, amount } = goals[i];
    const more = sign * (amount[gets] - (gives < 0 ? 0 : amount[gives]));
    if (outsideBy(band, b, more) > outsideBy(band, b) + CLOSE) { return false; }
  }
  return true;
}

/** How much of what a broker is too far off, less or more. */
function offBy(band: Band, b: number, more: number): number {
  return outsideBy(band, b, more) + (band.target[b] === 0 ? 0 : ROOM * Math.abs(band.load[b] + more - band.target[b]) / band.target[b]);
}

function isPartOf(chain: Link | undefined, b: number): boolean {
  for (let link = chain; link; link = link.before) { if (link.b === b) { return true; } }
  return false;
}
