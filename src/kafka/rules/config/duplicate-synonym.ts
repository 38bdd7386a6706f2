import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

/** Names of one setting in several units; of those that are set the first counts. */
const SYNONYMS = [
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
];

export const SETTINGS_ARE_SAID_ONCE: Rule<KafkaModel> = {
  id: 'config.duplicate-synonym',
  severity: Severity.WARNING,
  summary: 'A setting that has several keys for several units is set by one of them.',
  why: 'The one with the finer unit counts, whatever the order; the other one does nothing.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_log.retention.hours',
  *check(model) {
    for (const { pool, key, property, shown } of declaredSettings(model)) {
      const names = SYNONYMS.find((each) => each.includes(key)) ?? [];
      const counts = names.slice(0, names.indexOf(key)).find((name) => pool.settings.has(name));
      if (counts === undefined) { continue; }
      yield { property, value: shown, message: `'${counts}' is ${pool.settings.get(counts)?.value}, and that counts`, mend: 'Remove one of the two.' };
    }
  },
};
