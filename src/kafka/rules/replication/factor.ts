import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { count } from '../../../validation/wording';
import { KafkaModel, brokerPools, nodesOf, settingProperty } from '../../model';

/** Each replication factor, and what cannot be made with more replicas than there are brokers. */
export const REPLICATION_FACTORS = [
  ['default.replication.factor', 'no topic could be created with the default'],
  ['offsets.topic.replication.factor', 'no consumer group could commit'],
  ['transaction.state.log.replication.factor', 'no transaction could begin'],
  ['share.coordinator.state.topic.replication.factor', 'no share group could be read from'],
] as const;

export const REPLICATION_FACTOR_CAN_BE_MET: Rule<KafkaModel> = {
  id: 'replication.factor',
  severity: Severity.ERROR,
  summary: 'No replication factor is above the number of brokers.',
  why: 'Kafka refuses to create a partition with more replicas than there are brokers: the topic never comes to be.',
  source: 'https://kafka.apache.org/documentation/#replication, org.apache.kafka.common.errors.InvalidReplicationFactorException',
  *check(model) {
    const brokers = nodesOf(brokerPools(model)).length;
    if (brokers === 0) { return; }
    for (const pool of brokerPools(model)) {
      for (const [key, otherwise] of REPLICATION_FACTORS) {
        const setting = pool.settings.get(key);
        const factor = Number(setting?.value);
        if (!setting || !(factor > brokers)) { continue; }
        yield {
          property: settingProperty(pool, key, setting),
          value: setting.value,
          message: `there ${brokers === 1 ? 'is' : 'are'} ${count(brokers, 'broker')}, and ${otherwise}`,
          mend: `Lower it to ${Math.min(3, brokers)}, or declare more brokers.`,
        };
      }
    }
  },
};
