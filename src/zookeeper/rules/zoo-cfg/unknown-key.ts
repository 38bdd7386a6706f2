import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { anyOf } from '../../../validation/wording';
import { ZooKeeperModel } from '../../model';
import { isKnownKey, ownedKey, suggestKeys } from '../../zoo-cfg-keys';

export const ZOO_CFG_KEYS_ARE_KNOWN: Rule<ZooKeeperModel> = {
  id: 'zoo-cfg.unknown-key',
  severity: Severity.WARNING,
  summary: 'Every key in config is one that ZooKeeper reads.',
  why: "ZooKeeper turns every other key into a system property 'zookeeper.<key>', which nothing reads: what was meant never takes effect.",
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_configuration, org.apache.zookeeper.server.quorum.QuorumPeerConfig#parseProperties',
  *check({ config }) {
    for (const key of Object.keys(config)) {
      if (isKnownKey(key) || ownedKey(key) !== undefined) { continue; }
      const meant = suggestKeys(key);
      yield {
        property: `config '${key}'`,
        value: '',
        message: 'ZooKeeper reads no such key',
        mend: key === 'jute.maxbuffer' || key.startsWith('zookeeper.') ? 'It is a system property: state it in \'jvm.systemProperties\'.'
          : meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : 'Remove it.',
      };
    }
  },
};
