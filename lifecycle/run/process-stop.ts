import type { Stop } from './world';

/** A timer that is set to more fires at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Tells a run to stop when its process is told to end, or when its time is over. */
export class ProcessStop implements Stop {
  public reason?: string;
  private readonly controller = new AbortController();
  private readonly listeners = new Set<() => void>();
  private timer?: NodeJS.Timeout;
  private readonly handlers: { readonly signal: NodeJS.Signals; readonly handler: () => void }[];

  constructor(deadlineSeconds?: number) {
    this.handlers = (['SIGTERM', 'SIGINT'] as const).map((signal) => ({ signal, handler: () => { this.request(`told to end by ${signal}`); } }));
    for (const { signal, handler } of this.handlers) { process.on(signal, handler); }
    if (deadlineSeconds !== undefined) {
      this.after(deadlineSeconds * 1000, () => { this.request(`the deadline of ${deadlineSeconds} s is over`); });
    }
  }

  public get signal(): AbortSignal { return this.controller.signal; }

  public listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /** The process may be ended again as any other. */
  public close(): void {
    clearTimeout(this.timer);
    for (const { signal, handler } of this.handlers) { process.off(signal, handler); }
  }

  private after(millis: number, act: () => void): void {
    const rest = millis - LONGEST_TIMER;
    this.timer = rest > 0 ? setTimeout(() => { this.after(rest, act); }, LONGEST_TIMER) : setTimeout(act, millis);
    this.timer.unref();
  }

  private request(reason: string): void {
    if (this.reason !== undefined) { return; }
    this.reason = reason;
    this.controller.abort();
    for (const listener of [...this.listeners]) { listener(); }
  }
}
