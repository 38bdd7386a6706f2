import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const CLUSTER_HAS_BROKERS: Rule<KafkaModel> = {
  id: 'pools.none',
  severity: Severity.ERROR,
  summary: "A cluster has 'brokers' or 'combined' nodes.",
  why: 'Without them nothing holds records.',
  source: 'docs/architecture.md',
  *check({ declaredPools }) {
    if (declaredPools.includes('brokers') || declaredPools.includes('combined')) { return; }
    yield { property: 'brokers', value: '', message: 'the cluster has no nodes that hold records', mend: "Declare 'brokers', or 'combined' for a small cluster." };
  },
};
