import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { count } from '../../../validation/wording';
import { KafkaModel, poolProperty } from '../../model';

export const ZONES_HAVE_ENOUGH_IDS: Rule<KafkaModel> = {
  id: 'ids.per-zone',
  severity: Severity.ERROR,
  summary: 'nodeIdsPerZone is a whole number, and no zone has more nodes than that.',
  why: 'The ids of one zone would run into those of the next.',
  source: 'docs/architecture.md',
  *check(model) {
    for (const pool of model.pools) {
      const ids = pool.nodeIdsPerZone;
      const property = poolProperty(pool, 'nodeIdsPerZone');
      if (!Number.isInteger(ids) || ids < 1 || ids >= 2 ** 31) {
        yield { property, value: String(ids), message: 'a zone cannot have this number of ids', mend: 'State a whole number, at least 1, or leave it out for 100.' };
        continue;
      }
      const full = pool.sets.find((set) => set.zone !== undefined && set.nodes.length > ids);
      if (!full) { continue; }
      yield {
        property,
        value: String(ids),
        message: `zone '${full.zone}' has ${count(full.nodes.length, 'node')}, so their ids run into those of the next zone`,
        mend: `Raise it for a new cluster; in one that runs, where it cannot change, declare at most ${ids * pool.sets.length} nodes.`,
      };
    }
  },
};
