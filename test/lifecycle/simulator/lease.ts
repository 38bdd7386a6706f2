import type { LeaseView } from '../../../lifecycle/run/world';

/** The Lease object, and what this program needs of its API. */
export interface LeaseStore {
  read(): Promise<StoredLease>;
  /** Writes it only if it is still of this version. Whether it was. Throws if nobody can say. */
  write(holder: string | undefined, durationSeconds: number, version: string): Promise<boolean>;
}

export interface StoredLease {
  readonly holder?: string;
  readonly durationSeconds: number;
  /** Every write changes it. */
  readonly version: string;
}

/** How often it is to be renewed, in milliseconds. */
export const RENEW_EVERY = 5_000;
/** After how many seconds without renewal another run may take it. */
const DURATION_SECONDS = 30;
/** For how long after a renewal this run trusts that it holds it, in milliseconds: shorter, as an act that has begun must be over before another run begins. */
const TRUSTED = 20_000;

/**
 * The lease that lets only one run act. Like the leader election of Kubernetes' own clients it compares no clocks of different machines: a lease has expired when it was not
 * seen to change for its duration, by a clock that never jumps.
 */
export class Lease implements LeaseView {
  public heldBy?: string;
  public problem?: string;
  private renewed?: number;
  private changed?: { readonly version: string; readonly at: number };
  private released = false;

  constructor(private readonly store: LeaseStore, private readonly identity: string, private readonly now: () => number) {}

  public get held(): boolean { return this.renewed !== undefined && this.now() < this.renewed + TRUSTED; }

  /** Gets it or keeps it, if that can be. Never throws. */
  public async attempt(): Promise<void> {
    const begin = this.now();
    try {
      const stored = await this.store.read();
      if (this.changed?.version !== stored.version) { this.changed = { version: stored.version, at: this.now() }; }
      const free = stored.holder === undefined || stored.holder === this.identity || this.now() >= this.changed.at + stored.durationSeconds * 1000;
      if (this.released) { return; }
      const written = free && await this.store.write(this.identity, DURATION_SECONDS, stored.version);
      // An answer that was long on its way counts from the question: the lease may have been written right then.
      if (written) { this.renewed = begin; } else if (stored.holder !== this.identity) { this.renewed = undefined; }
      this.heldBy = free ? undefined : stored.holder;
      this.problem = undefined;
    } catch (error) {
      this.heldBy = undefined;
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** Lets the next run begin at once. Never throws: if it fails, the lease expires. */
  public async release(): Promise<void> {
    this.released = true;
    if (this.renewed === undefined) { return; }
    this.renewed = undefined;
    try {
      const stored = await this.store.read();
      if (stored.holder === this.identity) { await this.store.write(undefined, stored.durationSeconds, stored.version); }
    } catch {
      // It expires.
    }
  }
}
