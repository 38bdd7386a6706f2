const EMPTY = -1;

/** How many replicas of each topic each broker has: a hash table, as most brokers have none of most topics. */
export class TopicCounts {
  private keys: Int32Array | Float64Array;
  private counts: Int32Array;
  private used = 0;

  /** @param expected how many of them have replicas */
  constructor(topics: number, private readonly brokers: number, expected: number) {
    let size = 16;
    while (size < 2 * Math.min(expected, topics * brokers)) { size *= 2; }
    this.keys = (topics * brokers < 2 ** 31 ? new Int32Array(size) : new Float64Array(size)).fill(EMPTY);
    this.counts = new Int32Array(size);
  }

  public get(topic: number, broker: number): number {
    const slot = this.slot(topic * this.brokers + broker);
    return this.keys[slot] === EMPTY ? 0 : this.counts[slot];
  }

  public add(topic: number, broker: number, change: number): void {
    const key = topic * this.brokers + broker;
    const slot = this.slot(key);
    if (this.keys[slot] === EMPTY) {
      this.keys[slot] = key;
      this.used += 1;
      this.counts[slot] = change;
      if (2 * this.used > this.keys.length) { this.grow(); }
    } else {
      this.counts[slot] += change;
    }
  }

  public forEach(each: (topic: number, broker: number, count: number) => void): void {
    const { keys, counts, brokers } = this;
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] !== EMPTY && counts[slot] > 0) { each(Math.floor(keys[slot] / brokers), keys[slot] % brokers, counts[slot]); }
    }
  }

  private slot(key: number): number {
    const { keys } = this;
    const last = keys.length - 1;
    // The size is a power of two: the upper bits of the product are the mixed ones (Knuth's multiplicative hashing).
    let slot = Math.floor((Math.imul(key, 0x9E3779B1) / 4294967296 + 0.5) * keys.length);
    while (keys[slot] !== EMPTY && keys[slot] !== key) { slot = slot === last ? 0 : slot + 1; }
    return slot;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = (keys instanceof Int32Array ? new Int32Array(2 * keys.length) : new Float64Array(2 * keys.length)).fill(EMPTY);
    this.counts = new Int32Array(2 * keys.length);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === EMPTY) { continue; }
      const to = this.slot(keys[i]);
      this.keys[to] = keys[i];
      this.counts[to] = counts[i];
    }
  }
}
