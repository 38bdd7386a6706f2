import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

export const TOPIC_KEYS_ARE_SET_ON_TOPICS: Rule<KafkaModel> = {
  id: 'config.topic-key',
  severity: Severity.ERROR,
  summary: "No key is a topic's: brokers have keys of their own for the defaults of topics.",
  why: "A broker ignores a topic's key without a word in its log.",
  source: 'https://kafka.apache.org/documentation/#topicconfigs (Server Default Property), org.apache.kafka.server.config.ServerTopicConfigSynonyms',
  *check(model) {
    for (const { kind, origin, property } of declaredSettings(model)) {
      if (kind.kind !== 'topic' || origin === 'plugin') { continue; }
      yield {
        property,
        value: '',
        message: "this is a topic's key, and a broker ignores it",
        mend: kind.brokerKey === undefined ? 'Set it on the topics; brokers have no default for it.' : `For the default of all topics use '${kind.brokerKey}'.`,
      };
    }
  },
};
