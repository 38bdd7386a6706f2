import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const JOB_HAS_WORK: Rule<JudgedLifecycle> = {
  id: 'lifecycle.nothing',
  severity: Severity.ERROR,
  summary: 'A lifecycle Job looks after at least one cluster or ensemble.',
  why: 'It would run, find nothing to do, and say that all is well.',
  source: 'docs/lifecycle-job.md',
  *check({ served }) {
    if (served.length > 0) { return; }
    yield { property: 'cluster', value: '', message: 'no cluster is given', mend: "State 'cluster' or 'clusters'." };
  },
};
