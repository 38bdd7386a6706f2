import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { listed } from '../../../validation/wording';
import { KafkaModel, brokerPools, poolProperty } from '../../model';

export const ZONES_HAVE_AS_MANY_BROKERS: Rule<KafkaModel> = {
  id: 'replication.uneven-zones',
  severity: Severity.WARNING,
  summary: 'Every zone has as many brokers as every other.',
  why: 'Replicas are spread evenly over zones, so the brokers of a zone with fewer of them hold, and do, more than the others; a zone without brokers holds nothing.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_racks ("we recommend that you have an equal number of brokers per rack")',
  *check(model) {
    if (model.development) { return; }
    for (const pool of brokerPools(model)) {
      const counts = pool.sets.map((set) => set.nodes.length);
      if (new Set(counts).size < 2) { continue; }
      yield {
        property: poolProperty(pool, 'nodes'),
        value: String(pool.declaredNodes),
        message: `over ${pool.sets.length} zones that makes ${listed(counts.map(String), 'and')}; the brokers of the smaller zones have to hold more`,
        mend: `Declare a multiple of ${pool.sets.length}.`,
      };
    }
  },
};
