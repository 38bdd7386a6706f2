import { UnitSummary, summaryOf, summaryWords } from './summary';
import { WaitNews } from './wait-news';
import { duration, roughly } from './wording';
import { ActResult, nodesTakenAway } from '../act/act-result';
import { bytesWords } from '../bytes-words';
import { counted } from '../counted';
import type { Decision, ReassignStep, Step } from '../plan/decision';
import { stepWords } from '../plan/step-words';
import type { RunEvent, Waiting } from '../run/event';
import type { Outcome } from '../run/outcome';
import type { Seen } from '../run/world';

/** Where the lines go. */
export interface LineOutput {
  /** A terminal shows what is waited for in one line that changes; elsewhere there is none. */
  readonly transient?: (text: string) => void;
  line(text: string): void;
}

/** What is shorter tells nothing of how long the rest takes, in milliseconds. */
const SHORTEST_PACE = 5000;

/** The nodes of a batch, until they are back. */
interface Batch {
  readonly pods: string;
  readonly size: number;
  readonly at: number;
}

/**
 * Tells a run to a person, a line for each thing that happens: a verb, what, why, how far, and how long. Nothing is said twice while nothing changes, but a long wait shows now and then
 * that it is still there.
 */
export class Lines {
  private readonly news = new WaitNews();
  private unitAt = 0;
  private summary?: UnitSummary;
  private waitingAt?: number;
  private batch?: Batch;
  private batchTimes: number[] = [];
  private restarted = 0;
  /** Since when replicas move, and what has begun of it. */
  private moves?: { readonly at: number; readonly bytes: number };
  private readonly outcomes: Outcome['kind'][] = [];

  constructor(private readonly output: LineOutput) {}

  public tell(event: RunEvent): void {
    switch (event.kind) {
      case 'run-began': this.line('begin', event.units.join(', ')); break;
      case 'unit-began': this.begin(event.at); break;
      case 'seen': this.see(event.unit, event.seen); break;
      case 'decided':
        this.decided(event.decision, event.at);
        break;
      case 'waiting': this.wait(event, event.at); break;
      case 'step': this.step(event.step, event.at); break;
      case 'acted': this.acted(event.step, event.result, event.at); break;
      case 'unit-ended': this.end(event.unit, event.outcome, event.at); break;
      case 'run-ended': this.runEnded(event.code, event.at); break;
      default: {
        const unknown: never = event;
        throw new Error(`There is no event ${JSON.stringify(unknown)}.`);
      }
    }
  }

  private begin(at: number): void {
    this.unitAt = at;
    this.summary = this.waitingAt = this.batch = this.moves = undefined;
    this.batchTimes = [];
    this.restarted = 0;
  }

  private see(unit: string, seen: Seen): void {
    const first = !this.summary;
    this.summary = summaryOf(seen);
    if (!first) { return; }
    const { outdated, notReady } = this.summary;
    const state = [...(outdated > 0 ? [`${outdated} to be restarted`] : []), ...(notReady > 0 ? [`${notReady} not ready`] : [])];
    this.line('look', `${unit}: ${summaryWords(this.summary)}${state.length > 0 ? `; ${state.join(', ')}` : ''}`);
  }

  /** Where nothing is waited for any more, what was restarted last is well again; unless it is to be restarted still. */
  private decided(decision: Decision, at: number): void {
    if (decision.kind === 'wait') { return; }
    this.waitingAt = undefined;
    if (decision.kind === 'step' && stepWords(decision.step).what === this.batch?.pods) { return; }
    this.back(at);
  }

  private wait(waiting: Waiting, at: number): void {
    this.waitingAt ??= at;
    const lasts = at - this.waitingAt;
    const limit = waiting.limit === undefined || waiting.quiet < 60_000 ? '' : `; nothing has moved for ${duration(waiting.quiet)} of ${duration(waiting.limit)}`;
    const text = `${waiting.reason}${lasts >= 1000 ? `  ${duration(lasts)}` : ''}${limit}`;
    if (this.output.transient) {
      this.output.transient(column('wait', text));
    } else if (this.news.isNews(waiting.reason, at)) {
      this.output.line(column('wait', text));
    }
  }

  private step(step: Step, at: number): void {
    const { verb, what, why, cost } = stepWords(step);
    if (step.kind !== 'restart') {
      this.line(verb, `${why === '' ? what : `${what}  ${why}`}${step.kind === 'reassign' || step.kind === 'alter-log-dirs' ? this.pace(step, at) : ''}`);
      return;
    }
    const [first, last] = [this.restarted + 1, this.restarted + step.nodes.length];
    const total = Math.max(last, this.restarted + (this.summary?.outdated ?? 0));
    this.line(verb, `${what} (${first === last ? first : `${first} to ${last}`} of ${total})  ${why}`);
    if (cost !== undefined) { this.line('note', cost); }
    this.batch = { pods: what, size: step.nodes.length, at };
  }

  /** How fast what has begun before has come, and how long the rest takes at that. */
  private pace({ bytes, left }: Pick<ReassignStep, 'bytes' | 'left'>, at: number): string {
    const { moves } = this;
    if (bytes === 0) { return ''; }
    this.moves = { at: moves?.at ?? at, bytes: (moves?.bytes ?? 0) + bytes };
    if (!moves || at - moves.at < SHORTEST_PACE) { return ''; }
    const perMilli = moves.bytes / (at - moves.at);
    return `  ${bytesWords(1000 * perMilli)}/s, about ${roughly(left / perMilli)} left`;
  }

  private acted(step: Step, result: ActResult, at: number): void {
    const nodes = nodesTakenAway(step, result);
    this.restarted += nodes.length;
    if (result.kind === 'done') { return; }
    this.batch = this.batch && step.kind === 'restart' && nodes.length > 0 ? { pods: stepWords({ ...step, nodes }).what, size: nodes.length, at: this.batch.at } : undefined;
    if (result.kind === 'later' && this.news.isNews(result.reason, at)) { this.output.line(column('later', result.reason)); }
    if (result.kind === 'refused') { this.line('refused', result.reason); }
  }

  private back(at: number): void {
    if (!this.batch || !this.summary) { return; }
    const { pods, size } = this.batch;
    const took = at - this.batch.at;
    const { outdated } = this.summary;
    this.batchTimes.push(took);
    const mean = this.batchTimes.reduce((a, b) => a + b, 0) / this.batchTimes.length;
    const left = outdated === 0 ? '' : `  ${counted(outdated, 'node')} left, about ${roughly(mean * Math.ceil(outdated / size))}`;
    this.batch = undefined;
    this.line('back', `${pods} after ${duration(took)}${left}`);
  }

  private end(unit: string, outcome: Outcome, at: number): void {
    this.outcomes.push(outcome.kind);
    switch (outcome.kind) {
      case 'converged':
        this.line('converged', `${unit} in ${duration(at - this.unitAt)}${this.summary ? `: ${summaryWords(this.summary)}` : ''}`);
        for (const note of outcome.notes) { this.line('note', note); }
        break;
      case 'superseded':
        this.line('superseded', `${unit}: ${outcome.reason}`);
        break;
      case 'blocked':
      case 'failed':
        this.line(outcome.kind, `${unit} [${outcome.rule}] ${outcome.reason}`);
        this.line('mend', outcome.mend);
        break;
      default: {
        const unknown: never = outcome;
        throw new Error(`There is no outcome ${JSON.stringify(unknown)}.`);
      }
    }
  }

  private runEnded(code: number, at: number): void {
    const counts = new Map<string, number>();
    for (const kind of this.outcomes) { counts.set(kind, (counts.get(kind) ?? 0) + 1); }
    this.line('end', `after ${duration(at)}: ${[...counts].map(([kind, n]) => `${n} ${kind}`).join(', ')}; exit code ${code}`);
  }

  private line(verb: string, text: string): void {
    this.news.over();
    this.output.line(column(verb, text));
  }
}

/** One line, whatever Kubernetes and Kafka have said. */
function column(verb: string, text: string): string {
  return `${verb.padEnd(10)} ${text.replace(/\s*[\r\n]+\s*/g, ' ')}`;
}
