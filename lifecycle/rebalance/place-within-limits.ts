import { Layout } from './layout';
import { LoadLimits } from './load-limits';
import { PlanState } from './plan-state';

/** So many other places are looked at for what is in the way, at most, and so many more for each replica. */
const [BUDGET, BUDGET_EACH] = [200_000, 10];

/** Finds a place for what must leave its broker where limits leave none at first: what has been moved itself goes elsewhere for it, or another replica of its partition leads. */
export class PlaceWithinLimits {
  /** By broker: slots that came to it. */
  private readonly come = new Map<number, number[]>();
  private budget: number;

  /** @param place where a slot may go, within everything */
  constructor(
    private readonly state: Pick<PlanState, 'layout' | 'limit' | 'takes'>, private readonly limits: LoadLimits,
    private readonly place: (slot: number) => number | undefined,
  ) { this.budget = BUDGET + BUDGET_EACH * state.layout.at.length; }

  public move(slot: number, to: number): void {
    this.state.layout.move(slot, to);
    this.note(slot, to);
  }

  private note(slot: number, to: number): void {
    const its = this.come.get(to);
    if (its) { its.push(slot); } else { this.come.set(to, [slot]); }
  }

  /** @returns whether it has found one */
  public find(slot: number): boolean { return this.byOtherLeader(slot) || this.byMovingOn(slot); }

  /** The replica that leads brings more with it than another one. */
  private byOtherLeader(slot: number): boolean {
    const { layout, takes } = this.state;
    const { networkOut } = this.limits;
    const p = layout.of[slot];
    const [first, end] = [layout.replicaStart[p], layout.replicaStart[p + 1]];
    if (!networkOut || slot !== first || layout.at[slot] < 0) { return false; }
    const sent = networkOut.amount(slot);
    for (let other = first + 1; other < end; other++) {
      const b = layout.at[other];
      if (b < 0 || takes[b] === 0 || networkOut.load[b] + sent > networkOut.most[b]) { continue; }
      layout.reorder(p, slot, other);
      const to = this.place(other);
      if (to !== undefined) {
        this.move(other, to);
        return true;
      }
      layout.reorder(p, slot, other);
    }
    return false;
  }

  private byMovingOn(slot: number): boolean {
    const { layout, limit, takes } = this.state;
    const from = layout.at[slot];
    for (const [b, its] of this.come) {
      if (takes[b] === 0 || !layout.fits(slot, b)) { continue; }
      for (const [i, other] of its.entries()) {
        if (this.budget < 0) { return false; }
        if (layout.at[other] !== b) { continue; }
        const to = this.wayOn(other, b);
        if (to === undefined) { continue; }
        layout.move(other, to);
        if (layout.bytes[b] + layout.sizeOf(slot) <= limit[b] && this.limits.allow(slot, from, b)) {
          its.splice(i, 1);
          this.note(other, to);
          this.move(slot, b);
          return true;
        }
        layout.move(other, b);
      }
    }
    return false;
  }

  /** The first other broker that may have it. */
  private wayOn(slot: number, from: number): number | undefined {
    const { layout, limit, takes } = this.state;
    return [...takes.keys()].find((b) => {
      this.budget -= 1;
      if (b === from || takes[b] === 0 || !layout.fits(slot, b)) { return false; }
      return layout.bytes[b] + layout.sizeOf(slot) <= limit[b] && this.limits.allow(slot, from, b);
    });
  }
}

/** Partitions that brokers which leave should lead no longer go, the largest first, to whoever has most room for what it sends. */
export function handOver(layout: Layout, limits: LoadLimits, movable: Uint8Array, open: Uint8Array): void {
  const { at, replicaStart, stays } = layout;
  const { networkOut } = limits;
  if (!networkOut) { return; }
  const { load, most, amount } = networkOut;
  const isLeaving = (b: number) => b >= 0 && stays[b] === 0;
  const led = [...movable.keys()].filter((p) => movable[p] === 1 && isLeaving(at[replicaStart[p]]));
  led.sort((p, q) => amount(replicaStart[q]) - amount(replicaStart[p]) || p - q);
  for (const p of led) {
    const first = replicaStart[p];
    const its = amount(first);
    let [best, least] = [-1, Infinity];
    for (let slot = first + 1; slot < replicaStart[p + 1]; slot++) {
      const b = at[slot];
      if (b >= 0 && open[b] === 1 && load[b] + its <= most[b] && load[b] / most[b] < least) { [best, least] = [slot, load[b] / most[b]]; }
    }
    if (best >= 0) { layout.reorder(p, first, best); }
  }
}
