import { DiskGoals, DiskLayout } from './placed-disk';
import { Band, byteBand } from '../band';

/** The disks of a broker while a plan is made: what each holds, what it is to hold, and its replicas in the order of their sizes. */
export class DiskState {
  /** By replica. */
  public readonly at: Int32Array;
  public readonly band: Band;
  /** By disk: whether it may hold something in the end. */
  public readonly stays: readonly boolean[];
  /** The most that each disk is to hold. */
  public readonly most: Float64Array;
  public readonly total: number;
  private readonly sorted: number[][];

  constructor(public readonly layout: DiskLayout, { band, limit }: Omit<DiskGoals, 'mode'>) {
    const { disks, size, from, fixed } = layout;
    this.at = Int32Array.from(layout.at);
    this.stays = disks.map(({ leaves, lost }) => !leaves && !lost);
    const load = new Float64Array(disks.length);
    this.sorted = disks.map(() => []);
    this.at.forEach((d, replica) => {
      if (d < 0) { return; }
      load[d] += size[replica];
      // What is under way, or has no size, helps nobody.
      if (size[replica] > 0 && !from?.has(replica) && !fixed?.has(replica)) { this.sorted[d].push(replica); }
    });
    this.sorted.forEach((replicas) => replicas.sort((a, b) => size[a] - size[b] || a - b));
    this.total = load.reduce((sum, bytes) => sum + bytes, 0);
    const weights = disks.map(({ capacity }, d) => this.stays[d] ? capacity : 0);
    const whole = weights.reduce((sum, w) => sum + w, 0);
    const target = Float64Array.from(weights, (w) => whole === 0 ? 0 : this.total * w / whole);
    const mayHold = Float64Array.from(disks, ({ capacity }) => limit * capacity);
    this.band = byteBand(load, target, band, mayHold, Float64Array.from(disks, ({ capacity }) => capacity));
    this.most = mayHold;
  }

  /** By size, the smallest first. */
  public on(disk: number): readonly number[] { return this.sorted[disk]; }

  public sizeOf(replica: number): number { return this.layout.size[replica]; }

  public move(replica: number, to: number): void {
    const from = this.at[replica];
    const its = this.sizeOf(replica);
    this.band.load[from] -= its;
    this.band.load[to] += its;
    this.at[replica] = to;
    const place = this.placeOf(replica, from);
    if (this.sorted[from][place] !== replica) { return; }
    this.sorted[from].splice(place, 1);
    this.sorted[to].splice(this.placeOf(replica, to), 0, replica);
  }

  /** By how much a disk would be outside of its band with so much more. */
  public outside(disk: number, more = 0): number {
    const { load, low, high } = this.band;
    return this.stays[disk] ? Math.max(0, low[disk] - load[disk] - more, load[disk] + more - high[disk]) : 0;
  }

  /** In the list of a disk, how many are smaller than that. */
  public below(disk: number, size: number): number { return firstSuch(this.sorted[disk], (replica) => this.sizeOf(replica) >= size); }

  private placeOf(replica: number, disk: number): number {
    const its = this.sizeOf(replica);
    return firstSuch(this.sorted[disk], (other) => this.sizeOf(other) > its || (this.sizeOf(other) === its && other >= replica));
  }
}

function firstSuch(list: readonly number[], such: (replica: number) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (such(list[middle])) { high = middle; } else { low = middle + 1; }
  }
  return low;
}
