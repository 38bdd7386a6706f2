/** Lets only so many go on at a time; the others wait in the order in which they came. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  public async use<T>(act: () => Promise<T>): Promise<T> {
    if (this.free > 0) { this.free -= 1; } else { await new Promise<void>((resolve) => this.waiting.push(resolve)); }
    try {
      return await act();
    } finally {
      const next = this.waiting.shift();
      if (next) { next(); } else { this.free += 1; }
    }
  }
}
