interface Happening {
  readonly time: number;
  /** What was planned first happens first. */
  readonly number: number;
  readonly action: () => void;
}

/**
 * Virtual time in milliseconds. What is planned happens in its order, at once as far as the machine is concerned. Asynchronous code takes part by `pause`: it goes on when its time has
 * come, and time stands still until it pauses again.
 */
export class Timeline {
  public now = 0;
  /** How many things have happened. */
  public happened = 0;
  private readonly heap: Happening[] = [];
  private number = 0;
  private woken = false;

  public in(millis: number, action: () => void): void {
    const happening = { time: this.now + Math.max(0, millis), number: this.number++, action };
    const { heap } = this;
    let i = heap.push(happening) - 1;
    while (i > 0) {
      const parent = Math.floor((i - 1) / 2);
      if (!before(happening, heap[parent])) { break; }
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = happening;
  }

  public at(time: number, action: () => void): void { this.in(time - this.now, action); }

  public async pause(millis: number): Promise<void> {
    return new Promise((resolve) => { this.in(millis, () => { this.woken = true; resolve(); }); });
  }

  /** Whoever resolves a promise of asynchronous code by itself says so. */
  public wake(): void { this.woken = true; }

  /** Lets things happen until something is true, nothing is left, or it is too late. */
  public async run(until: () => boolean, latest: number): Promise<void> {
    while (!until()) {
      const happening = this.take();
      if (!happening || happening.time > latest) { return; }
      this.now = happening.time;
      this.happened++;
      happening.action();
      if (this.woken) {
        this.woken = false;
        await settled();
      }
    }
  }

  private take(): Happening | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) { return first; }
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) { break; }
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) { child++; }
      if (!before(heap[child], last)) { break; }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function before(a: Happening, b: Happening): boolean { return a.time < b.time || (a.time === b.time && a.number < b.number); }

/** All asynchronous code has gone on as far as it can. */
async function settled(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}
