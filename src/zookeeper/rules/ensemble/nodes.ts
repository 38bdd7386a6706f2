import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { LARGEST_ID, ZooKeeperModel } from '../../model';

export const ENSEMBLE_HAS_SERVERS: Rule<ZooKeeperModel> = {
  id: 'ensemble.nodes',
  severity: Severity.ERROR,
  summary: `The number of servers is a whole number from 1 to ${LARGEST_ID}.`,
  why: 'Nothing else can be made; every server has an id of a byte.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_zkMulitServerSetup (myid)',
  *check({ declaredNodes }) {
    if (Number.isInteger(declaredNodes) && declaredNodes >= 1 && declaredNodes <= LARGEST_ID) { return; }
    yield { property: 'nodes', value: String(declaredNodes), message: 'there can be no such number of servers', mend: 'Declare 3 or 5.' };
  },
};
