import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const MARGIN_IS_A_NUMBER_OF_REPLICAS: Rule<JudgedLifecycle> = {
  id: 'lifecycle.in-sync-margin',
  severity: Severity.ERROR,
  summary: 'The number of replicas that must stay in sync beyond min.insync.replicas is a whole number, 0 or more.',
  why: 'With less, restarts would stop producers that wait for all in-sync replicas.',
  source: 'docs/lifecycle-job.md, https://kafka.apache.org/documentation/#brokerconfigs_min.insync.replicas',
  *check({ policy: { inSyncMargin } }) {
    if (Number.isSafeInteger(inSyncMargin) && inSyncMargin >= 0) { return; }
    yield { property: 'inSyncMargin', value: String(inSyncMargin), message: 'this is no number of replicas', mend: 'State 0 or more.' };
  },
};
