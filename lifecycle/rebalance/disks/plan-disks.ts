import { DiskState } from './disk-state';
import { DiskGoals, DiskLayout } from './placed-disk';

/** A replica, and the disk to which it goes. */
export interface DiskMove {
  readonly replica: number;
  readonly to: number;
}

export interface DiskPlan {
  /** By replica: its disk in the end. */
  readonly at: Int32Array;
  /**
   * In their order: moves that make things better only together are one step. After each step less is on disks that leave than before it, or as much, and disks are closer to their bands: so
   * whoever does only some of the first steps, and plans again, comes to an end.
   */
  readonly steps: readonly (readonly DiskMove[])[];
  /** What is copied, and the least that any plan copies. */
  readonly bytes: number;
  readonly bound: number;
  /** Replicas that must leave their disk, and for which no other one has room. */
  readonly stuck: readonly number[];
  /** Disks that are not in their bands in the end. */
  readonly outside: readonly number[];
}

/** Less than that of all bytes is no difference. */
const CLOSE = 1e-9;

/** So many replicas of a disk are weighed for an exchange, at most. */
const MOST_EXCHANGED = 2000;

/**
 * Plans on which disk of its broker each replica is to be: off disks that leave, then within the limit and the bands, with as little as possible copied. The same for the same input, and nothing
 * is to be done on what comes out.
 */
export function planDisks(layout: DiskLayout, goals: DiskGoals): DiskPlan {
  const state = new DiskState(layout, goals);
  const bound = boundOf(state, goals.mode);
  const steps: (readonly DiskMove[])[] = [];
  const take = (step: readonly DiskMove[]) => {
    for (const { replica, to } of step) { state.move(replica, to); }
    steps.push(step);
  };
  const stuck = layout.disks.some(({ lost }) => lost) ? stranded(state) : drain(state, take);
  if (goals.mode === 'full' && stuck.length === 0 && !layout.disks.some(({ lost }) => lost)) { even(state, take); }
  let bytes = 0;
  state.at.forEach((d, replica) => { if (d !== (layout.from?.get(replica) ?? layout.at[replica])) { bytes += state.sizeOf(replica); } });
  const outside = goals.mode === 'drain' ? [] : [...outsideFirst(state)].sort((a, b) => a - b);
  return { at: state.at, steps, bytes, bound, stuck, outside };
}

/** How far the disk that is farthest from what it is to hold is from that, as a share of it, if any is farther than a width. */
export function diskDrift(layout: DiskLayout, width: number, limit: number): { readonly disk: number; readonly share: number } | undefined {
  const state = new DiskState(layout, { band: width, limit });
  const { load, target } = state.band;
  const [farthest] = outsideFirst(state);
  return farthest === undefined ? undefined : { disk: farthest, share: load[farthest] / target[farthest] };
}

/** Disks outside of their bands, the farthest first. */
function outsideFirst(state: DiskState): readonly number[] {
  return [...state.stays.keys()].filter((d) => state.outside(d) > CLOSE * state.total).sort((a, b) => state.outside(b) - state.outside(a) || a - b);
}

function stranded({ at, stays }: DiskState): readonly number[] { return [...at.keys()].filter((replica) => at[replica] >= 0 && !stays[at[replica]]); }

/** The largest first: the smaller ones fill what is left. @returns those without a place */
function drain(state: DiskState, take: (step: readonly DiskMove[]) => void): readonly number[] {
  const { layout: { from }, stays, band: { load, target }, most } = state;
  const staying = [...stays.keys()].filter((d) => stays[d]);
  const stuck: number[] = [];
  for (const replica of [...stranded(state)].sort((a, b) => state.sizeOf(b) - state.sizeOf(a) || a - b)) {
    const its = state.sizeOf(replica);
    const fits = (d: number) => load[d] + its <= most[d];
    const filled = (d: number) => target[d] === 0 ? 0 : (load[d] + its) / target[d];
    // Where it is still, nothing has to be copied.
    const back = from?.get(replica);
    const emptier = (best: number | undefined, d: number) => best === undefined || filled(d) < filled(best) ? d : best;
    const roomiest = () => staying.filter(fits).reduce<number | undefined>(emptier, undefined);
    const to = back !== undefined && stays[back] && fits(back) ? back : roomiest();
    if (to === undefined) { stuck.push(replica); } else { take([{ replica, to }]); }
  }
  return stuck;
}

/** Moves and exchanges between the disk that is farthest from its band and another one, as long as one of them helps. */
function even(state: DiskState, take: (step: readonly DiskMove[]) => void): void {
  const disks = [...state.stays.keys()].filter((d) => state.stays[d]);
  const least = CLOSE * state.total;
  for (;;) {
    let best: Choice | undefined;
    for (const d of outsideFirst(state)) {
      best = bestFor(state, d, disks, least);
      if (best) { break; }
    }
    if (!best) { return; }
    take(best.step);
  }
}

interface Choice {
  readonly step: readonly DiskMove[];
  /** How much closer disks come to their bands, in bytes, and for how many that are copied. */
  readonly gain: number;
  readonly cost: number;
}

function bestFor(state: DiskState, disk: number, disks: readonly number[], least: number): Choice | undefined {
  const { load, high } = state.band;
  const gives = load[disk] > high[disk];
  const pairs = disks.filter((d) => d !== disk).map((other): readonly [number, number] => gives ? [disk, other] : [other, disk]);
  return pairs.reduce<Choice | undefined>((best, [from, to]) => better(best, bestMove(state, from, to, least)), undefined)
    ?? pairs.reduce<Choice | undefined>((best, [from, to]) => better(best, bestExchange(state, from, to, least)), undefined);
}

/** What helps most for a byte that is copied; of these what helps most. */
function better(a: Choice | undefined, b: Choice | undefined): Choice | undefined {
  if (!a || !b) { return a ?? b; }
  const [ofA, ofB] = [a.gain * b.cost, b.gain * a.cost];
  return Math.abs(ofA - ofB) <= CLOSE * ofA ? b.gain > a.gain ? b : a : ofB > ofA ? b : a;
}

/** Amounts at which another byte helps less than the one before it. */
function amounts({ band: { load, low, high } }: DiskState, from: number, to: number): readonly number[] {
  return [load[from] - high[from], low[to] - load[to], load[from] - low[from], high[to] - load[to]].filter((amount) => amount > 0);
}

function gainOf(state: DiskState, from: number, to: number, amount: number): number {
  return state.outside(from) + state.outside(to) - state.outside(from, -amount) - state.outside(to, amount);
}

function bestMove(state: DiskState, from: number, to: number, least: number): Choice | undefined {
  const list = state.on(from);
  const near = amounts(state, from, to).flatMap((amount) => {
    const place = state.below(from, amount);
    return [list[place - 1], list[place]];
  });
  return choose(state, from, to, near.filter((r) => r !== undefined).map((replica) => [{ replica, to }]), least);
}

function bestExchange(state: DiskState, from: number, to: number, least: number): Choice | undefined {
  const back = state.on(to);
  const wanted = amounts(state, from, to);
  const steps = state.on(from).slice(-MOST_EXCHANGED).flatMap((replica) => wanted.flatMap((amount) => {
    const place = state.below(to, state.sizeOf(replica) - amount);
    return [back[place - 1], back[place]].filter((r) => r !== undefined).map((other) => [{ replica, to }, { replica: other, to: from }]);
  }));
  return choose(state, from, to, steps, least);
}

function choose(state: DiskState, from: number, to: number, steps: readonly (readonly DiskMove[])[], least: number): Choice | undefined {
  let best: Choice | undefined;
  for (const step of steps) {
    let [amount, cost] = [0, 0];
    for (const move of step) {
      const its = state.sizeOf(move.replica);
      [amount, cost] = [amount + (move.to === to ? its : -its), cost + its];
    }
    const gain = gainOf(state, from, to, amount);
    if (gain > least) { best = better(best, { step, gain, cost }); }
  }
  return best;
}

/** What leaves, and what is beyond the bands, must go somewhere; what disks lack must come. One move can do both. */
function boundOf({ band: { load, low, high }, stays }: DiskState, mode: DiskGoals['mode']): number {
  let [lack, excess] = [0, 0];
  load.forEach((bytes, d) => {
    if (mode === 'full') { lack += stays[d] ? Math.max(0, low[d] - bytes) : 0; }
    excess += stays[d] ? mode === 'full' ? Math.max(0, bytes - high[d]) : 0 : bytes;
  });
  return Math.max(lack, excess);
}
