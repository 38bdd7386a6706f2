import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const WAITS_HAVE_TIME: Rule<JudgedLifecycle> = {
  id: 'lifecycle.no-progress',
  severity: Severity.ERROR,
  summary: 'A wait may go on without progress for at least a second.',
  why: 'Otherwise the first look that finds nothing changed ends the run.',
  source: 'docs/lifecycle-job.md',
  *check({ policy: { noProgressSeconds } }) {
    if (Number.isSafeInteger(noProgressSeconds) && noProgressSeconds >= 1) { return; }
    yield { property: 'noProgress', value: `${noProgressSeconds} s`, message: 'no wait could ever end well', mend: 'State some minutes: a pod takes that long to be scheduled, to pull its image, and to start.' };
  },
};
