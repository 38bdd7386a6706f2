import { LineOutput } from './lines';
import { RunStatus, STATUS_LINES } from './status';
import type { Decision } from '../plan/decision';
import type { RunEvent } from '../run/event';
import { EXIT_CODES, Outcome } from '../run/outcome';

/** Makes of a run its status, and its last words. */
export class StatusFeed {
  private readonly lines: string[] = [];
  private readonly outcomes: { readonly unit: string; readonly outcome: Outcome }[] = [];
  private unit?: string;
  private decision?: Decision;
  private phase: RunStatus['phase'] = 'converging';

  /**
   * @param desired the hash of the desired state
   * @param run the pod that runs
   */
  constructor(private readonly update: (status: RunStatus) => void, private readonly desired: string, private readonly run: string) {}

  /** Where lines are printed, they are kept here too. */
  public keeping(output: LineOutput): LineOutput {
    return {
      ...output,
      line: (text) => {
        output.line(text);
        this.lines.push(text);
        if (this.lines.length > STATUS_LINES) { this.lines.shift(); }
        this.say();
      },
    };
  }

  public tell(event: RunEvent): void {
    switch (event.kind) {
      case 'unit-began':
        this.unit = event.unit;
        this.decision = undefined;
        break;
      case 'decided':
        this.phase = 'converging';
        this.decision = event.decision;
        break;
      case 'waiting':
        this.phase = event.rule === 'lease' ? 'waiting' : 'converging';
        break;
      case 'unit-ended':
        this.outcomes.push({ unit: event.unit, outcome: event.outcome });
        break;
      case 'run-ended':
        this.unit = this.decision = undefined;
        this.phase = phaseOf(event.code);
        break;
      default: return;
    }
    this.say();
  }

  /** For the pod's status: how each unit has ended. */
  public get lastWords(): string {
    return this.outcomes.map(({ unit, outcome }) => {
      switch (outcome.kind) {
        case 'converged': return `${unit}: converged`;
        case 'superseded': return `${unit}: superseded: ${outcome.reason}`;
        default: return `${unit}: ${outcome.kind} [${outcome.rule}] ${outcome.reason}. ${outcome.mend}`;
      }
    }).join('\n');
  }

  private say(): void {
    const { phase, desired, run, unit, decision, lines } = this;
    this.update({ phase, desired, run, unit, decision, lines: [...lines] });
  }
}

function phaseOf(code: number): RunStatus['phase'] {
  const phases = ['converged', 'failed', 'blocked', 'superseded'] as const;
  return phases.find((phase) => EXIT_CODES[phase] === code) ?? 'failed';
}
