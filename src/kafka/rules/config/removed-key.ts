import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const KEYS_ARE_STILL_THERE: Rule<KafkaModel> = {
  id: 'config.removed-key',
  severity: Severity.ERROR,
  summary: 'No key is one that an earlier version of Kafka had and this one has not.',
  why: 'Kafka ignores it without a word in its log: what it did before is not done any more.',
  source: 'https://kafka.apache.org/documentation/#upgrade, docs/config-catalog.md',
  *check(model) {
    for (const { kind, origin, property } of declaredSettings(model)) {
      if (kind.kind !== 'removed' || origin === 'plugin') { continue; }
      yield {
        property,
        value: '',
        message: `Kafka ${kind.removedIn} removed this key`,
        mend: `Remove it; the notes on upgrading to ${kind.removedIn} say what became of it.`,
      };
    }
  },
};
