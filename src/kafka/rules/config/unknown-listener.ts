import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { listed } from '../../../validation/wording';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const LISTENER_KEYS_NAME_A_LISTENER: Rule<KafkaModel> = {
  id: 'config.unknown-listener',
  severity: Severity.ERROR,
  summary: 'A key of one listener, listener.name.<listener>.…, names one that the cluster has.',
  why: 'Nothing reads it: the listener that was meant runs with other settings.',
  source: 'https://kafka.apache.org/documentation/#listener_configuration, KIP-103',
  *check(model) {
    for (const { kind, origin, property } of declaredSettings(model)) {
      if (kind.kind !== 'unknown-listener' || origin === 'plugin') { continue; }
      yield {
        property,
        value: '',
        message: `the cluster has no listener '${kind.listener}'`,
        mend: `It has ${listed(model.listeners.map((l) => `'${l.name.toLowerCase()}'`), 'and')}.`,
      };
    }
  },
};
