/** How many replicas of a partition the racks may hold, by the number of its replicas. */
export class Racks {
  /** For each broker, also those that leave: the index of its rack. */
  public readonly of: Int32Array;
  public readonly names: readonly string[];
  /** How many brokers stay in each rack. */
  public readonly staying: Int32Array;
  private readonly mostBy: Int32Array[] = [];
  private readonly leastBy: Int32Array[] = [];

  constructor(brokers: readonly { readonly rack?: string; readonly leaves: boolean }[]) {
    const index = new Map<string, number>();
    this.of = Int32Array.from(brokers, ({ rack = '' }) => {
      if (!index.has(rack)) { index.set(rack, index.size); }
      return index.get(rack)!;
    });
    this.names = [...index.keys()];
    this.staying = new Int32Array(this.names.length);
    brokers.forEach(({ leaves }, b) => { if (!leaves) { this.staying[this.of[b]] += 1; } });
  }

  /**
   * The most replicas that each rack may hold of a partition with `k` replicas: as even as its brokers allow. With brokers enough that is k / racks, rounded up.
   */
  public most(k: number): Int32Array { return this.mostBy[k] ??= this.level(k, (sum) => sum >= k); }

  /** The fewest that each rack ought to hold: k / racks, rounded down. */
  public least(k: number): Int32Array {
    if (this.leastBy[k] === undefined) {
      let level = 0;
      while (level < k && this.sum(level + 1) <= k && this.sum(level + 1) > this.sum(level)) { level += 1; }
      this.leastBy[k] = this.staying.map((n) => Math.min(n, level));
    }
    return this.leastBy[k];
  }

  private level(k: number, enough: (sum: number) => boolean): Int32Array {
    let level = 0;
    while (level < k && !enough(this.sum(level))) { level += 1; }
    return this.staying.map((n) => Math.min(n, level));
  }

  private sum(level: number): number { return this.staying.reduce((sum, n) => sum + Math.min(n, level), 0); }
}
