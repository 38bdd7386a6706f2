import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';
import { ownDeadlineSeconds } from '../own-deadline';

const MOST_SECONDS = 2 ** 31;

export const DEADLINE_IS_BEYOND_A_WAIT: Rule<JudgedLifecycle> = {
  id: 'lifecycle.deadline',
  severity: Severity.ERROR,
  summary: 'The deadline of a run is longer than the time after which a wait without progress has failed.',
  why: 'The run would end, or be ended by Kubernetes, before a wait can be said to have failed.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  *check({ deadlineSeconds, policy: { noProgressSeconds } }) {
    const value = `${deadlineSeconds} s`;
    if (!(Number.isSafeInteger(deadlineSeconds) && deadlineSeconds < MOST_SECONDS)) {
      yield { property: 'deadline', value, message: 'Kubernetes counts whole seconds in 32 bits', mend: 'State some days at most.' };
      return;
    }
    const own = ownDeadlineSeconds(deadlineSeconds);
    if (own > noProgressSeconds) { return; }
    const message = `the run ends by itself after ${own} s, and a wait may go on for ${noProgressSeconds} s without progress`;
    yield { property: 'deadline', value, message, mend: "Raise it, or lower 'noProgress'." };
  },
};
