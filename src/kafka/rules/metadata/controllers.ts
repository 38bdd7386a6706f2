import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const ZOOKEEPER_NEEDS_NO_CONTROLLERS: Rule<KafkaModel> = {
  id: 'metadata.controllers',
  severity: Severity.ERROR,
  summary: "With metadata in ZooKeeper there are neither 'controllers' nor 'combined' nodes.",
  why: 'Controllers are roles of KRaft; in ZooKeeper mode one of the brokers is the controller.',
  source: 'KIP-500, https://kafka.apache.org/39/documentation.html#kraft_role',
  *check({ metadata, declaredPools }) {
    if (metadata.mode !== 'zookeeper') { return; }
    for (const property of declaredPools.filter((p) => p !== 'brokers')) {
      yield { property, value: '', message: 'with metadata in ZooKeeper there are brokers only', mend: "Declare 'brokers' only, or leave 'metadata' out for KRaft." };
    }
  },
};
