import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const CONCURRENCY_IS_A_NUMBER_OF_BROKERS: Rule<JudgedLifecycle> = {
  id: 'lifecycle.concurrency',
  severity: Severity.ERROR,
  summary: 'The number of brokers that may be restarted at once is a whole number of at least 1.',
  why: 'With less no broker could ever be restarted.',
  source: 'docs/lifecycle-job.md',
  *check({ policy: { concurrency } }) {
    if (Number.isSafeInteger(concurrency) && concurrency >= 1) { return; }
    yield { property: 'concurrency', value: String(concurrency), message: 'this is no number of brokers', mend: 'State a whole number, 1 or more.' };
  },
};
