import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';
import { ownedKey } from '../../zoo-cfg-keys';

export const OWNED_ZOO_CFG_KEYS_ARE_LEFT_ALONE: Rule<ZooKeeperModel> = {
  id: 'zoo-cfg.owned-key',
  severity: Severity.ERROR,
  summary: 'Keys of zoo.cfg that follow from the rest of the declaration are not set by hand.',
  why: 'Servers, ports and folders must agree between all servers, their volumes, Services and probes; a value by hand would contradict one of these.',
  source: 'docs/architecture.md',
  *check({ config }) {
    for (const [key, value] of Object.entries(config)) {
      const instead = ownedKey(key);
      if (instead !== undefined) { yield { property: `config '${key}'`, value: value || "''", message: 'this key is set by the library', mend: `${instead}.` }; }
    }
  },
};
