import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { count } from '../../../validation/wording';
import { KafkaModel, brokerPools, nodesOf } from '../../model';
import { topicProperty } from '../../topic-model';

export const TOPIC_REPLICATION_CAN_BE_MET: Rule<KafkaModel> = {
  id: 'topics.replication-factor',
  severity: Severity.ERROR,
  summary: 'The replication factor of a topic is a whole number from 1 to the number of brokers.',
  why: 'Kafka refuses to create a partition with more replicas than there are brokers.',
  source: 'https://kafka.apache.org/documentation/#replication, org.apache.kafka.common.errors.InvalidReplicationFactorException',
  *check(model) {
    const brokers = nodesOf(brokerPools(model)).length;
    for (const topic of model.topics) {
      const { replicas } = topic;
      if (replicas === undefined || brokers === 0 || (Number.isInteger(replicas) && replicas >= 1 && replicas <= brokers)) { continue; }
      yield {
        property: topicProperty(topic, 'replicationFactor'),
        value: String(replicas),
        message: replicas > brokers ? `there ${brokers === 1 ? 'is' : 'are'} ${count(brokers, 'broker')}` : 'Kafka creates no such topic',
        mend: `Declare a whole number from 1 to ${brokers}, or leave it out.`,
      };
    }
  },
};
