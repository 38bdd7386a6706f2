import { LeaseObject, LeaseSpec } from '../clients/kubernetes/objects';
import { RequestFailure } from '../clients/kubernetes/request-failure';
import { MONOTONIC_TIME, MonotonicTime } from '../monotonic-time';
import { wordsOf } from '../words-of';
import type { LeaseApi } from './lease-api';

export interface LeaseOptions {
  /** The Lease's name. */
  readonly name: string;
  /** Who holds it: another one for each pod. */
  readonly holder: string;
  /** How long a holder that is not heard keeps it. @default 30000 */
  readonly durationMillis?: number;
  /** After how long without a renewal the holder itself takes it for lost: before anybody else may have it. @default 20000 */
  readonly renewDeadlineMillis?: number;
  /** How often it is renewed, or asked for. @default 3000 */
  readonly periodMillis?: number;
  readonly time?: MonotonicTime;
}

/** The holder's name, from the pod's name and uid: a pod of the same name is another holder. */
export function holderOf(pod: string, uid: string): string {
  return `${pod}_${uid}`;
}

/**
 * The Lease by which only one run is at work at a time. It is kept as Kubernetes' own components keep theirs: a holder is gone when its entry has not changed for as long as it
 * says, by the looker's own monotonic time. No two clocks are ever compared, so clocks that are wrong or set do no harm. Each change states the version that it changes, so
 * that of two that want it one gets it.
 *
 * @see https://pkg.go.dev/k8s.io/client-go/tools/leaderelection
 */
export class RunLease {
  private readonly durationMillis: number;
  private readonly renewDeadlineMillis: number;
  private readonly periodMillis: number;
  private readonly time: MonotonicTime;
  /** The last version that was written or seen. */
  private resourceVersion = '';
  private terms = 0;
  /** When the last write that succeeded was begun; undefined if it is not held. */
  private renewedAt?: number;
  private lost?: string;
  private lastFailure = '';
  private renewing?: AbortController;
  /** Writes follow each other: each states the version of the one before. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly api: LeaseApi, private readonly options: LeaseOptions) {
    this.durationMillis = options.durationMillis ?? 30_000;
    this.renewDeadlineMillis = options.renewDeadlineMillis ?? 20_000;
    this.periodMillis = options.periodMillis ?? 3000;
    this.time = options.time ?? MONOTONIC_TIME;
  }

  /** Whether it is surely held at this moment. Once lost it stays lost, until it is acquired again. */
  public get held(): boolean {
    this.judge();
    return this.renewedAt !== undefined;
  }

  /** Which time it is held, counted from 1; undefined while it is not. */
  public get term(): number | undefined { return this.held ? this.terms : undefined; }

  /** Why it is not held any more; undefined if it is, or never was. */
  public get loss(): string | undefined {
    this.judge();
    return this.lost;
  }

  /**
   * Waits until it is held, and keeps it from then on. One that still names this holder is taken at once.
   *
   * @param waiting is told what is waited for, whenever that changes: another holder, by its name, or what keeps it from being had
   * @returns false if the signal came first
   */
  public async acquire(waiting: (words: string, holder?: string) => void, signal?: AbortSignal): Promise<boolean> {
    let seen: { readonly entry: string; readonly at: number } | undefined;
    let told = '';
    while (!signal?.aborted) {
      let words: string;
      let holder: string | undefined;
      try {
        const lease = await this.api.get();
        const entry = JSON.stringify([lease?.metadata.resourceVersion, lease?.spec]);
        if (seen?.entry !== entry) { seen = { entry, at: this.time.now() }; }
        holder = this.otherHolder(lease, this.time.now() - seen.at);
        if (holder === undefined) {
          await this.take(lease);
          return true;
        }
        words = `${holder} holds Lease ${this.options.name}`;
      } catch (error) {
        words = isConflict(error) ? told : `Lease ${this.options.name} cannot be had: ${wordsOf(error)}`;
      }
      if (words !== told) { waiting(told = words, holder); }
      await this.time.pause(this.periodMillis, signal);
    }
    return false;
  }

  /** Renews it now. Which time it is held, as of just before; undefined if it is not, or may not be. */
  public async confirm(): Promise<number | undefined> {
    return await this.renew() ? this.term : undefined;
  }

  /** Gives it back, so that the next run need not wait. If that fails, it has to. */
  public async release(): Promise<void> {
    this.renewing?.abort();
    await this.inTurn(async () => {
      if (!this.held) { return; }
      this.renewedAt = undefined;
      try {
        await this.write({ holderIdentity: '', leaseDurationSeconds: 1, renewTime: microTime() });
      } catch {
        // It runs out by itself.
      }
    });
  }

  private judge(): void {
    if (this.renewedAt === undefined || this.time.now() - this.renewedAt < this.renewDeadlineMillis) { return; }
    this.lose(`Lease ${this.options.name} could not be renewed for ${this.renewDeadlineMillis / 1000} s${this.lastFailure === '' ? '' : `: ${this.lastFailure}`}`);
  }

  private lose(why: string): void {
    this.renewedAt = undefined;
    this.lost = why;
    this.renewing?.abort();
  }

  /** Who has it; undefined if it is free, or this holder's own. */
  private otherHolder(lease: LeaseObject | undefined, unchangedMillis: number): string | undefined {
    const { holderIdentity = '', leaseDurationSeconds } = lease?.spec ?? {};
    if (holderIdentity === '' || holderIdentity === this.options.holder) { return undefined; }
    const duration = leaseDurationSeconds === undefined ? this.durationMillis : leaseDurationSeconds * 1000;
    return unchangedMillis >= duration ? undefined : holderIdentity;
  }

  private async take(lease: LeaseObject | undefined): Promise<void> {
    const begun = this.time.now();
    const now = microTime();
    const { holderIdentity, leaseTransitions = 0 } = lease?.spec ?? {};
    const spec: LeaseSpec = {
      holderIdentity: this.options.holder,
      leaseDurationSeconds: Math.max(1, Math.ceil(this.durationMillis / 1000)),
      acquireTime: now,
      renewTime: now,
      leaseTransitions: holderIdentity === this.options.holder ? leaseTransitions : leaseTransitions + (lease ? 1 : 0),
    };
    if (lease) {
      this.resourceVersion = lease.metadata.resourceVersion;
      await this.inTurn(async () => this.patch(spec));
    } else {
      this.resourceVersion = (await this.api.create(spec, this.options.holder.slice(0, 128))).metadata.resourceVersion;
    }
    this.renewedAt = begun;
    this.terms += 1;
    this.lost = undefined;
    this.renewing?.abort();
    this.renewing = new AbortController();
    void this.keep(this.renewing.signal);
  }

  private async keep(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.time.pause(this.periodMillis, signal);
      if (signal.aborted || !this.held) { return; }
      await this.renew();
    }
  }

  /** Whether it could be renewed. If it could not, it may be held all the same. */
  private async renew(): Promise<boolean> {
    return this.inTurn(async () => {
      if (!this.held) { return false; }
      const begun = this.time.now();
      try {
        await this.write({ holderIdentity: this.options.holder, renewTime: microTime() });
        // From before it was sent: an answer that came too late leaves it lost.
        this.renewedAt = begun;
        return true;
      } catch (error) {
        this.lastFailure = wordsOf(error);
        return false;
      }
    });
  }

  /** Writes the entry over the last known version. If that is not the current one, but the holder is, a write of its own had come through without an answer. */
  private async write(spec: LeaseSpec): Promise<void> {
    try {
      await this.patch(spec);
    } catch (error) {
      if (!isConflict(error) && !isMissing(error)) { throw error; }
      const lease = await this.api.get();
      const holder = lease?.spec?.holderIdentity;
      if (lease === undefined || holder !== this.options.holder) {
        this.lose(lease === undefined ? `Lease ${this.options.name} was deleted` : `Lease ${this.options.name} is held by ${holder || 'nobody'}`);
        throw error;
      }
      this.resourceVersion = lease.metadata.resourceVersion;
      await this.patch(spec);
    }
  }

  private async patch(spec: LeaseSpec): Promise<void> {
    this.resourceVersion = (await this.api.patch(spec, this.resourceVersion)).metadata.resourceVersion;
  }

  private async inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.turn.then(act);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/** Somebody has written before. */
function isConflict(error: unknown): boolean {
  return error instanceof RequestFailure && error.status === 409;
}

function isMissing(error: unknown): boolean {
  return error instanceof RequestFailure && error.status === 404;
}

/** The wall's time, for people to read. */
function microTime(): string {
  return new Date().toISOString().replace(/Z$/, '000Z');
}
