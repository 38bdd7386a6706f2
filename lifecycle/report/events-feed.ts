import type { SetEvent } from './events';
import { ActResult, nodesTakenAway } from '../act/act-result';
import type { Step } from '../plan/decision';
import { stepClause } from '../plan/step-words';
import type { RunEvent } from '../run/event';
import type { Seen } from '../run/world';

type SetId = SetEvent['set'];

const REASONS = {
  'configure': 'Configured', 'elect-leaders': 'LeadersReturned', 'reassign': 'Moving', 'alter-log-dirs': 'Moving', 'mark': 'Throttled', 'unregister': 'Unregistered', 'topics': 'TopicsChanged', 'users': 'UsersChanged',
} as const;

/** Makes of a run what `kubectl describe` shows on its StatefulSets. */
export class EventsFeed {
  private seen?: Seen;
  private acted = false;

  constructor(private readonly tellEvent: (event: SetEvent) => void) {}

  public tell(event: RunEvent): void {
    switch (event.kind) {
      case 'unit-began':
        this.seen = undefined;
        this.acted = false;
        break;
      case 'seen': this.seen = event.seen; break;
      case 'acted':
        this.act(event.step, event.result);
        break;
      case 'unit-ended': {
        const { outcome } = event;
        if (outcome.kind === 'converged' && this.acted) { this.onAll('Normal', 'Converged', 'All is as desired'); }
        if (outcome.kind === 'blocked') { this.onAll('Warning', 'Blocked', `[${outcome.rule}] ${outcome.reason}. ${outcome.mend}`); }
        if (outcome.kind === 'failed') { this.onAll('Warning', 'Failed', `[${outcome.rule}] ${outcome.reason}. ${outcome.mend}`); }
        break;
      }
      default: break;
    }
  }

  private act(step: Step, result: ActResult): void {
    const nodes = nodesTakenAway(step, result);
    if (result.kind !== 'done' && nodes.length === 0) { return; }
    this.acted = true;
    this.step(step.kind === 'restart' ? { ...step, nodes } : step);
  }

  private step(step: Step): void {
    switch (step.kind) {
      case 'scale':
        for (const { set, uid, from, to } of step.sets) { this.tellEvent({ set: { name: set, uid }, type: 'Normal', reason: 'Scaled', note: `${from} -> ${to} nodes` }); }
        break;
      case 'restart':
        for (const { id, pod, reasons } of step.nodes) {
          const set = this.sets().find(([, ids]) => ids.includes(id))?.[0];
          if (set) { this.tellEvent({ set, type: 'Normal', reason: 'Restarted', note: `${pod}: ${reasons.join('; ')}` }); }
        }
        break;
      // Of no set in particular.
      case 'configure':
      case 'elect-leaders':
      case 'reassign':
      case 'alter-log-dirs':
      case 'mark':
      case 'topics':
      case 'users':
      case 'unregister': {
        const reason = REASONS[step.kind];
        const [first] = this.sets(({ roles }) => roles.includes('broker'));
        if (first) { this.tellEvent({ set: first[0], type: 'Normal', reason, note: stepClause(step) }); }
        break;
      }
      default: {
        const unknown: never = step;
        throw new Error(`There is no step ${JSON.stringify(unknown)}.`);
      }
    }
  }

  private onAll(type: SetEvent['type'], reason: string, note: string): void {
    for (const [set] of this.sets()) { this.tellEvent({ set, type, reason, note }); }
  }

  /** The sets that are there, with the ids of their nodes. */
  private sets(such: (set: { readonly roles: readonly string[] }) => boolean = () => true): (readonly [SetId, readonly number[]])[] {
    const { seen } = this;
    if (!seen) { return []; }
    const declared = seen.kind === 'cluster' ? seen.cluster.sets : [seen.ensemble.set];
    return declared.filter(such).flatMap(({ name, nodes }) => {
      const observed = seen.observation.sets[name];
      return observed ? [[{ name, uid: observed.uid }, nodes.map((n) => n.id)] as const] : [];
    });
  }
}
