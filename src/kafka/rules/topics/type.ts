import { checkValue, findKey, minorOf } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { topicProperty } from '../../topic-model';

export const TOPIC_VALUES_ARE_OF_THEIR_TYPE: Rule<KafkaModel> = {
  id: 'topics.type',
  severity: Severity.ERROR,
  summary: "A value in a topic's config is of its key's type, and one that Kafka's own validator takes.",
  why: 'Kafka refuses to create the topic, or to change its settings.',
  source: 'https://kafka.apache.org/documentation/#topicconfigs (Type, Valid Values), org.apache.kafka.storage.internals.log.LogConfig',
  *check(model) {
    const { minor, exact } = minorOf(model.version.minor);
    for (const topic of model.topics) {
      for (const [key, value] of Object.entries(topic.config)) {
        const definition = findKey(minor, key, 'topic');
        // A later version may take more than the validators that are known.
        const problem = definition && checkValue(exact ? definition : { ...definition, validator: undefined }, value);
        if (problem === undefined) { continue; }
        yield { property: topicProperty(topic, `config '${key}'`), value, message: `Kafka ${model.version.minor} refuses this`, mend: `It must ${problem}.` };
      }
    }
  },
};
