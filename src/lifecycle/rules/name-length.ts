import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

/** A Job's name is a label of its pods. A hyphen and ten digits follow it: those of the hash, or, in a CronJob's Jobs, those of the time. */
const LONGEST = 63 - 11;

export const JOB_NAME_IS_SHORT_ENOUGH: Rule<JudgedLifecycle> = {
  id: 'lifecycle.name-length',
  severity: Severity.ERROR,
  summary: `The name of a lifecycle Job has at most ${LONGEST} characters.`,
  why: 'Its Jobs and CronJobs are named by it and eleven more characters, and Kubernetes refuses one whose name is no label.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/, https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec',
  *check({ name }) {
    if (name.length <= LONGEST) { return; }
    yield { property: 'name', value: name, message: `it has ${name.length} characters`, mend: `State a 'name' that is ${name.length - LONGEST} characters shorter.` };
  },
};
