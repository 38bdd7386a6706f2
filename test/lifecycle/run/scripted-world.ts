import type { ActResult } from '../../../lifecycle/act/act-result';
import { Unread } from '../../../lifecycle/observation';
import type { Decision, Step } from '../../../lifecycle/plan/decision';
import type { RunEvent } from '../../../lifecycle/run/event';
import type { Planner } from '../../../lifecycle/run/planner';
import { Unit, unitName } from '../../../lifecycle/run/unit';
import type { Seen, World } from '../../../lifecycle/run/world';
import type { DesiredCluster, DesiredEnsemble, LifecyclePolicy } from '../../../src/lifecycle/desired-state';
import { NO_REBALANCE } from '../no-rebalance';

export const POLICY: LifecyclePolicy = {
  concurrency: 1, inSyncMargin: 0, unavoidable: 'accept', noProgressSeconds: 600, preferredLeaders: true, undeclaredSettings: 'report', rebalance: NO_REBALANCE,
};

export function clusterUnit(name: string, ensemble?: string): Unit {
  const metadata: DesiredCluster['metadata'] = ensemble === undefined ? { mode: 'kraft', clusterId: 'id' } : { mode: 'zookeeper', ensemble };
  return { kind: 'cluster', cluster: { name, version: '4.3.1', metadata, sets: [], ports: { broker: 9092 }, dynamic: { clusterWide: {}, perBroker: {} } } };
}

export function ensembleUnit(name: string): Unit {
  const ensemble: DesiredEnsemble = { name, version: '3.8.6', set: { name, roles: [], template: 't', nodes: [] }, clientPort: 2181 };
  return { kind: 'ensemble', ensemble };
}

export function restart(pod: string, uid = `${pod}-1`): Step {
  return { kind: 'restart', unavailable: [], nodes: [{ id: 0, pod, uid, reasons: ['num.io.threads: 8 -> 16'], by: 'evict' }] };
}

/** What happens at each look at a unit, in turn; the last one stays. A function is asked anew each time. */
export type Turn = Decision | Unread | (() => Decision | Unread);

/**
 * A world in which each look gives what a script says, and time passes only while the loop sleeps. It writes down what was done and said.
 */
export class ScriptedWorld implements World {
  public readonly lease: { term?: number; heldBy?: string; problem?: string } = { term: 1 };
  public readonly events: RunEvent[] = [];
  public readonly acts: { readonly at: number; readonly unit: string; readonly step: Step }[] = [];
  public readonly sleeps: number[] = [];
  public readonly stop: World['stop'];
  public readonly planner: Planner;
  private time = 0;
  private stopReason?: string;
  private readonly listeners = new Set<() => void>();
  private readonly turns = new Map<string, number>();
  private decision?: Decision;

  constructor(private readonly script: Readonly<Record<string, readonly Turn[]>>, blocking: readonly string[] = []) {
    const reason = () => this.stopReason;
    this.stop = {
      get reason() { return reason(); },
      listen: (listener) => {
        this.listeners.add(listener);
        return () => { this.listeners.delete(listener); };
      },
    };
    this.planner = {
      decide: () => {
        if (!this.decision) { throw new Error('nothing was seen'); }
        return this.decision;
      },
      blocks: (rule) => blocking.includes(rule),
    };
  }

  public result: (step: Step) => ActResult = () => ({ kind: 'done', said: 'done' });

  public isSuperseded: () => boolean = () => false;

  /** How long a look takes. */
  public onLook: () => number = () => 0;

  /** Called whenever time has passed. */
  public onTime: (now: number) => void = () => undefined;

  public tellToStop(reason: string): void {
    this.stopReason = reason;
    for (const listener of this.listeners) { listener(); }
  }

  public get listening(): number { return this.listeners.size; }

  public now(): number { return this.time; }

  public async observe(unit: Unit): Promise<Seen | Unread> {
    this.time += this.onLook();
    const turns = this.script[unitName(unit)];
    const number = this.turns.get(unitName(unit)) ?? 0;
    this.turns.set(unitName(unit), number + 1);
    const turn = turns[Math.min(number, turns.length - 1)];
    const said = typeof turn === 'function' ? turn() : turn;
    if ('unread' in said) { return said; }
    this.decision = said;
    return unit.kind === 'cluster' ? { ...unit, observation: { sets: {}, kafka: { unread: [] } } } : { ...unit, observation: { sets: {}, servers: {} } };
  }

  public async act(unit: Unit, step: Step): Promise<ActResult> {
    this.acts.push({ at: this.time, unit: unitName(unit), step });
    return this.result(step);
  }

  public async sleep(millis: number): Promise<void> {
    this.sleeps.push(millis);
    this.time += millis;
    this.onTime(this.time);
  }

  public async superseded(): Promise<string | undefined> { return this.isSuperseded() ? 'a newer one is there' : undefined; }

  public report(event: RunEvent): void { this.events.push(event); }
}
