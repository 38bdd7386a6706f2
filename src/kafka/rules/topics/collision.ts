import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { topicProperty } from '../../topic-model';

export const TOPIC_NAMES_DO_NOT_COLLIDE: Rule<KafkaModel> = {
  id: 'topics.collision',
  severity: Severity.ERROR,
  summary: "No topic is declared twice, and no two names differ in nothing but '.' and '_'.",
  why: "Of two declarations only one could hold; and Kafka refuses names that its metrics could not tell apart, where '.' becomes '_'.",
  source: 'org.apache.kafka.common.internals.Topic#hasCollision',
  *check({ topics }) {
    const seen = new Map<string, string>();
    for (const topic of topics) {
      const told = topic.name.replace(/\./g, '_');
      const other = seen.get(told);
      if (other === undefined) { seen.set(told, topic.name); continue; }
      yield {
        property: topicProperty(topic),
        value: '',
        message: other === topic.name ? 'it is declared twice' : `Kafka takes its name for that of '${other}', as '.' and '_' are one in the names of metrics`,
        mend: other === topic.name ? 'Declare it once.' : 'Give one of them another name.',
      };
    }
  },
};
