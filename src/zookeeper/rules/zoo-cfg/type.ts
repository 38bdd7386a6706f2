import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';
import { NUMERIC_KEYS } from '../../zoo-cfg-keys';

export const ZOO_CFG_VALUES_ARE_OF_THEIR_TYPE: Rule<ZooKeeperModel> = {
  id: 'zoo-cfg.type',
  severity: Severity.ERROR,
  summary: 'Numbers in zoo.cfg are whole numbers within their bounds.',
  why: 'ZooKeeper ends with a NumberFormatException or an IllegalArgumentException, or, with a limit of 0 ticks, no server could ever follow another.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_configuration, org.apache.zookeeper.server.quorum.QuorumPeerConfig#parseProperties',
  *check({ config }) {
    for (const [key, value] of Object.entries(config)) {
      const bounds = NUMERIC_KEYS.get(key);
      if (!bounds || (/^-?\d+$/.test(value.trim()) && Number(value) >= bounds.min && Number(value) <= 2 ** 31 - 1)) { continue; }
      yield { property: `config '${key}'`, value: value || "''", message: `this is no number of ${bounds.unit}`, mend: `It must be a whole number, at least ${bounds.min}.` };
    }
  },
};
