import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';

export const STORAGES_HAVE_ONE_VOLUME: Rule<ZooKeeperModel> = {
  id: 'ensemble.volumes',
  severity: Severity.ERROR,
  summary: "'storage' and 'transactionLogStorage' are one volume each.",
  why: 'ZooKeeper writes its snapshots to one folder and its transaction log to one: further volumes would stay empty.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html (dataDir, dataLogDir)',
  *check({ declaredVolumes }) {
    for (const [property, volumes] of [['storage', declaredVolumes.storage], ['transactionLogStorage', declaredVolumes.transactionLog]] as const) {
      if (volumes > 1) {
        yield { property, value: `${volumes} volumes`, message: 'ZooKeeper uses one', mend: "Declare one volume; the transaction log can have one of its own: 'transactionLogStorage'." };
      }
    }
  },
};
