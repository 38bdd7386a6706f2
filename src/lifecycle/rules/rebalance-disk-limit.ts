import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const DISKS_MAY_BE_USED: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-disk-limit',
  severity: Severity.ERROR,
  summary: 'How much of the disks of a broker may be in use is from 1 to 100 percent.',
  why: 'With less nothing could move to any broker; there is no more than all of a disk.',
  source: 'docs/rebalancing.md',
  *check({ policy: { rebalance: { diskLimitPercent } } }) {
    if (diskLimitPercent >= 1 && diskLimitPercent <= 100) { return; }
    yield { property: 'rebalance diskLimitPercent', value: String(diskLimitPercent), message: 'this is no share of a disk', mend: 'State a percentage from 1 to 100, 80 for example.' };
  },
};
