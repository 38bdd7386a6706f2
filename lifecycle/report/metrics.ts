import { UnitSummary, summaryOf } from './summary';
import { nodesTakenAway } from '../act/act-result';
import type { RunEvent } from '../run/event';

/** What a unit is doing. Exactly one is 1. */
const PHASES = ['pending', 'looking', 'acting', 'waiting', 'converged', 'blocked', 'failed', 'superseded'] as const;
type Phase = (typeof PHASES)[number];

interface UnitMetrics {
  phase: Phase;
  summary?: UnitSummary;
  /** When it was last seen, and how long that took, in milliseconds. */
  seenAt?: number;
  took?: number;
  restarts: number;
  readonly acts: Map<string, number>;
  waitingSince?: number;
  quiet: number;
  /** The rule of a wait, a block, or a failure. */
  rule?: string;
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A run in the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export class Metrics {
  private readonly units = new Map<string, UnitMetrics>();
  private code?: number;

  public tell(event: RunEvent): void {
    if (event.kind === 'run-began') {
      for (const unit of event.units) { this.units.set(unit, { phase: 'pending', restarts: 0, acts: new Map(), quiet: 0 }); }
      return;
    }
    if (event.kind === 'run-ended') {
      this.code = event.code;
      return;
    }
    const unit = this.units.get(event.unit);
    if (!unit) { return; }
    switch (event.kind) {
      case 'unit-began': unit.phase = 'looking'; break;
      case 'seen':
        unit.summary = summaryOf(event.seen);
        unit.seenAt = event.at;
        unit.took = event.took;
        break;
      case 'decided':
        if (event.decision.kind === 'wait') { break; }
        unit.waitingSince = unit.rule = undefined;
        unit.quiet = 0;
        break;
      case 'step': unit.phase = 'acting'; break;
      case 'acted': {
        const labels = `${event.step.kind}\n${event.result.kind}`;
        unit.acts.set(labels, (unit.acts.get(labels) ?? 0) + 1);
        unit.restarts += nodesTakenAway(event.step, event.result).length;
        unit.phase = 'looking';
        break;
      }
      case 'waiting':
        unit.phase = 'waiting';
        unit.waitingSince ??= event.at;
        unit.quiet = event.quiet;
        unit.rule = event.rule;
        break;
      case 'unit-ended':
        unit.phase = event.outcome.kind;
        unit.waitingSince = undefined;
        unit.rule = event.outcome.kind === 'blocked' || event.outcome.kind === 'failed' ? event.outcome.rule : undefined;
        break;
      default: {
        const unknown: never = event;
        throw new Error(`There is no event ${JSON.stringify(unknown)}.`);
      }
    }
  }

  /** @param now milliseconds since the run began */
  public text(now: number): string {
    const kafka = (of: (k: NonNullable<UnitSummary['kafka']>) => number) => this.each((u) => u.summary?.kafka && of(u.summary.kafka));
    return [
      family('phase', 'gauge', 'What is being done with the unit: 1 for its phase, 0 for all others.',
        [...this.units].flatMap(([unit, { phase }]) => PHASES.map((p) => ({ labels: { unit, phase: p }, value: p === phase ? 1 : 0 })))),
      family('nodes', 'gauge', 'Declared nodes.', this.each((u) => u.summary?.nodes)),
      family('nodes_outdated', 'gauge', 'Nodes that are to be restarted.', this.each((u) => u.summary?.outdated)),
      family('nodes_not_ready', 'gauge', 'Nodes that are not ready, as Kubernetes says.', this.each((u) => u.summary?.notReady)),
      family('partitions', 'gauge', 'Partitions.', kafka((k) => k.partitions)),
      family('partitions_out_of_sync', 'gauge', 'Partitions of which a replica is not in sync.', kafka((k) => k.outOfSync)),
      family('partitions_offline', 'gauge', 'Partitions without a leader.', kafka((k) => k.offline)),
      family('restarts_total', 'counter', 'Pods that this run has replaced.', this.each((u) => u.restarts)),
      family('acts_total', 'counter', 'What this run has done, by kind and result.', [...this.units].flatMap(([unit, { acts }]) => {
        return [...acts].map(([labels, value]) => ({ labels: { unit, ...named(labels) }, value }));
      })),
      family('waiting_seconds', 'gauge', 'For how long it has been waiting.', this.each((u) => u.waitingSince === undefined ? 0 : (now - u.waitingSince) / 1000)),
      family('without_progress_seconds', 'gauge', 'For how long nothing has moved while waiting.', this.each((u) => u.quiet / 1000)),
      family('rule', 'gauge', 'The rule that makes the unit wait, blocks it, or has failed.',
        [...this.units].flatMap(([unit, { rule }]) => rule === undefined ? [] : [{ labels: { unit, rule }, value: 1 }])),
      family('observation_age_seconds', 'gauge', 'For how long the unit has not been seen.', this.each((u) => u.seenAt === undefined ? undefined : (now - u.seenAt) / 1000)),
      family('observation_duration_seconds', 'gauge', 'How long the last look took.', this.each((u) => u.took === undefined ? undefined : u.took / 1000)),
      family('run_seconds', 'gauge', 'For how long this run has lasted.', [{ labels: {}, value: now / 1000 }]),
      family('exit_code', 'gauge', 'How the run has ended: 0 converged, 1 failed, 2 blocked, 3 superseded. Missing until then.',
        this.code === undefined ? [] : [{ labels: {}, value: this.code }]),
    ].join('');
  }

  private each(value: (unit: UnitMetrics) => number | undefined): Sample[] {
    return [...this.units].flatMap(([unit, metrics]) => {
      const found = value(metrics);
      return found === undefined ? [] : [{ labels: { unit }, value: found }];
    });
  }
}

function named(labels: string): Record<string, string> {
  const [kind, result] = labels.split('\n');
  return { kind, result };
}

function family(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const full = `cdk8s_kafka_lifecycle_${name}`;
  if (samples.length === 0) { return ''; }
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${samples.map(({ labels, value }) => `${full}${labelText(labels)} ${value}\n`).join('')}`;
}

function labelText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
