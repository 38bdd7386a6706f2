import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { cronProblem } from '../cron';
import { JudgedLifecycle } from '../model';

export const CRON_EXPRESSION_IS_ONE: Rule<JudgedLifecycle> = {
  id: 'lifecycle.cron',
  severity: Severity.ERROR,
  summary: 'The times of a run are a cron expression of five fields, or @hourly, @daily and the like.',
  why: 'Kubernetes refuses the CronJob.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax',
  *check({ trigger }) {
    if (trigger.kind !== 'schedule' && trigger.kind !== 'report') { return; }
    const problem = cronProblem(trigger.cron);
    if (problem) {
      yield {
        property: 'trigger cron',
        value: trigger.cron || "''",
        message: `it ${problem}`,
        mend: problem.includes('time zone') ? "State it as 'timeZone'." : "State an expression such as '0 3 * * *', each night at three.",
      };
    }
  },
};
