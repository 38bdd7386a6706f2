import { outsideBy } from './band';
import { firstOfAtLeast } from './candidates';
import { PlanState } from './plan-state';

/** So many moves and exchanges are weighed, at most: enough for all of a small cluster. */
const BUDGET = 500_000;
const CLOSE = 1e-9;

interface Step {
  readonly slot: number;
  readonly to: number;
  /** What comes back for it. */
  readonly other?: number;
  readonly value: number;
}

/**
 * Brings what is still outside of its bands closer to them: by the move, or the exchange of two replicas, that helps most for what is copied, again and again. Small clusters need that, where
 * single partitions are as large as the bands are wide.
 */
export function improve(state: PlanState): void {
  const search = new Search(state);
  for (;;) {
    const worst = search.worst();
    if (worst === undefined) { return; }
    const step = search.bestFor(worst);
    if (step) { search.take(step); } else { search.leave(worst); }
  }
}

class Search {
  private readonly left: Uint8Array;
  private readonly slots: number[][];
  private readonly usual: number;
  private weighed = 0;
  private readonly mostExcess: number;

  constructor(private readonly state: PlanState) {
    const { layout, movable, takes } = state;
    this.left = new Uint8Array(takes.length);
    this.slots = Array.from(takes, () => []);
    layout.at.forEach((b, slot) => { if (b >= 0 && layout.stays[b] === 1 && movable[layout.of[slot]] === 1) { this.slots[b].push(slot); } });
    this.usual = layout.placement.size.reduce((sum, s) => sum + s, 0) / Math.max(1, layout.placement.size.length);
    this.mostExcess = layout.topicExcess;
  }

  public worst(): number | undefined {
    if (this.weighed > BUDGET) { return undefined; }
    let [worst, most]: [number | undefined, number] = [undefined, CLOSE];
    for (let b = 0; b < this.left.length; b++) {
      const its = this.left[b] === 1 ? 0 : this.distance(b, 0, 0);
      if (its > most) { [worst, most] = [b, its]; }
    }
    return worst;
  }

  public leave(b: number): void { this.left[b] = 1; }

  public take({ slot, to, other }: Step): void {
    const from = this.state.layout.at[slot];
    this.move(slot, to);
    if (other !== undefined) { this.move(other, from); }
    // What was in vain may help by now.
    this.left.fill(0);
  }

  /** The step that helps a broker and another one together most. */
  public bestFor(b: number): Step | undefined {
    const { takes, gives } = this.state;
    let best: Step | undefined;
    const consider = (slot: number, to: number, other?: number) => { best = this.better(best, slot, to, other); };
    for (let a = 0; a < takes.length; a++) {
      if (a === b || this.weighed > BUDGET) { continue; }
      const out = gives[b] === 1 && takes[a] === 1 ? this.slots[b].filter((slot) => this.mayGo(slot, a)) : [];
      const back = gives[a] === 1 && takes[b] === 1 ? this.slots[a].filter((slot) => this.mayGo(slot, b)) : [];
      for (const slot of out) { consider(slot, a); }
      for (const slot of back) { consider(slot, b); }
      if (takes[a] === 1 && takes[b] === 1) { this.exchanges(b, out, back, consider); }
    }
    return best;
  }

  /** Of each replica that may go, the exchanges for one by which about the right amount of bytes changes sides. */
  private exchanges(b: number, out: readonly number[], back: readonly number[], consider: (slot: number, to: number, other: number) => void): void {
    if (out.length === 0 || back.length === 0) { return; }
    const { layout, disk } = this.state;
    const sorted = [...back].sort((x, y) => layout.sizeOf(x) - layout.sizeOf(y) || x - y);
    const excess = Math.max(0, disk.load[b] - disk.high[b]) - Math.max(0, disk.low[b] - disk.load[b]);
    for (const slot of out) {
      const low = firstOfAtLeast(layout, sorted, layout.sizeOf(slot) - excess);
      if (low > 0) { consider(slot, layout.at[sorted[low - 1]], sorted[low - 1]); }
      if (low < sorted.length) { consider(slot, layout.at[sorted[low]], sorted[low]); }
    }
  }

  /** A step, or the best one before it if it is no better. */
  private better(best: Step | undefined, slot: number, to: number, other?: number): Step | undefined {
    const { layout } = this.state;
    const from = layout.at[slot];
    if (other !== undefined && layout.of[other] === layout.of[slot]) { return best; }
    this.weighed += 1;
    const least = best?.value ?? 0;
    const bytes = layout.sizeOf(slot) - (other === undefined ? 0 : layout.sizeOf(other));
    const count = other === undefined ? 1 : 0;
    // More than a broker is to hold at all would be no help.
    const { disk, limit, limits } = this.state;
    if (limits?.allow(slot, from, to, other) === false) { return best; }
    if ((bytes > 0 && disk.load[to] + bytes > limit[to]) || (bytes < 0 && disk.load[from] - bytes > limit[from])) { return best; }
    const gain = this.distance(from, 0, 0) + this.distance(to, 0, 0) - this.distance(from, -bytes, -count) - this.distance(to, bytes, count);
    // What is looked up costs time: only where it may matter.
    if (gain <= CLOSE || gain / (this.usual / 10) <= least) { return best; }
    const excess = layout.excessChange(slot, to) + (other === undefined ? 0 : layout.excessChange(other, from));
    if (excess > 0 && layout.topicExcess + excess > this.mostExcess) { return best; }
    const copied = layout.copyChange(slot, to) + (other === undefined ? 0 : layout.copyChange(other, from));
    const value = gain / (this.usual / 10 + Math.max(0, copied));
    return value > least ? { slot, to, other, value } : best;
  }

  private mayGo(slot: number, to: number): boolean { return this.state.pinned[slot] === 0 && this.state.layout.fits(slot, to); }

  private distance(b: number, bytes: number, count: number): number {
    return outsideBy(this.state.disk, b, bytes) + outsideBy(this.state.replicas, b, count);
  }

  private move(slot: number, to: number): void {
    const { layout } = this.state;
    const list = this.slots[layout.at[slot]];
    list.splice(list.indexOf(slot), 1);
    this.slots[to].push(slot);
    layout.move(slot, to);
  }
}
