import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { topicProperty } from '../../topic-model';

export const TOPICS_HAVE_PARTITIONS: Rule<KafkaModel> = {
  id: 'topics.partitions',
  severity: Severity.ERROR,
  summary: 'The number of partitions of a topic is a whole number, and 1 or more.',
  why: 'Kafka creates no other topic. One request takes at most 10,000 partitions in KRaft mode.',
  source: 'org.apache.kafka.common.errors.InvalidPartitionsException, org.apache.kafka.controller.QuorumController#MAX_RECORDS_PER_USER_OP',
  *check({ topics }) {
    for (const topic of topics) {
      const { partitions } = topic;
      if (partitions === undefined || (Number.isInteger(partitions) && partitions >= 1 && partitions <= MOST_PARTITIONS)) { continue; }
      yield { property: topicProperty(topic, 'partitions'), value: String(partitions), message: 'Kafka creates no such topic', mend: `Declare a whole number from 1 to ${MOST_PARTITIONS}, or leave it out.` };
    }
  },
};

/** The topic's own record counts as well. */
const MOST_PARTITIONS = 9_999;
