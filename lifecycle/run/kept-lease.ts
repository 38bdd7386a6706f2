import type { RunLease } from './lease';
import type { LeaseView } from './world';
import type { MonotonicTime } from '../monotonic-time';

/** How often it is looked whether it is still held, in milliseconds. */
const PERIOD = 1000;

/** Gets the lease, and gets it again whenever it is lost, as long as the run lasts. */
export class KeptLease implements LeaseView {
  public heldBy?: string;
  public problem?: string;

  constructor(private readonly lease: RunLease, private readonly time: MonotonicTime) {}

  public get term(): number | undefined { return this.lease.term; }

  /** Renews it now, and says which time it is held: what is to be asked before each act. */
  public async confirm(): Promise<number | undefined> { return this.lease.confirm(); }

  /** Until the signal is given; then it is given back. */
  public async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const acquired = await this.lease.acquire((words, holder) => {
        this.heldBy = holder;
        this.problem = holder === undefined ? words : undefined;
      }, signal);
      this.heldBy = this.problem = undefined;
      while (acquired && this.lease.held && !signal.aborted) { await this.time.pause(PERIOD, signal); }
      this.problem = this.lease.loss;
    }
    // Also one that was only just had: a request may have been under way when the signal was given.
    await this.lease.release();
  }
}
