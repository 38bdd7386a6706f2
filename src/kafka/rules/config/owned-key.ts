import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, settingProperty } from '../../model';
import { OWNED_KEYS } from '../../settings';

export const OWNED_KEYS_ARE_LEFT_ALONE: Rule<KafkaModel> = {
  id: 'config.owned-key',
  severity: Severity.ERROR,
  summary: 'Keys that follow from the rest of the declaration are not set by hand.',
  why: 'Identity, listeners and the quorum must agree between all nodes, their volumes and their Services; a value by hand would contradict one of these.',
  source: 'docs/architecture.md',
  *check(model) {
    for (const pool of model.pools) {
      for (const [key, setting] of pool.settings) {
        const instead = OWNED_KEYS.get(key);
        const users = setting.origin === 'identity' ? setting.overridden : setting.origin === 'default' ? undefined : setting;
        if (instead === undefined || users === undefined) { continue; }
        yield {
          property: settingProperty(pool, key, users),
          value: users.value,
          message: 'this key is set by the library',
          mend: `${instead}.`,
        };
      }
    }
  },
};
