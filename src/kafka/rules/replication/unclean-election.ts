import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

const KEY = 'unclean.leader.election.enable';

export const LEADERS_ARE_IN_SYNC: Rule<KafkaModel> = {
  id: 'replication.unclean-election',
  severity: Severity.WARNING,
  summary: 'unclean.leader.election.enable is false.',
  why: 'A replica that lags behind may become leader when all others are away, and every record that it lacks, acknowledged or not, is lost.',
  source: 'https://kafka.apache.org/documentation/#design_uncleanleader',
  *check(model) {
    for (const { key, value, property } of declaredSettings(model)) {
      if (key !== KEY || value.trim().toLowerCase() !== 'true') { continue; }
      yield { property, value, message: 'a replica that lags behind may become leader, and what it lacks is lost', mend: 'Remove it, or set it on the topics that may lose records.' };
    }
  },
};
