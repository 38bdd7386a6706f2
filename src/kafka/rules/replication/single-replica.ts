import { REPLICATION_FACTORS } from './factor';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, nodesOf, settingProperty } from '../../model';

export const TOPICS_HAVE_REPLICAS: Rule<KafkaModel> = {
  id: 'replication.single-replica',
  severity: Severity.WARNING,
  summary: 'Where there are several brokers, no topic has a single replica by default.',
  why: 'Every restart of a broker makes its partitions unavailable, and the loss of its volume loses them. The sample server.properties of Kafka, with its replication factors of 1, is for a single node.',
  source: 'https://kafka.apache.org/documentation/#replication, config/server.properties of the distribution',
  *check(model) {
    const brokers = nodesOf(brokerPools(model)).length;
    if (brokers < 2 || model.development) { return; }
    for (const pool of brokerPools(model)) {
      for (const [key] of REPLICATION_FACTORS) {
        const setting = pool.settings.get(key);
        if (!setting || setting.origin === 'default' || Number(setting.value) !== 1) { continue; }
        yield {
          property: settingProperty(pool, key, setting),
          value: setting.value,
          message: 'every restart of a broker makes its partitions unavailable, and the loss of its volume loses them',
          mend: `Leave it out: with ${brokers} brokers it is ${Math.min(3, brokers)}.`,
        };
      }
    }
  },
};
