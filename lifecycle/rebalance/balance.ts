import { Band } from './band';
import { PlanState } from './plan-state';

/** Which replica goes from a broker to another one; undefined if none may. */
export type Choose = (from: number, to: number) => number | undefined;

const CLOSE = 1e-9;
/** The value of what is not tried (again). */
const NEVER = -Infinity;

/**
 * Brings every broker into a band, as far as it can be done: first those that have too little take from those that have too much, by which each move counts twice; then what is left of either.
 */
export class Balancer {
  private readonly values: Float64Array;
  /** The two brokers of the last move. */
  private moved: readonly number[] = [];

  constructor(private readonly state: PlanState, private readonly band: Band, private readonly choose: Choose) {
    this.values = new Float64Array(band.load.length);
  }

  public run(): void {
    const { load, low, target } = this.band;
    this.each(this.state.takes, (b) => target[b] === 0 ? 0 : (low[b] - load[b]) / target[b], (b) => this.fill(b));
    this.relieveAll();
  }

  /** Only takes away what is too much. */
  public relieveAll(): void {
    const { load, high, target } = this.band;
    this.each(this.state.gives, (b) => target[b] === 0 ? 0 : (load[b] - high[b]) / target[b], (b) => this.relieve(b));
  }

  /** The broker that is farthest away, again and again, until none is that can be helped. */
  private each(able: Uint8Array, distance: (b: number) => number, help: (b: number) => boolean): void {
    const { stays } = this.state.layout;
    const distances = Float64Array.from(able, (its, b) => its === 0 || stays[b] === 0 ? NEVER : distance(b));
    for (;;) {
      const worst = greatest(distances, CLOSE);
      if (worst < 0) { return; }
      if (help(worst)) {
        for (const b of this.moved) { if (distances[b] !== NEVER) { distances[b] = distance(b); } }
      } else {
        distances[worst] = NEVER;
      }
    }
  }

  /** Something for a broker that has too little, if there is anything: from the one with most beyond its band, then from the fullest. */
  public fill(to: number): boolean {
    const { load, low, high, target } = this.band;
    const { gives } = this.state;
    return this.best(gives, (a) => {
      if (a === to || load[a] <= low[a]) { return -1; }
      const fill = load[a] / target[a];
      return load[a] > high[a] ? 1e6 + fill : fill > load[to] / target[to] ? fill : -1;
    }, (a) => this.move(a, to));
  }

  /** Something away from a broker that has too much, if anything may go: to the emptiest. */
  public relieve(from: number): boolean {
    const { load, high, target } = this.band;
    return this.best(this.state.takes, (b) => b === from || load[b] >= high[b] ? -1 : 1e3 - load[b] / target[b], (b) => this.move(from, b));
  }

  /** The best broker with which it succeeds; negative values are not tried. */
  private best(able: Uint8Array, value: (b: number) => number, attempt: (b: number) => boolean): boolean {
    const { values, state: { layout: { stays } } } = this;
    for (let b = 0; b < able.length; b++) { values[b] = able[b] === 0 || stays[b] === 0 ? NEVER : value(b); }
    for (;;) {
      const best = greatest(values, 0);
      if (best < 0) { return false; }
      if (attempt(best)) { return true; }
      values[best] = NEVER;
    }
  }

  private move(from: number, to: number): boolean {
    const { layout, candidates } = this.state;
    const slot = this.choose(from, to);
    if (slot === undefined) { return false; }
    layout.move(slot, to);
    candidates.arrive(slot, to);
    this.moved = [from, to];
    return true;
  }
}

/** The place of the greatest of the values above the least; -1 if none is. */
function greatest(values: Float64Array, least: number): number {
  let [found, most] = [-1, least];
  for (let i = 0; i < values.length; i++) { if (values[i] > most) { [found, most] = [i, values[i]]; } }
  return found;
}
