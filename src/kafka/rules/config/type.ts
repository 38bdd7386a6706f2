import { checkValue, minorOf } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const VALUES_ARE_OF_THEIR_TYPE: Rule<KafkaModel> = {
  id: 'config.type',
  severity: Severity.ERROR,
  summary: "A key's value is of its type, and one that Kafka's own validator takes.",
  why: 'Kafka ends with a ConfigException, when its volumes are formatted or when it starts.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs (Type, Valid Values), org.apache.kafka.common.config.ConfigDef',
  *check(model) {
    const { exact } = minorOf(model.version.minor);
    for (const { kind, value, property, shown } of declaredSettings(model)) {
      if (kind.kind !== 'known') { continue; }
      // A later version may take more than the validators that are known.
      const problem = checkValue(exact ? kind.definition : { ...kind.definition, validator: undefined }, value);
      if (problem) { yield { property, value: shown, message: `Kafka ${model.version.minor} refuses this`, mend: `It must ${problem}.` }; }
    }
  },
};
