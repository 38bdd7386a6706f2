import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const KEYS_ARE_THERE_ALREADY: Rule<KafkaModel> = {
  id: 'config.future-key',
  severity: Severity.ERROR,
  summary: 'No key is one that only a later version of Kafka has.',
  why: 'Kafka ignores it without a word in its log.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs, docs/config-catalog.md',
  *check(model) {
    for (const { kind, origin, property } of declaredSettings(model)) {
      if (kind.kind !== 'future' || origin === 'plugin') { continue; }
      yield { property, value: '', message: `Kafka has this key since ${kind.since}, and the cluster runs ${model.version.minor}`, mend: `Remove it, or upgrade to ${kind.since}.` };
    }
  },
};
