import { findKey, minorOf, suggest } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { anyOf } from '../../../validation/wording';
import { KafkaModel } from '../../model';
import { topicProperty } from '../../topic-model';
import { topicKeyOf } from '../topic-key-of';

export const TOPIC_KEYS_ARE_KNOWN: Rule<KafkaModel> = {
  id: 'topics.unknown-key',
  severity: Severity.ERROR,
  summary: "Every key in a topic's config is one that topics of this version of Kafka have.",
  why: 'Kafka refuses to create the topic, or to change its settings.',
  source: 'https://kafka.apache.org/documentation/#topicconfigs, docs/config-catalog.md',
  *check(model) {
    const { minor } = minorOf(model.version.minor);
    for (const topic of model.topics) {
      for (const key of Object.keys(topic.config)) {
        if (findKey(minor, key, 'topic')) { continue; }
        const own = topicKeyOf(minor, key);
        const meant = own === undefined ? suggest(minor, key, 'topic') : [own];
        yield {
          property: topicProperty(topic, `config '${key}'`),
          value: '',
          message: `topics of Kafka ${model.version.minor} have no such key`,
          mend: meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : 'Remove it.',
        };
      }
    }
  },
};
