import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const CLUSTERS_ARE_GIVEN_ONCE: Rule<JudgedLifecycle> = {
  id: 'lifecycle.twice',
  severity: Severity.ERROR,
  summary: 'A lifecycle Job is given each cluster and each ensemble once.',
  why: 'One of the two was meant to be another one, which nobody would start or restart.',
  source: 'docs/lifecycle-job.md',
  *check({ served }) {
    for (const { kind, path, times } of served) {
      if (times < 2) { continue; }
      yield { property: `${kind}s`, value: path, message: `it is given ${times} times`, mend: 'Name it once.' };
    }
  },
};
