import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const KEYS_ARE_NOT_DEPRECATED: Rule<KafkaModel> = {
  id: 'config.deprecated-key',
  severity: Severity.WARNING,
  summary: 'No key is deprecated.',
  why: 'A later version of Kafka drops it, and then ignores it without a word.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs, docs/config-catalog.md',
  *check(model) {
    for (const { kind, property, shown } of declaredSettings(model)) {
      if (kind.kind !== 'known' || kind.definition.deprecated === undefined) { continue; }
      yield { property, value: shown, message: `Kafka ${model.version.minor} has deprecated this key`, mend: `${kind.definition.deprecated.replace(/\.?\s*$/, '')}.` };
    }
  },
};
