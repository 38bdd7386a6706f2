import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, changesClusters } from '../model';

export const SOMEBODY_DOES_THE_WORK: Rule<JudgedLifecycle> = {
  id: 'lifecycle.reports-only',
  severity: Severity.ERROR,
  summary: 'Where one lifecycle Job only reports, another one looks after the cluster.',
  why: 'Without such a Job a cluster says nothing of what it was started with, and the report could not tell what differs.',
  source: 'docs/lifecycle-job.md',
  *check({ served, trigger }) {
    if (changesClusters(trigger)) { return; }
    for (const { kind, path, jobs } of served) {
      if (jobs.length > 0) { continue; }
      yield { property: `${kind}s`, value: path, message: 'no Job looks after it', mend: "Declare another KafkaLifecycleJob for it, or use 'LifecycleTrigger.schedule(…)' here." };
    }
  },
};
