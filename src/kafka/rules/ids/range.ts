import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, poolProperty } from '../../model';

const LARGEST = 2 ** 31 - 1;

export const IDS_ARE_IN_RANGE: Rule<KafkaModel> = {
  id: 'ids.range',
  severity: Severity.ERROR,
  summary: `The ids of all nodes are whole numbers from 0 to ${LARGEST}.`,
  why: 'They are 32 bits wide, in Kafka and as the ordinals of a StatefulSet; Kafka takes none below 0.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_node.id, https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#ordinal-index',
  *check(model) {
    for (const pool of model.pools) {
      const first = pool.firstNodeId;
      const last = Math.max(first, ...pool.sets.map((set) => set.firstNodeId + Math.max(1, set.nodes.length) - 1));
      if (Number.isInteger(first) && first >= 0 && last <= LARGEST) { continue; }
      yield {
        property: poolProperty(pool, 'firstNodeId'),
        value: String(first),
        message: !Number.isInteger(first) || first < 0 ? 'a node cannot have this id' : `the last node would have the id ${last}`,
        mend: `State a whole number from 0 to ${LARGEST} that leaves room for all nodes.`,
      };
    }
  },
};
