import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const VERSION_SUPPORTS_ZOOKEEPER: Rule<KafkaModel> = {
  id: 'metadata.no-zookeeper',
  severity: Severity.ERROR,
  summary: 'Metadata is kept in ZooKeeper by Kafka 3.9 only.',
  why: 'Kafka 4.0 has removed ZooKeeper mode: no broker would start.',
  source: 'KIP-500, KIP-833, https://kafka.apache.org/40/documentation.html#upgrade',
  *check({ metadata, version }) {
    if (metadata.mode !== 'zookeeper' || version.supportsZooKeeper) { return; }
    yield { property: 'version', value: version.version, message: 'Kafka 4.0 and later cannot keep metadata in ZooKeeper', mend: "Use KafkaVersion.V3_9, or leave 'metadata' out for KRaft." };
  },
};
