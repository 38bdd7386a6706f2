import { minorOf, suggest } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { anyOf } from '../../../validation/wording';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const KEYS_ARE_KNOWN: Rule<KafkaModel> = {
  id: 'config.unknown-key',
  severity: Severity.ERROR,
  summary: 'Every key in config is one that this version of Kafka has.',
  why: 'Kafka ignores other keys without a word in its log: what was meant never takes effect.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs, docs/config-catalog.md',
  *check(model) {
    for (const { kind, origin, key, property } of declaredSettings(model)) {
      if (kind.kind !== 'unknown' || origin === 'plugin') { continue; }
      const meant = suggest(minorOf(model.version.minor).minor, key);
      yield {
        property,
        value: '',
        message: `Kafka ${model.version.minor} has no such key`,
        mend: meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Remove it, or put it into 'pluginConfig' if a plugin of yours reads it.",
      };
    }
  },
};
