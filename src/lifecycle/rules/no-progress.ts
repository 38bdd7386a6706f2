import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

const LEAST_SECONDS = 10;

export const WAITS_HAVE_TIME: Rule<JudgedLifecycle> = {
  id: 'lifecycle.no-progress',
  severity: Severity.ERROR,
  summary: `A wait may go on without progress for at least ${LEAST_SECONDS} s.`,
  why: 'Otherwise the first looks that find nothing changed end the run: the Job looks again every few seconds.',
  source: 'docs/lifecycle-job.md',
  *check({ policy: { noProgressSeconds } }) {
    if (Number.isSafeInteger(noProgressSeconds) && noProgressSeconds >= LEAST_SECONDS) { return; }
    yield { property: 'noProgress', value: `${noProgressSeconds} s`, message: 'hardly any wait could end well', mend: 'State some minutes: a pod takes that long to be scheduled, to pull its image, and to start.' };
  },
};
