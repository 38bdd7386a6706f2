import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, nodesOf } from '../../model';

export const TOPICS_SURVIVE_A_ZONE: Rule<KafkaModel> = {
  id: 'replication.racks',
  severity: Severity.WARNING,
  summary: 'Where zones are stated, the loss of any one of them leaves min.insync.replicas of the default replicas.',
  why: 'With fewer zones than replicas one of them holds two replicas of some partitions: when it goes, producers with acks=all stop for these.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_racks, KIP-36',
  *check(model) {
    const zones = new Set(nodesOf(brokerPools(model)).flatMap((n) => n.rack ?? [])).size;
    if (zones < 2 || model.development) { return; }
    for (const pool of brokerPools(model)) {
      const [factor, inSync] = ['default.replication.factor', 'min.insync.replicas'].map((key) => Number(pool.settings.get(key)?.value));
      const left = factor - Math.ceil(factor / zones);
      // Where the factor itself does not exceed the minimum, replication.min-isr speaks.
      if (!(factor > inSync) || !(left < inSync)) { continue; }
      yield {
        property: 'zones',
        value: String(zones),
        message: `of ${factor} replicas in ${zones} zones, the loss of one can leave ${left}, where min.insync.replicas is ${inSync}`,
        mend: `Spread the brokers over ${factor} zones, or acknowledge that the loss of a zone stops producers.`,
      };
    }
  },
};
