import { startOf } from './text-size';
import { FIELD_MANAGER, KubernetesClient } from '../clients/kubernetes/client';
import { EVENTS } from '../clients/kubernetes/resource';
import { MONOTONIC_TIME, MonotonicTime } from '../monotonic-time';

/** Something that happened to a StatefulSet. */
export interface SetEvent {
  readonly set: { readonly name: string; readonly uid: string };
  readonly type: 'Normal' | 'Warning';
  /** One word in capitals, for machines: `Restarting`. */
  readonly reason: string;
  /** For people. */
  readonly note: string;
}

export interface EventsOptions {
  /** The pod that runs. */
  readonly instance: string;
  readonly time?: MonotonicTime;
}

/** The same event is told again only after so long. */
const SAME_MILLIS = 10 * 60_000;
/** Of one set and reason so many events are told at once, and then one in so long. */
const BURST = 10;
const REFILL_MILLIS = 30_000;
/** Kubernetes takes no longer note. */
const NOTE_BYTES = 1024;
const TIMEOUT_MILLIS = 5000;
/** More than these are not kept waiting when the API server is slow. */
const PENDING = 20;

interface Allowance {
  events: number;
  at: number;
  /** How many were held back since the last one was told. */
  heldBack: number;
}

/**
 * Tells events on StatefulSets, where `kubectl describe` and `kubectl get events` show them. They are for people: a repeated one is left out, of many alike some are told and the
 * others counted, and one that cannot be written is lost without harm.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
 */
export class SetEvents {
  private readonly time: MonotonicTime;
  private readonly told = new Map<string, number>();
  private readonly allowances = new Map<string, Allowance>();
  private readonly pending = new Set<Promise<void>>();
  private count = 0;

  constructor(private readonly client: KubernetesClient, private readonly options: EventsOptions) {
    this.time = options.time ?? MONOTONIC_TIME;
  }

  /** Tells an event, in the background. */
  public tell(event: SetEvent): void {
    const more = this.allow(event);
    if (more === undefined || this.pending.size >= PENDING) { return; }
    const writing = this.write(more === 0 ? event : { ...event, note: `${event.note} (${more} more like it were not told)` });
    this.pending.add(writing);
    void writing.then(() => this.pending.delete(writing));
  }

  /** Waits until what was told is written. */
  public async flush(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** How many alike were held back before it; undefined if it is held back itself, or was told lately. */
  private allow({ set, reason, note }: SetEvent): number | undefined {
    const now = this.time.now();
    for (const [key, at] of this.told) { if (now - at >= SAME_MILLIS) { this.told.delete(key); } }
    const same = JSON.stringify([set.uid, reason, note]);
    if (this.told.has(same)) { return undefined; }
    const alike = JSON.stringify([set.uid, reason]);
    const allowance = this.allowances.get(alike) ?? { events: BURST, at: now, heldBack: 0 };
    this.allowances.set(alike, allowance);
    const refilled = Math.floor((now - allowance.at) / REFILL_MILLIS);
    allowance.events = Math.min(BURST, allowance.events + refilled);
    allowance.at += refilled * REFILL_MILLIS;
    if (allowance.events === 0) {
      allowance.heldBack += 1;
      return undefined;
    }
    const { heldBack } = allowance;
    allowance.events -= 1;
    allowance.heldBack = 0;
    this.told.set(same, now);
    return heldBack;
  }

  private async write({ set, type, reason, note }: SetEvent): Promise<void> {
    const now = new Date().toISOString();
    this.count += 1;
    try {
      await this.client.create(EVENTS, {
        metadata: { name: `${set.name}.${Date.now().toString(16)}${this.count.toString(16).padStart(4, '0')}` },
        eventTime: now.replace(/Z$/, '000Z'),
        reportingController: FIELD_MANAGER,
        reportingInstance: this.options.instance,
        action: reason,
        reason,
        type,
        note: startOf(note, NOTE_BYTES),
        regarding: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: this.client.namespace, name: set.name, uid: set.uid },
      }, { timeoutMillis: TIMEOUT_MILLIS });
    } catch {
      // An event is news, not state: nobody relies on it.
    }
  }
}
