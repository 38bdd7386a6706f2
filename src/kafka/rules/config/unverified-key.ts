import { suggest } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { anyOf } from '../../../validation/wording';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const KEYS_OF_LATER_VERSIONS_ARE_VERIFIED: Rule<KafkaModel> = {
  id: 'config.unverified-key',
  severity: Severity.WARNING,
  summary: 'On a version of Kafka that came later than those the library knows, every key is one of the newest that it knows.',
  why: 'The key may be new, which cannot be told here, or misspelt, and Kafka ignores misspelt keys without a word.',
  source: 'docs/config-catalog.md',
  *check(model) {
    for (const { kind, origin, key, property } of declaredSettings(model)) {
      if (kind.kind !== 'unverified' || origin === 'plugin') { continue; }
      const meant = suggest(kind.newest, key);
      yield {
        property,
        value: '',
        message: `Kafka ${kind.newest}, the newest whose keys are known here, has no such key`,
        mend: `${meant.length > 0 ? `Did you mean ${anyOf(meant)}? ` : ''}If Kafka ${model.version.minor} has it, put it into 'pluginConfig', which is not checked.`,
      };
    }
  },
};
