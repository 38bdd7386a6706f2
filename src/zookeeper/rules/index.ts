import { evaluate } from '../../validation/engine';
import { Finding } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { ZooKeeperModel } from '../model';

/** Every rule about a ZooKeeper ensemble, in the order of docs/rules.md. */
export const ZOOKEEPER_RULES: readonly Rule<ZooKeeperModel>[] = [];

/** What the rules find in an ensemble. */
export function zooKeeperFindings(model: ZooKeeperModel): Finding[] {
  return evaluate(model.path, model, ZOOKEEPER_RULES, model.acknowledgements);
}
