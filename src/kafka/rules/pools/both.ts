import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const NODES_ARE_COMBINED_OR_NOT: Rule<KafkaModel> = {
  id: 'pools.both',
  severity: Severity.ERROR,
  summary: "A cluster has either 'combined' nodes, or 'brokers' and 'controllers'.",
  why: 'Brokers beside combined nodes would leave it open which of the nodes a quorum consists of; two groups of controllers would be two quorums.',
  source: 'https://kafka.apache.org/documentation/#kraft_role, docs/architecture.md',
  *check({ declaredPools }) {
    if (!declaredPools.includes('combined')) { return; }
    for (const other of declaredPools.filter((p) => p !== 'combined')) {
      yield { property: 'combined', value: '', message: `there are '${other}' as well`, mend: "Declare either 'combined', or 'brokers' and, if three are not right, 'controllers'." };
    }
  },
};
