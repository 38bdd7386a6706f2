import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, nodesOf, poolProperty } from '../../model';

export const BROKERS_NEED_COMPANY: Rule<KafkaModel> = {
  id: 'replication.few-brokers',
  severity: Severity.WARNING,
  summary: 'A cluster has at least three brokers.',
  why: 'With fewer, partitions cannot have three replicas: the loss of one broker stops producers or loses records.',
  source: 'https://kafka.apache.org/documentation/#replication',
  *check(model) {
    const count = nodesOf(brokerPools(model)).length;
    const [pool] = brokerPools(model);
    if (!pool || count === 0 || count >= 3 || model.development) { return; }
    yield {
      property: poolProperty(pool, 'nodes'),
      value: String(count),
      message: `topics default to ${count === 1 ? 'a single replica' : `${count} replicas`} and min.insync.replicas 1, so the loss of one broker can lose acknowledged records`,
      mend: 'Declare 3 or more, or acknowledge this for a cluster that may lose its data.',
    };
  },
};
