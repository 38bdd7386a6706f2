import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, changesClusters } from '../model';

export const ONE_JOB_CHANGES_A_CLUSTER: Rule<JudgedLifecycle> = {
  id: 'lifecycle.two-jobs',
  severity: Severity.ERROR,
  summary: 'Of the lifecycle Jobs that look after a cluster or an ensemble, only one may change it.',
  why: 'Each has a Lease of its own: two would restart nodes at the same time, and each would count only its own as down.',
  source: 'docs/lifecycle-job.md',
  *check({ path: own, served, trigger }) {
    if (!changesClusters(trigger)) { return; }
    for (const { kind, path, jobs } of served) {
      const other = jobs.find((job) => job !== own);
      if (other === undefined) { continue; }
      yield {
        property: `${kind}s`,
        value: path,
        message: `'${other}' looks after it as well`,
        mend: kind === 'ensemble' ? "Declare one Job for all clusters of the ensemble, or state 'ensembles: []' for one of the two." : "Declare one Job, or let one of the two only report: 'LifecycleTrigger.report(…)'.",
      };
    }
  },
};
