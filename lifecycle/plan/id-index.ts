/* eslint-disable no-bitwise -- a hash function */
/** 2^32 divided by the golden ratio: whatever ids follow each other, their products lie far apart (D. E. Knuth, The Art of Computer Programming 3, section 6.4). */
const GOLDEN = 0x9e3779b1;

/**
 * Numbers some node ids from 0 on, in their order. Every replica of every partition is looked up in it, millions for a decision: a `Map` takes several times as long.
 */
export class IdIndex {
  public readonly ids: readonly number[];
  /** A hash table with open addressing, at most a quarter full. */
  private readonly keys: Int32Array;
  private readonly numbers: Int32Array;
  private readonly shift: number;

  constructor(ids: Iterable<number>) {
    this.ids = [...new Set(ids)];
    const bits = Math.max(3, Math.ceil(Math.log2(this.ids.length * 4 + 1)));
    this.keys = new Int32Array(2 ** bits);
    this.numbers = new Int32Array(2 ** bits).fill(-1);
    this.shift = 32 - bits;
    this.ids.forEach((id, number) => {
      const slot = this.slotOf(id);
      this.keys[slot] = id;
      this.numbers[slot] = number;
    });
  }

  /** -1 if it is none of them. */
  public numberOf(id: number): number { return this.numbers[this.slotOf(id)]; }

  /** Where it is, or would be. */
  private slotOf(id: number): number {
    const { keys, numbers } = this;
    let slot = Math.imul(id, GOLDEN) >>> this.shift;
    while (numbers[slot] >= 0 && keys[slot] !== id) { slot = (slot + 1) & (keys.length - 1); }
    return slot;
  }
}
