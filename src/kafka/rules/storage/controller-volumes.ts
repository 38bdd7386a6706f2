import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, poolProperty } from '../../model';

export const CONTROLLERS_HAVE_ONE_VOLUME: Rule<KafkaModel> = {
  id: 'storage.controller-volumes',
  severity: Severity.WARNING,
  summary: 'Dedicated controllers have one volume.',
  why: 'The metadata log lies on the first one; the others stay empty.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_metadata.log.dir',
  *check(model) {
    for (const pool of model.pools) {
      if (pool.roles.includes('broker') || pool.volumes.length < 2) { continue; }
      yield { property: poolProperty(pool, 'storage'), value: `${pool.volumes.length} volumes`, message: 'controllers use the first one only', mend: 'Declare one.' };
    }
  },
};
