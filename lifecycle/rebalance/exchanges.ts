import { Band, outsideBy } from './band';
import { bySize, firstOfAtLeast } from './candidates';
import { PlanState } from './plan-state';

/** So many moves and exchanges are weighed for a goal, at most, and so many more for each replica. */
const [BUDGET, BUDGET_EACH] = [4_000_000, 25];
export const CLOSE = 1e-9;
/** As much of what a broker is to hold is worth a step, if it does not bring it into its band: with ever smaller steps there would be no end. */
const WORTH = 1e-3;

/** Whether a step is worth taking for a broker that is so far outside of its band. */
export function isWorth(outside: number, gain: number): boolean { return gain > CLOSE && gain >= Math.min(outside - CLOSE, WORTH); }

/** A band, and what a replica adds to its load. */
export interface Weighed {
  readonly band: Band;
  amount(slot: number): number;
}

export interface Step {
  readonly slot: number;
  readonly to: number;
  /** What comes back for it. */
  readonly other?: number;
  readonly value: number;
}

/** By how much a step makes better what it is for; at most 0 if it does not. */
export type Gain = (slot: number, to: number, other?: number) => number;

export type ExchangeState = Pick<PlanState, 'layout' | 'disk' | 'limit' | 'limits' | 'takes' | 'gives' | 'movable'>;

/**
 * Moves, and exchanges of one replica for another one, for a goal that comes after others: by none of them a broker gets farther out of the bands of those before, or topics less even. The
 * most that is gained for what is copied is taken.
 */
export class Exchanges {
  /** By broker, by size. */
  public readonly slots: number[][];
  /** What next to nothing is, in bytes: without it what is free would have no price. */
  public readonly little: number;
  private readonly mostExcess: number;
  private budget: number;

  /** @param mostExcess how many replicas may be beyond an even spread of their topics; if it is not said, as many as are */
  constructor(private readonly state: ExchangeState, private readonly kept: readonly Weighed[], private readonly gain: Gain, mostExcess?: number) {
    const { layout, movable, takes } = state;
    const { size } = layout.placement;
    this.slots = Array.from(takes, () => []);
    for (const p of bySize(size)) {
      if (movable[p] === 0) { continue; }
      for (let slot = layout.replicaStart[p]; slot < layout.replicaStart[p + 1]; slot++) {
        const b = layout.at[slot];
        if (b >= 0) { this.slots[b].push(slot); }
      }
    }
    this.little = size.reduce((sum, s) => sum + s, 0) / Math.max(1, size.length) / 10;
    this.mostExcess = mostExcess ?? layout.topicExcess;
    this.budget = BUDGET + BUDGET_EACH * layout.at.length;
  }

  public get isSpent(): boolean { return this.budget <= 0; }

  /** The bytes to copy, if a replica leaves the broker where it is. */
  public price(slot: number): number {
    const { layout } = this.state;
    return layout.wasOn(layout.of[slot], layout.at[slot]) ? layout.sizeOf(slot) : 0;
  }

  /**
   * The best way to bring one of some replicas of a broker to another one, if there is a better one than that found before: by itself, or for one that comes back.
   *
   * @param looks so many that could come back are looked at for each, the smallest first that would do for the bytes
   */
  public best(outs: readonly number[], to: number, looks: number, before?: Step): Step | undefined {
    const { layout, disk, takes, gives } = this.state;
    let best = before;
    const consider = (step: Step | undefined) => { if (step && step.value > (best?.value ?? 0)) { best = step; } };
    for (const slot of outs) {
      if (!layout.fits(slot, to)) { continue; }
      consider(this.weigh(slot, to));
      const from = layout.at[slot];
      if (takes[from] === 0 || gives[to] === 0) { continue; }
      const size = layout.sizeOf(slot);
      const list = this.slots[to];
      const more = Math.max(0, Math.min(disk.high[to] - disk.load[to], disk.load[from] - disk.low[from]));
      const less = Math.max(0, Math.min(disk.load[to] - disk.low[to], disk.high[from] - disk.load[from]));
      const first = firstOfAtLeast(layout, list, size - more);
      for (let i = first; i < Math.min(list.length, first + looks); i++) {
        const other = list[i];
        if (layout.sizeOf(other) > size + less) { break; }
        if (layout.of[other] !== layout.of[slot]) { consider(this.weigh(slot, to, other)); }
      }
    }
    return best;
  }

  public take({ slot, to, other }: Step): void {
    const from = this.state.layout.at[slot];
    this.move(slot, to);
    if (other !== undefined) { this.move(other, from); }
  }

  private weigh(slot: number, to: number, other?: number): Step | undefined {
    const { layout, disk, limit, limits } = this.state;
    this.budget -= 1;
    const gain = this.gain(slot, to, other);
    if (!(gain > CLOSE)) { return undefined; }
    const from = layout.at[slot];
    const bytes = layout.sizeOf(slot) - (other === undefined ? 0 : layout.sizeOf(other));
    if ((bytes > 0 && disk.load[to] + bytes > limit[to]) || (bytes < 0 && disk.load[from] - bytes > limit[from])) { return undefined; }
    if (limits?.allow(slot, from, to, other) === false) { return undefined; }
    for (const { band, amount } of this.kept) {
      const its = amount(slot) - (other === undefined ? 0 : amount(other));
      if (outsideBy(band, from, -its) > outsideBy(band, from) + CLOSE || outsideBy(band, to, its) > outsideBy(band, to) + CLOSE) { return undefined; }
    }
    if (other !== undefined && !layout.fits(other, from)) { return undefined; }
    const { topic } = layout.placement;
    const isOfOne = other !== undefined && topic[layout.of[other]] === topic[layout.of[slot]];
    const excess = isOfOne ? 0 : layout.excessChange(slot, to) + (other === undefined ? 0 : layout.excessChange(other, from));
    if (excess > 0 && layout.topicExcess + excess > this.mostExcess) { return undefined; }
    const copied = layout.copyChange(slot, to) + (other === undefined ? 0 : layout.copyChange(other, from));
    return { slot, to, other, value: gain / (this.little + Math.max(0, copied)) };
  }

  private move(slot: number, to: number): void {
    const { layout } = this.state;
    const list = this.slots[layout.at[slot]];
    list.splice(list.indexOf(slot), 1);
    this.slots[to].splice(firstOfAtLeast(layout, this.slots[to], layout.sizeOf(slot)), 0, slot);
    layout.move(slot, to);
  }
}
