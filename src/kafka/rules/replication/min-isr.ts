import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, settingProperty } from '../../model';

/** min.insync.replicas, and the replication factor that it must be below. */
const PAIRS = [
  ['min.insync.replicas', 'default.replication.factor', 'topics default to'],
  ['transaction.state.log.min.isr', 'transaction.state.log.replication.factor', 'the transaction log has'],
  ['share.coordinator.state.topic.min.isr', 'share.coordinator.state.topic.replication.factor', 'the share group state has'],
] as const;

export const MIN_ISR_BELOW_REPLICATION_FACTOR: Rule<KafkaModel> = {
  id: 'replication.min-isr',
  severity: Severity.ERROR,
  summary: 'min.insync.replicas is below the replication factor, if that is above 1.',
  why: 'Where it is not, one broker down stops every producer with acks=all, as all replicas must take each record.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_min.insync.replicas',
  *check(model) {
    for (const pool of brokerPools(model)) {
      for (const [minimum, factor, subject] of PAIRS) {
        const setting = pool.settings.get(minimum);
        const [inSync, replicas] = [Number(setting?.value), Number(pool.settings.get(factor)?.value)];
        if (!setting || !(inSync > 1 || replicas > 1) || !(inSync >= replicas)) { continue; }
        yield {
          property: settingProperty(pool, minimum, setting),
          value: setting.value,
          message: `${subject} ${replicas} replica${replicas === 1 ? '' : 's'}: one broker down would stop every acks=all producer`,
          mend: `Lower it to ${Math.max(1, replicas - 1)}, or raise ${factor}.`,
        };
      }
    }
  },
};
