import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { HIDDEN, namesSecret } from '../../../validation/secrets';
import { ZooKeeperModel } from '../../model';

export const ZOO_CFG_HOLDS_NO_SECRET: Rule<ZooKeeperModel> = {
  id: 'zoo-cfg.secret-value',
  severity: Severity.ERROR,
  summary: 'No password is in the configuration itself.',
  why: 'Configuration lies in a ConfigMap, in the manifests, and so in version control, readable for everybody who may read those.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html (ssl.keyStore.passwordPath), https://kubernetes.io/docs/concepts/configuration/secret/',
  *check({ config }) {
    for (const [key, value] of Object.entries(config)) {
      if (value === '' || !namesSecret(key)) { continue; }
      yield {
        property: `config '${key}'`,
        value: HIDDEN,
        message: 'a secret would lie readable in the manifests',
        mend: key.startsWith('ssl.') ? `Mount it from a Secret, and state its file as '${key}Path'.` : 'Remove it.',
      };
    }
  },
};
