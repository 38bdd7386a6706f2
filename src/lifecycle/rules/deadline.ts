import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const DEADLINE_IS_BEYOND_A_WAIT: Rule<JudgedLifecycle> = {
  id: 'lifecycle.deadline',
  severity: Severity.ERROR,
  summary: 'The deadline of a run is longer than the time after which a wait without progress has failed.',
  why: 'The run would end, or be ended by Kubernetes, before a wait can be said to have failed.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  *check({ deadlineSeconds, policy: { noProgressSeconds } }) {
    // Kubernetes counts in 32 bits.
    if (Number.isSafeInteger(deadlineSeconds) && deadlineSeconds < 2 ** 31 && deadlineSeconds > noProgressSeconds) { return; }
    yield { property: 'deadline', value: `${deadlineSeconds} s`, message: `a wait may go on for ${noProgressSeconds} s without progress`, mend: "Raise it, or lower 'noProgress'." };
  },
};
