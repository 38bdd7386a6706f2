import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

/** Whether only a broker that keeps its metadata in ZooKeeper reads a key. */
export function isZooKeeperOnly(key: string): boolean {
  return key.startsWith('zookeeper.') || key === 'inter.broker.protocol.version';
}

export const KRAFT_HAS_NO_KEYS_OF_ZOOKEEPER: Rule<KafkaModel> = {
  id: 'config.zookeeper-only',
  severity: Severity.ERROR,
  summary: 'Where metadata is kept by KRaft, no key is one that only ZooKeeper mode reads.',
  why: "Kafka ignores it; an 'inter.broker.protocol.version' below 3.0 even keeps it from formatting its volumes. In KRaft the finalized metadata.version takes its place.",
  source: 'https://kafka.apache.org/39/documentation.html#upgrade_39, kafka.server.KafkaConfig',
  *check(model) {
    if (model.metadata.mode !== 'kraft') { return; }
    for (const { key, kind, origin, property } of declaredSettings(model)) {
      if (kind.kind !== 'known' || origin === 'plugin' || !isZooKeeperOnly(key)) { continue; }
      yield {
        property,
        value: '',
        message: 'only a broker that keeps its metadata in ZooKeeper reads this key',
        mend: 'Remove it.',
      };
    }
  },
};
