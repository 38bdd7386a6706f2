import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { MOST_NODES } from '../../defaults';
import { KafkaModel, poolProperty } from '../../model';

export const POOLS_HAVE_NODES: Rule<KafkaModel> = {
  id: 'pools.nodes',
  severity: Severity.ERROR,
  summary: `The number of nodes is a whole number from 1 to ${MOST_NODES}.`,
  why: 'Nothing else can be made; a larger one is a slip of the keyboard.',
  source: 'docs/architecture.md',
  *check(model) {
    for (const pool of model.pools) {
      const nodes = pool.declaredNodes;
      if (Number.isInteger(nodes) && nodes >= 1 && nodes <= MOST_NODES) { continue; }
      yield {
        property: poolProperty(pool, 'nodes'),
        value: String(nodes),
        message: nodes === 0 ? `there would be no ${pool.property === 'combined' ? 'nodes' : pool.property}` : `there can be no such number of ${pool.property === 'combined' ? 'nodes' : pool.property}`,
        mend: `Declare a whole number from 1 to ${MOST_NODES}.`,
      };
    }
  },
};
