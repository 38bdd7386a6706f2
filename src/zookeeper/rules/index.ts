import { SERVER_IDS_ARE_BYTES } from './ensemble/ids';
import { ENSEMBLE_HAS_SERVERS } from './ensemble/nodes';
import { PEERS_OF_ENSEMBLE_ARE_SOMEBODY } from './ensemble/peers';
import { Rule, forEach } from '../../validation/rule';
import { INSTALLATION_RULES, QUORUM_RULES, SERVER_RULES } from '../../validation/shared';
import { ZooKeeperModel } from '../model';
import { ENSEMBLE_VERSION_IS_KNOWN } from './ensemble/unknown-version';
import { STORAGES_HAVE_ONE_VOLUME } from './ensemble/volumes';
import { installationOf, quorumOf, serverGroupOf } from './subjects';
import { SNAPSHOTS_ARE_PURGED } from './zoo-cfg/autopurge';
import { OWNED_ZOO_CFG_KEYS_ARE_LEFT_ALONE } from './zoo-cfg/owned-key';
import { ZOO_CFG_HOLDS_NO_SECRET } from './zoo-cfg/secret-value';
import { SESSION_TIMEOUTS_ARE_IN_ORDER } from './zoo-cfg/session-timeout';
import { ZOO_CFG_VALUES_ARE_OF_THEIR_TYPE } from './zoo-cfg/type';
import { ZOO_CFG_KEYS_ARE_KNOWN } from './zoo-cfg/unknown-key';
import { evaluate } from '../../validation/engine';
import { Finding } from '../../validation/finding';

/** Every rule about a ZooKeeper ensemble, in the order of what is found. */
export const ZOOKEEPER_RULES: readonly Rule<ZooKeeperModel>[] = [
  ENSEMBLE_HAS_SERVERS,
  SERVER_IDS_ARE_BYTES,
  ENSEMBLE_VERSION_IS_KNOWN,
  STORAGES_HAVE_ONE_VOLUME,
  PEERS_OF_ENSEMBLE_ARE_SOMEBODY,
  ...forEach(INSTALLATION_RULES, (model: ZooKeeperModel) => [installationOf(model)]),
  ...forEach(QUORUM_RULES, (model: ZooKeeperModel) => [quorumOf(model)]),
  ...forEach(SERVER_RULES, (model: ZooKeeperModel) => [serverGroupOf(model)]),
  OWNED_ZOO_CFG_KEYS_ARE_LEFT_ALONE,
  ZOO_CFG_KEYS_ARE_KNOWN,
  ZOO_CFG_VALUES_ARE_OF_THEIR_TYPE,
  SESSION_TIMEOUTS_ARE_IN_ORDER,
  ZOO_CFG_HOLDS_NO_SECRET,
  SNAPSHOTS_ARE_PURGED,
];

/** What the rules find in an ensemble. */
export function zooKeeperFindings(model: ZooKeeperModel): Finding[] {
  return evaluate(model.path, model, ZOOKEEPER_RULES, model.acknowledgements);
}
