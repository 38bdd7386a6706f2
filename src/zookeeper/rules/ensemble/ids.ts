import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { LARGEST_ID, ZooKeeperModel } from '../../model';

export const SERVER_IDS_ARE_BYTES: Rule<ZooKeeperModel> = {
  id: 'ensemble.ids',
  severity: Severity.ERROR,
  summary: `The ids of all servers are whole numbers from 1 to ${LARGEST_ID}.`,
  why: 'An id (myid) is the upper byte of the session ids that a server makes; with another, sessions of several servers would be the same.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_zkMulitServerSetup (myid), org.apache.zookeeper.server.SessionTrackerImpl#initializeNextSessionId',
  *check({ firstNodeId, servers }) {
    const last = firstNodeId + Math.max(1, servers.length) - 1;
    if (Number.isInteger(firstNodeId) && firstNodeId >= 1 && last <= LARGEST_ID) { return; }
    yield {
      property: 'firstNodeId',
      value: String(firstNodeId),
      message: Number.isInteger(firstNodeId) && firstNodeId >= 1 ? `the last server would have the id ${last}` : 'a server cannot have this id',
      mend: `State a whole number from 1 to ${LARGEST_ID + 1 - Math.max(1, servers.length)}, or leave it out for 1.`,
    };
  },
};
