/** Numbers that look random and are the same for the same seed, on every machine (P. L'Ecuyer, Efficient and Portable Combined Random Number Generators, 1988). */
export class Random {
  private a: number;
  private b: number;

  constructor(seed: number) {
    this.a = 1 + (seed * 7919 + 104_729) % 2_147_483_562;
    this.b = 1 + (seed * 6007 + 1_299_709) % 2_147_483_398;
    // Neighbouring seeds begin alike.
    for (let i = 0; i < 12; i++) { this.next(); }
  }

  /** From 0 to below 1. */
  public next(): number {
    this.a = (this.a * 40_014) % 2_147_483_563;
    this.b = (this.b * 40_692) % 2_147_483_399;
    return ((this.a - this.b + 2_147_483_562) % 2_147_483_562) / 2_147_483_562;
  }

  public between(low: number, high: number): number { return low + this.next() * (high - low); }

  /** Both ends included. */
  public whole(low: number, high: number): number { return Math.floor(this.between(low, high + 1)); }

  public chance(probability: number): boolean { return this.next() < probability; }

  public pick<T>(items: readonly T[]): T { return items[Math.floor(this.next() * items.length)]; }

  public shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  }

  /** Another sequence: what is drawn there changes nothing here. */
  public fork(): Random { return new Random(this.whole(1, 1_000_000_000)); }
}
