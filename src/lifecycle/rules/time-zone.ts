import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { isTimeZone } from '../is-time-zone';
import { JudgedLifecycle } from '../model';

export const TIME_ZONE_EXISTS: Rule<JudgedLifecycle> = {
  id: 'lifecycle.time-zone',
  severity: Severity.ERROR,
  summary: 'A time zone is one of the IANA database.',
  why: 'Kubernetes refuses the CronJob.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones',
  *check({ trigger }) {
    if (trigger.kind !== 'schedule' && trigger.kind !== 'report') { return; }
    const { timeZone } = trigger;
    if (timeZone === undefined || isTimeZone(timeZone)) { return; }
    yield { property: 'trigger timeZone', value: timeZone || "''", message: 'there is no such time zone', mend: "State one such as 'Europe/Berlin' or 'Etc/UTC'." };
  },
};
