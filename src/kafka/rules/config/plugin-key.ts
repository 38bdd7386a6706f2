import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const PLUGIN_CONFIG_IS_FOR_PLUGINS: Rule<KafkaModel> = {
  id: 'config.plugin-key',
  severity: Severity.WARNING,
  summary: 'pluginConfig has no key that Kafka knows itself.',
  why: 'It takes effect, but after everything else: it silently overrides config and the config of each pool.',
  source: 'docs/configuration.md',
  *check(model) {
    for (const { kind, origin, property, shown } of declaredSettings(model)) {
      if (origin !== 'plugin' || kind.kind !== 'known') { continue; }
      yield { property, value: shown, message: "this is a key of Kafka's own", mend: "Put it into 'config'." };
    }
  },
};
