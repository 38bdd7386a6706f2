import type { Simulation } from './simulation';
import type { MonotonicTime } from '../../../lifecycle/monotonic-time';
import type { Stop } from '../../../lifecycle/run/world';

/** One process of the lifecycle program: it can be frozen, told to stop, and killed. */
export class SimulatedProcess implements Stop, MonotonicTime {
  public killed = false;
  public frozenUntil = 0;
  public reason?: string;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly simulation: Simulation, public readonly name: string) {}

  public now(): number { return this.simulation.timeline.now; }

  /** Time passes; a process that was killed meanwhile never goes on. */
  public async pause(millis: number, signal?: AbortSignal): Promise<void> {
    const { timeline } = this.simulation;
    if (signal?.aborted) { return; }
    if (signal) { return this.interrupted(millis, signal); }
    await timeline.pause(millis);
    while (timeline.now < this.frozenUntil && !this.killed) { await timeline.pause(this.frozenUntil - timeline.now); }
    if (this.killed) { await new Promise(() => undefined); }
  }

  private async interrupted(millis: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        signal.removeEventListener('abort', end);
        resolve();
      };
      signal.addEventListener('abort', end);
      void this.pause(millis).then(end);
    });
  }

  public listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  public tellToStop(reason: string): void {
    this.reason ??= reason;
    for (const listener of [...this.listeners]) { listener(); }
    this.simulation.timeline.wake();
  }
}
