import { Layout } from './layout';
import type { LoadLimits } from './load-limits';

/** How many possible replicas are compared, at most, and how many are looked at for them, unless racks allow none of those. */
const POSSIBLE = 10;
const LOOKS = 64;

/** The sizes of a placement stay what they are, and are needed in their order in each pass. */
const ORDERS = new WeakMap<Float64Array, Int32Array>();

export interface Costs {
  /** How many possible replicas are compared, if not as many as usual. */
  readonly choices?: number;
  atLeast(size: number): number;
  /** `Infinity` is not possible. */
  cost(slot: number): number;
}

/**
 * The replicas of each broker in the order of their sizes, by the rack that they could go to, and those that came to it since. Which one is taken is found near the size that is wanted.
 */
export class Candidates {
  private readonly start: Int32Array;
  private readonly sorted: Int32Array;
  /** Slots that were moved to a broker: they may have left again. */
  private readonly arrived: number[][];
  /** By broker and rack, once it is needed: what could go there. */
  private readonly lists: (Int32Array | undefined)[];
  private readonly inVain: Int32Array;

  /** @param movable of each partition, 1 if its replicas may move */
  constructor(private readonly layout: Layout, movable: Uint8Array, private readonly limits?: LoadLimits) {
    const { at, replicaStart, placement, bytes, of } = layout;
    const counts = new Int32Array(bytes.length + 1);
    for (let slot = 0; slot < at.length; slot++) { if (at[slot] >= 0 && movable[of[slot]] === 1) { counts[at[slot] + 1] += 1; } }
    for (let b = 0; b < bytes.length; b++) { counts[b + 1] += counts[b]; }
    this.start = Int32Array.from(counts);
    this.sorted = new Int32Array(counts[bytes.length]);
    for (const p of bySize(placement.size)) {
      if (movable[p] === 0) { continue; }
      for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) { if (at[slot] >= 0) { this.sorted[counts[at[slot]]++] = slot; } }
    }
    this.arrived = Array.from(bytes, () => []);
    this.inVain = new Int32Array(bytes.length * layout.racks.names.length);
    this.lists = new Array<Int32Array | undefined>(bytes.length * layout.racks.names.length).fill(undefined);
  }

  public arrive(slot: number, at: number): void { this.arrived[at].push(slot); }

  /**
   * The slot of a broker with the lowest cost near a size that could go to another one; undefined if none of those looked at is possible.
   *
   * @param atLeast what a replica of a size costs at least: most need not be looked at closer
   */
  public best(from: number, to: number, size: number, { atLeast, cost, choices = POSSIBLE }: Costs): number | undefined {
    const { layout, limits } = this;
    const { at } = layout;
    const most = Math.max(LOOKS, choices);
    let found: number | undefined;
    let lowest = Infinity;
    let possible = 0;
    let hopeless = 0;
    const consider = (slot: number) => {
      const least = atLeast(layout.sizeOf(slot));
      if (least === Infinity || limits?.allow(slot, from, to) === false) {
        hopeless += 1;
        return;
      }
      if (least >= lowest) {
        possible += 1;
        return;
      }
      if (!layout.fits(slot, to)) { return; }
      possible += 1;
      const its = cost(slot);
      if (its < lowest) {
        found = slot;
        lowest = its;
      }
    };
    const arrived = this.arrived[from];
    for (let i = arrived.length - 1, looks = 0; i >= 0 && looks < most && possible < choices; i--) {
      if (at[arrived[i]] !== from) {
        arrived[i] = arrived[arrived.length - 1];
        arrived.pop();
        continue;
      }
      looks += 1;
      consider(arrived[i]);
    }
    const place = from * layout.racks.names.length + layout.racks.of[to];
    const list = this.lists[place] ?? this.sorted.subarray(this.start[from], this.start[from + 1]);
    let up = firstOfAtLeast(layout, list, size);
    let down = up - 1;
    let looks = 0;
    possible = 0;
    hopeless = 0;
    // On, as long as it is only racks that stand in the way.
    while ((looks < most || (possible === 0 && hopeless === 0)) && possible < choices && (down >= 0 || up < list.length)) {
      looks += 1;
      if (down >= 0) {
        const slot = list[down--];
        if (at[slot] === from) { consider(slot); }
      }
      if (up < list.length) {
        const slot = list[up++];
        if (at[slot] === from) { consider(slot); }
      }
    }
    // When many looks were in vain, as most of what is there has left or may not go there: a list of what may.
    this.inVain[place] += looks - Math.min(looks, possible);
    if (this.inVain[place] > list.length) {
      this.lists[place] = this.listFor(from, to);
      this.inVain[place] = 0;
    }
    return found;
  }

  private listFor(from: number, to: number): Int32Array {
    const { at, racks } = this.layout;
    const rack = racks.of[to];
    const found: number[] = [];
    for (let i = this.start[from]; i < this.start[from + 1]; i++) {
      const slot = this.sorted[i];
      if (at[slot] === from && this.layout.rackTakes(slot, rack)) { found.push(slot); }
    }
    return Int32Array.from(found);
  }
}

/** Where, in a list by size, those of at least a size begin. */
export function firstOfAtLeast(layout: Layout, list: ArrayLike<number>, size: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (layout.sizeOf(list[middle]) < size) { low = middle + 1; } else { high = middle; }
  }
  return low;
}

/** Partitions in the order of their sizes, the smallest first; of the same size by their index. */
export function bySize(size: Float64Array): Int32Array {
  const known = ORDERS.get(size);
  if (known) { return known; }
  const order = Int32Array.from(size, (_, p) => p).sort((a, b) => size[a] - size[b] || a - b);
  ORDERS.set(size, order);
  return order;
}
