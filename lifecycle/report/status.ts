import { startOf } from './text-size';
import { KubernetesClient } from '../clients/kubernetes/client';
import { CONFIG_MAPS } from '../clients/kubernetes/resource';
import { MONOTONIC_TIME, MonotonicTime } from '../monotonic-time';
import { Decision } from '../plan/decision';

/** Where a run is, for people and for programs that watch it. */
export interface RunStatus {
  readonly phase: 'waiting' | 'converging' | 'converged' | 'blocked' | 'failed' | 'superseded';
  /** The hash of the desired state. */
  readonly desired: string;
  /** The pod that runs. */
  readonly run: string;
  /** The cluster or ensemble that is in hand. */
  readonly unit?: string;
  /** What was decided last for it. */
  readonly decision?: Decision;
  /** What was printed; the last lines are kept. */
  readonly lines: readonly string[];
}

export interface StatusReportOptions {
  /** The ConfigMap's name. */
  readonly name: string;
  /** The shortest time from one write to the next. @default 2000 */
  readonly pauseMillis?: number;
  /** Whether this run is the one whose status counts. As long as it is not, nothing is written. @default - it is */
  readonly mayWrite?: () => boolean;
  readonly time?: MonotonicTime;
}

/** The key of the ConfigMap. */
export const STATUS_KEY = 'status.json';

/** Each key has a manager of its own: applying one leaves the other as it is. */
const FIELD_MANAGER = 'cdk8s-kafka-lifecycle-status';

/** So many of the lines that were printed last are kept. */
export const STATUS_LINES = 50;
const LINE_BYTES = 500;
/** A longer decision, for example one with many thousands of partitions, is told without its parts. */
const DECISION_BYTES = 32 * 1024;
const ATTEMPTS = 3;
const TIMEOUT_MILLIS = 5000;

/**
 * Writes the status of a run into a ConfigMap. Of several that come quickly only the last is written. A status that cannot be written never fails the run. A run that waits until
 * another one has ended leaves the ConfigMap to that one.
 */
export class StatusReport {
  private readonly pauseMillis: number;
  private readonly mayWrite: () => boolean;
  private readonly time: MonotonicTime;
  private readonly ending = new AbortController();
  private next?: RunStatus;
  private writing?: Promise<void>;

  constructor(private readonly client: KubernetesClient, private readonly options: StatusReportOptions) {
    this.pauseMillis = options.pauseMillis ?? 2000;
    this.mayWrite = options.mayWrite ?? (() => true);
    this.time = options.time ?? MONOTONIC_TIME;
  }

  /** Writes it, in the background. */
  public update(status: RunStatus): void {
    this.next = status;
    this.writing ??= this.writeAll();
  }

  /** Writes what is not written yet, at the end of the run; nothing if it may not. */
  public async flush(): Promise<void> {
    this.ending.abort();
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.next !== undefined) {
      if (this.mayWrite()) {
        const status = this.next;
        this.next = undefined;
        await this.write(status);
      } else if (this.ending.signal.aborted) {
        this.next = undefined;
      }
      await this.time.pause(this.pauseMillis, this.ending.signal);
    }
    this.writing = undefined;
  }

  private async write(status: RunStatus): Promise<void> {
    const object = { metadata: { name: this.options.name }, data: { [STATUS_KEY]: statusText(status, new Date().toISOString()) } };
    for (let attempt = 1; attempt <= ATTEMPTS && this.mayWrite(); attempt += 1) {
      try {
        // The same again is the same: here trying again does no harm, unless there is something newer to write.
        await this.client.apply(CONFIG_MAPS, object, { fieldManager: FIELD_MANAGER, force: true, timeoutMillis: TIMEOUT_MILLIS });
        return;
      } catch {
        if (this.next !== undefined) { return; }
        await this.time.pause(1000);
      }
    }
  }
}

/** The text of the key. @param written when, on the wall */
export function statusText(status: RunStatus, written: string): string {
  const { decision } = status;
  const short = decision !== undefined && JSON.stringify(decision).length > DECISION_BYTES ? { kind: decision.kind } : decision;
  const lines = status.lines.slice(-STATUS_LINES).map((line) => startOf(line, LINE_BYTES));
  return `${JSON.stringify({ ...status, decision: short, lines, written }, undefined, 2)}\n`;
}
