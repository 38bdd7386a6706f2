import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';

export const SESSION_TIMEOUTS_ARE_IN_ORDER: Rule<ZooKeeperModel> = {
  id: 'zoo-cfg.session-timeout',
  severity: Severity.ERROR,
  summary: 'minSessionTimeout, by default 2 ticks, is not above maxSessionTimeout, by default 20.',
  why: 'ZooKeeper does not start: "minSessionTimeout must not be larger than maxSessionTimeout".',
  source: 'org.apache.zookeeper.server.quorum.QuorumPeerConfig#parseProperties',
  *check({ config }) {
    if (config.minSessionTimeout === undefined && config.maxSessionTimeout === undefined) { return; }
    const tick = Number(config.tickTime ?? 2000);
    // -1 is the default, as if left out.
    const [min, max] = [Number(config.minSessionTimeout ?? -1), Number(config.maxSessionTimeout ?? -1)];
    const [least, most] = [min === -1 ? 2 * tick : min, max === -1 ? 20 * tick : max];
    if (!(least > most)) { return; }
    const key = config.minSessionTimeout === undefined ? 'maxSessionTimeout' : 'minSessionTimeout';
    yield {
      property: `config '${key}'`,
      value: config[key],
      message: key === 'minSessionTimeout' ? `maxSessionTimeout is ${most} ms` : `minSessionTimeout is ${least} ms`,
      mend: `It must be at ${key === 'minSessionTimeout' ? `most ${most}` : `least ${least}`}.`,
    };
  },
};
