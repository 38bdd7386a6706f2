import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, poolProperty } from '../../model';

export const IDS_ARE_UNIQUE: Rule<KafkaModel> = {
  id: 'ids.overlap',
  severity: Severity.ERROR,
  summary: 'No two nodes have the same id, be they brokers or controllers.',
  why: 'Kafka tells nodes apart by their ids alone: of two with the same one, the second is refused, or takes the place of the first.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_node.id, KIP-631',
  *check(model) {
    // Within a pool the zones' ranges cannot meet unless ids.per-zone says so.
    const ranges = model.pools.flatMap((pool) => pool.sets.map((set) => (
      { pool, set, first: set.firstNodeId, last: set.firstNodeId + set.nodes.length - 1 })));
    for (const [i, one] of ranges.entries()) {
      const other = ranges.slice(0, i).find((o) => o.pool !== one.pool && o.first <= one.last && one.first <= o.last);
      if (!other) { continue; }
      const shared = Math.max(one.first, other.first);
      yield {
        property: poolProperty(one.pool, 'firstNodeId'),
        value: String(one.pool.firstNodeId),
        message: `'${one.set.name}' and '${other.set.name}' would both have a node ${shared}`,
        mend: `State another 'firstNodeId' for new ${one.pool.property}.`,
      };
    }
  },
};
