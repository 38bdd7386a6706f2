import { BlockedDecision, Decision, DoneDecision, LookDecision, Step, WaitDecision } from './decision';
import { predict, predictEnsemble } from './predict';
import { settle, settleEnsemble } from './settle';
import type { DesiredCluster, DesiredEnsemble } from '../../src/lifecycle/desired-state';
import type { ClusterObservation, EnsembleObservation } from '../observation';

/** A unit as it is now, or as it is foreseen to be. */
export type Subject =
  | { readonly kind: 'ensemble'; readonly ensemble: DesiredEnsemble; readonly observation: EnsembleObservation }
  | { readonly kind: 'cluster'; readonly cluster: DesiredCluster; readonly observation: ClusterObservation };

/** All that would be done with a unit, from how it is now, if everything went well. */
export interface UnitPlan {
  readonly unit: string;
  readonly entries: readonly PlanEntry[];
  readonly end: PlanEnd;
  /** How long it would take, estimated. */
  readonly seconds: number;
}

export type PlanEntry =
  | { readonly kind: 'step'; readonly step: Step; readonly seconds: number }
  /** Something that is under way now and would be waited for. */
  | { readonly kind: 'wait'; readonly rule: string; readonly reason: string; readonly mend: string };

export type PlanEnd =
  | DoneDecision
  | BlockedDecision
  /** What comes after this cannot be foreseen. */
  | WaitDecision
  /** More has to be looked at. */
  | LookDecision
  /** The unit could not be read at all. */
  | { readonly kind: 'unread'; readonly unread: readonly string[] };

/** How long steps take, in seconds. */
export type Estimates = Readonly<Record<Exclude<Step['kind'], 'reassign' | 'alter-log-dirs'>, number>>;

/**
 * Only estimates: how long a restart takes depends on the load, the disks and the number of partitions. A broker at rest is back within 10 s (Kafka 4.3.1, measured); operators of large
 * clusters tell of 2 minutes (https://github.com/strimzi/strimzi-kafka-operator/issues/8547).
 */
export const ESTIMATES: Estimates = { 'restart': 60, 'scale': 60, 'configure': 1, 'elect-leaders': 1, 'mark': 1, 'unregister': 1, 'topics': 1, 'users': 1 };

/** No cluster needs as many; a mistake that never ends does. */
const MOST_ENTRIES = 100_000;

/** Decides again and again, on what each step would lead to. Pure: nothing is done, and time does not pass. */
export function planUnit(subject: Subject, decide: (subject: Subject) => Decision, estimates: Estimates = ESTIMATES): UnitPlan {
  const entries: PlanEntry[] = [];
  let foreseen = subject;
  let end: PlanEnd | undefined;
  let last: Decision | undefined;
  while (!end) {
    const decision = decide(foreseen);
    // What does not change anything cannot be foreseen further.
    const stuck = last?.kind === decision.kind && entries.length > 0 && JSON.stringify(last) === JSON.stringify(decision);
    last = decision;
    if (decision.kind === 'done' || decision.kind === 'blocked' || decision.kind === 'look') {
      end = decision;
    } else if (stuck || entries.length >= MOST_ENTRIES) {
      if (stuck) { entries.pop(); }
      end = decision.kind === 'wait' ? decision : {
        kind: 'wait', rule: 'plan', reason: 'it cannot be foreseen what the next step leads to', mend: 'Please report this.', progress: '',
      };
    } else if (decision.kind === 'wait') {
      const { rule, reason, mend } = decision;
      entries.push({ kind: 'wait', rule, reason, mend });
      foreseen = settled(foreseen);
    } else {
      entries.push({ kind: 'step', step: decision.step, seconds: secondsOf(decision.step, estimates) });
      foreseen = after(foreseen, decision.step);
    }
  }
  const unit = subject.kind === 'cluster' ? subject.cluster.name : subject.ensemble.name;
  return { unit, entries, end, seconds: entries.reduce((sum, e) => sum + (e.kind === 'step' ? e.seconds : 0), 0) };
}

function secondsOf(step: Step, estimates: Estimates): number {
  return step.kind === 'reassign' || step.kind === 'alter-log-dirs' ? step.seconds : estimates[step.kind];
}

function after(subject: Subject, step: Step): Subject {
  return subject.kind === 'cluster'
    ? { ...subject, observation: predict(subject.cluster.sets, subject.observation, step) }
    : { ...subject, observation: predictEnsemble(subject.ensemble.set, subject.observation, step) };
}

function settled(subject: Subject): Subject {
  return subject.kind === 'cluster'
    ? { ...subject, observation: settle(subject.cluster.sets, subject.observation) }
    : { ...subject, observation: settleEnsemble(subject.ensemble.set, subject.observation) };
}
