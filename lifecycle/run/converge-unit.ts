import type { UnitEvent, Untimed, Waiting } from './event';
import type { Outcome } from './outcome';
import { Patience } from './patience';
import type { Planner } from './planner';
import { Unit, unitName } from './unit';
import type { Seen, World } from './world';
import type { LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { Unread, isUnread } from '../observation';
import type { Decision, LookDecision, Step, StepDecision, WaitDecision } from '../plan/decision';
import { stepClause } from '../plan/step-words';
import { wordsOf } from '../words-of';

/** What all units of a run share. */
export interface Run {
  readonly policy: LifecyclePolicy;
  readonly planner: Planner;
  readonly world: World;
  report(event: Untimed): void;
}

/**
 * Looks, decides, acts, and looks again, until there is nothing left to do or nothing more to hope for. It keeps nothing of what it has seen beyond whether
 * things move: killed anywhere and run again, it goes on from where things are.
 *
 * Between two acts is a safe point: whatever an act has set off is seen by whoever looks next.
 */
export async function convergeUnit(unit: Unit, run: Run): Promise<Outcome> {
  run.report({ unit: unitName(unit), kind: 'unit-began' });
  const loop = new Loop(unit, run);
  let outcome: Outcome | undefined;
  while (!outcome) { outcome = await loop.turn(); }
  run.report({ unit: unitName(unit), kind: 'unit-ended', outcome });
  return outcome;
}

/** Nothing is restarted or removed on a look that began longer ago, in milliseconds: a broker that has left the in-sync replicas since would not be noticed. */
const OLDEST_LOOK = 30_000;

/** So often leadership is returned in a row. */
const MOST_ELECTIONS = 3;

function tooOld(age: number): WaitDecision {
  return {
    kind: 'wait',
    rule: 'look',
    reason: `to look at everything took ${seconds(age)}, and nothing is restarted or removed on what was so ${OLDEST_LOOK / 1000} s ago`,
    mend: 'See which brokers, or what between here and there, are slow to answer.',
    progress: '',
  };
}

/** Whether there will be fewer nodes, for a time or for good, or fewer topics or rights. */
function takesAway(step: Step): boolean {
  return step.kind === 'restart' || step.kind === 'unregister' || (step.kind === 'topics' && step.change.do === 'delete') || (step.kind === 'users' && step.change.do === 'remove') || (step.kind === 'scale' && step.sets.some(({ from, to }) => to < from));
}

class Loop {
  private readonly patience: Patience;
  /** What the last turn waited for. */
  private waiting?: Waiting;
  /** How often leadership was returned since the last step of another kind. */
  private elections = 0;
  /** What is looked at beside all else, since it was first needed. */
  private closer?: LookDecision['at'];
  /** Which leadership is not returned any more, and why. */
  private leadersLeft?: string;

  constructor(private readonly unit: Unit, private readonly run: Run) {
    this.patience = new Patience(run.policy.noProgressSeconds * 1000, run.world.now());
  }

  /** One look and what follows from it. Nothing, if there is to be another turn. */
  public async turn(): Promise<Outcome | undefined> {
    const { world } = this.run;
    if (world.stop.reason !== undefined) { return this.stopped(world.stop.reason); }
    const begin = world.now();
    const { term } = world.lease;
    const seen = await this.look();
    if (seen === 'stopped') { return this.stopped(world.stop.reason ?? 'told to stop'); }
    const took = world.now() - begin;
    if (isUnread(seen)) { return this.unread(seen); }
    this.report({ kind: 'seen', seen, took });

    // After the look, so that nothing newer than what is acted on goes unnoticed.
    const superseded = await this.superseded();
    if (isUnread(superseded)) { return this.unread(superseded); }
    if (superseded.reason !== undefined) { return { kind: 'superseded', reason: superseded.reason }; }

    let decision: Decision;
    try {
      decision = this.decide(seen);
    } catch (error) {
      // A mistake of the program's own must not keep the other units from converging.
      return { kind: 'failed', rule: 'internal', reason: error instanceof Error ? error.stack ?? error.message : String(error), mend: 'Please report this.' };
    }
    this.report({ kind: 'decided', decision });
    switch (decision.kind) {
      case 'done': return { kind: 'converged', notes: this.leadersLeft === undefined ? decision.notes : [...decision.notes, this.leadersLeft] };
      case 'blocked': return decision;
      case 'look': return this.lookCloser(decision);
      case 'wait': return this.wait(decision, took);
      case 'step': return this.step(decision, { begin, term });
      default: {
        const unknown: never = decision;
        throw new Error(`There is no decision ${JSON.stringify(unknown)}.`);
      }
    }
  }

  /** Others may move leadership as often as it is returned: that keeps nobody waiting who is to be restarted, and no run from its end. */
  private decide(seen: Seen): Decision {
    const { planner } = this.run;
    const decision = planner.decide(seen);
    this.leadersLeft = undefined;
    if (decision.kind !== 'step' || decision.step.kind !== 'elect-leaders' || this.elections < MOST_ELECTIONS) { return decision; }
    this.leadersLeft = `${decision.step.reason}, though leadership was returned ${this.elections} times: something else moves it`;
    return planner.decide(seen, true);
  }

  /** A look that takes long must not delay the end of the run. */
  private async look(): Promise<Seen | Unread | 'stopped'> {
    const { world } = this.run;
    return new Promise((resolve) => {
      const forget = world.stop.listen(() => { forget(); resolve('stopped'); });
      world.observe(this.unit, this.closer)
        .catch((error: unknown): Unread => ({ unread: [`${unitName(this.unit)}: ${wordsOf(error)}`] }))
        .then((look) => { forget(); resolve(look); }, () => undefined);
    });
  }

  private lookCloser({ at }: LookDecision): undefined {
    if (this.closer === at) { throw new Error(`What was asked for, ${at}, was not looked at.`); }
    this.closer = at;
    return undefined;
  }

  private async superseded(): Promise<{ readonly reason?: string } | Unread> {
    try {
      const found = await this.run.world.superseded();
      if (typeof found === 'object') { return { ...found, unread: found.unread.map(newer) }; }
      return { reason: found };
    } catch (error) {
      return { unread: [newer(wordsOf(error))] };
    }
  }

  private async step({ step }: StepDecision, look: { readonly begin: number; readonly term?: number }): Promise<Outcome | undefined> {
    const { world } = this.run;
    const { term } = world.lease;
    if (term === undefined) { return this.withoutLease(); }
    // Another run may have acted since that look began.
    if (term !== look.term) { return undefined; }
    const age = world.now() - look.begin;
    if (takesAway(step) && age > OLDEST_LOOK) { return this.wait(tooOld(age), age); }
    const isNew = this.patience.step(world.now(), step);
    if (this.patience.exhausted) {
      return {
        kind: 'failed',
        rule: 'no-progress',
        reason: `${stepClause(step)} was asked for again and again for ${seconds(this.patience.waited.quiet)}${this.waiting ? `: ${this.waiting.reason}` : ', and nothing has changed'}`,
        mend: this.waiting?.mend ?? 'See in the events and the log of its pods why it has no effect.',
      };
    }
    // From the lease to the act nothing is awaited.
    if (world.stop.reason !== undefined) { return this.stopped(world.stop.reason); }
    this.report({ kind: 'step', step });
    const begin = world.now();
    const result = await world.act(this.unit, step).catch((error: unknown) => ({ kind: 'later' as const, reason: wordsOf(error) }));
    this.report({ kind: 'acted', step, result, took: world.now() - begin });

    switch (result.kind) {
      case 'done':
        this.waiting = undefined;
        this.elections = step.kind === 'elect-leaders' ? this.elections + 1 : 0;
        this.patience.done(isNew);
        break;
      case 'later':
        this.waiting = { rule: 'later', reason: result.reason, mend: 'See the reason for what must come first.', ...this.patience.waited };
        this.patience.later();
        break;
      case 'refused':
        return { kind: 'blocked', rule: 'refused', reason: `${stepClause(step)} is refused: ${result.reason}`, mend: result.mend };
      default: {
        const unknown: never = result;
        throw new Error(`There is no result ${JSON.stringify(unknown)}.`);
      }
    }
    await world.sleep(this.patience.pause);
    return undefined;
  }

  private async wait(decision: WaitDecision, took: number): Promise<Outcome | undefined> {
    const { world, planner } = this.run;
    const { rule, reason, mend, progress, remaining, unlikely } = decision;
    this.patience.wait(world.now(), `${rule}\n${progress}`, remaining, unlikely);
    if (this.patience.exhausted) {
      return {
        kind: unlikely || planner.blocks(rule) ? 'blocked' : 'failed',
        rule,
        mend,
        reason: `${reason}; nothing has moved for ${seconds(this.patience.waited.quiet)}`,
      };
    }
    this.waitFor({ rule, reason, mend, ...this.patience.waited });
    // To look at a large cluster takes long: it is not kept busy with that alone.
    await world.sleep(Math.max(this.patience.pause, took));
    return undefined;
  }

  private async unread({ unread, mend: known }: Unread): Promise<Outcome | undefined> {
    const { world } = this.run;
    this.patience.unseen(world.now(), known !== undefined);
    const rule = 'unread';
    const reason = `cannot see all that counts: ${unread.join('; ')}`;
    const mend = known ?? 'Nothing is touched on doubt. See that the Kubernetes API, the name service and the nodes can be reached, and run it again.';
    if (this.patience.exhausted) { return { kind: known === undefined ? 'failed' : 'blocked', rule, reason: `${reason}, for ${seconds(this.patience.waited.quiet)}`, mend }; }
    this.waitFor({ rule, reason, mend, ...this.patience.waited });
    await world.sleep(this.patience.pause);
    return undefined;
  }

  private async withoutLease(): Promise<Outcome | undefined> {
    const { world } = this.run;
    const { heldBy, problem } = world.lease;
    if (problem !== undefined) { return this.unread({ unread: [`the lease that lets only one run act: ${problem}`] }); }
    // However long the other one takes: it ends, or it stops renewing its lease.
    this.patience.idle(world.now());
    const reason = heldBy === undefined ? 'asks for the lease that lets only one run act' : `another run is at work: ${heldBy}`;
    this.waitFor({ rule: 'lease', reason, mend: 'It goes on when that run ends, or half a minute after it has died.', quiet: 0 });
    await world.sleep(this.patience.pause);
    return undefined;
  }

  private stopped(why: string): Outcome {
    const { waiting } = this;
    return {
      kind: 'failed',
      rule: 'stopped',
      reason: waiting ? `${why}, while waiting: ${waiting.reason}` : why,
      mend: waiting ? `${waiting.mend} Then run it again: it goes on from where things are.` : 'Run it again: it goes on from where things are.',
    };
  }

  private waitFor(waiting: Waiting): void {
    this.waiting = waiting;
    this.report({ kind: 'waiting', ...waiting });
  }

  private report(event: UnitEvent): void { this.run.report({ unit: unitName(this.unit), ...event }); }
}

function newer(why: string): string { return `whether there is a newer desired state: ${why}`; }

function seconds(millis: number): string { return `${Math.round(millis / 1000)} s`; }
