/** What runs in a pod: a broker, a controller, both, or a ZooKeeper server. */
export interface Server {
  readonly running: boolean;
  /** It runs and is well, from the beginning. */
  settle(life: Life): void;
  /** The process begins. */
  start(life: Life): void;
  /** SIGTERM: it ends by itself, in its own time. */
  terminate(): void;
  /** It is no more. */
  kill(): void;
}

/** What a kubelet hears from a server. */
export interface Life {
  /** Its port is open. */
  serving(): void;
  /** What its log says of the recovery of its data. */
  recovering(text: string | undefined): void;
  ended(): void;
}

/** Why a node is away, or not in sync: this program's doing, or something else. */
export type AwayBy = 'run' | 'fault';

/** What a judge knows of a node that is not what it should be. */
export class Absence {
  public by?: AwayBy;
  /** Since when somebody who looks can know that it is not back. */
  public knownSince?: number;
  /** Since when somebody who looks can know that it does not serve at all. */
  public downSince?: number;

  public begin(by: AwayBy): void { this.by ??= by; }

  /** Something that runs dies: whatever was the reason until then, it would have come back. */
  public strike(): void { this.by = 'fault'; }

  public known(now: number): void {
    if (this.by !== undefined) { this.knownSince ??= now; }
  }

  public down(now: number): void {
    this.known(now);
    if (this.by !== undefined) { this.downSince ??= now; }
  }

  /** It serves, though it may not be in sync with everything yet. */
  public serves(): void { this.downSince = undefined; }

  public end(): void { this.by = this.knownSince = this.downSince = undefined; }
}
