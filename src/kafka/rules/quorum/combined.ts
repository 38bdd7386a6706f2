import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, poolProperty } from '../../model';

/** Where three nodes carry both roles, nothing is gained by fewer controllers; from here on a part of the nodes would do. */
const MOST_COMBINED = 3;

export const LARGE_CLUSTERS_HAVE_THEIR_OWN_CONTROLLERS: Rule<KafkaModel> = {
  id: 'quorum.combined',
  severity: Severity.WARNING,
  summary: `Outside development, at most ${MOST_COMBINED} nodes are combined.`,
  why: 'All of them vote, so every change of metadata waits for a majority of busy brokers, and no role can be rolled or scaled without the other.',
  source: 'https://kafka.apache.org/documentation/#kraft_role ("combined mode is not recommended in critical deployment environments")',
  *check(model) {
    for (const pool of model.pools) {
      if (model.development || pool.property !== 'combined' || !(pool.declaredNodes > MOST_COMBINED)) { continue; }
      yield {
        property: poolProperty(pool, 'nodes'),
        value: String(pool.declaredNodes),
        message: `all ${pool.declaredNodes} vote, so every change of metadata waits for ${Math.floor(pool.declaredNodes / 2) + 1} busy brokers`,
        mend: "Declare 'brokers' instead: three controllers of their own come with them.",
      };
    }
  },
};
