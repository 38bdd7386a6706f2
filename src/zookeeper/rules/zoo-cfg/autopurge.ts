import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';

const KEY = 'autopurge.purgeInterval';

export const SNAPSHOTS_ARE_PURGED: Rule<ZooKeeperModel> = {
  id: 'zoo-cfg.autopurge',
  severity: Severity.WARNING,
  summary: 'Old snapshots and transaction logs are purged.',
  why: 'Otherwise ZooKeeper keeps every one of them until the volume is full, and then stops.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#Ongoing+Data+Directory+Cleanup',
  *check({ config }) {
    const value = config[KEY];
    if (value === undefined || !(Number(value) <= 0)) { return; }
    yield { property: `config '${KEY}'`, value, message: 'nothing is ever purged, until the volume is full', mend: 'Leave it out for once a day, or state a number of hours.' };
  },
};
