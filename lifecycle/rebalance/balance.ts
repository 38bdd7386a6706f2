import { Band } from './band';
import { PlanState } from './plan-state';

/** Which replica goes from a broker to another one; undefined if none may. */
export type Choose = (from: number, to: number) => number | undefined;

const CLOSE = 1e-9;

/**
 * Brings every broker into a band, as far as it can be done: first those that have too little take from those that have too much, by which each move counts twice; then what is left of either.
 */
export class Balancer {
  private readonly tried: Uint8Array;

  constructor(private readonly state: PlanState, private readonly band: Band, private readonly choose: Choose) {
    this.tried = new Uint8Array(band.load.length);
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
    const given = new Uint8Array(able.length);
    for (;;) {
      let [worst, most] = [-1, CLOSE];
      for (let b = 0; b < able.length; b++) {
        if (able[b] === 0 || given[b] === 1 || this.state.layout.stays[b] === 0) { continue; }
        const its = distance(b);
        if (its > most) { [worst, most] = [b, its]; }
      }
      if (worst < 0) { return; }
      if (!help(worst)) { given[worst] = 1; }
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
    this.tried.fill(0);
    for (;;) {
      let [best, most] = [-1, 0];
      for (let b = 0; b < able.length; b++) {
        if (able[b] === 0 || this.tried[b] === 1 || this.state.layout.stays[b] === 0) { continue; }
        const its = value(b);
        if (its > most) { [best, most] = [b, its]; }
      }
      if (best < 0) { return false; }
      if (attempt(best)) { return true; }
      this.tried[best] = 1;
    }
  }

  private move(from: number, to: number): boolean {
    const { layout, candidates } = this.state;
    const slot = this.choose(from, to);
    if (slot === undefined) { return false; }
    layout.move(slot, to);
    candidates.arrive(slot, to);
    return true;
  }
}
