import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Quorum } from '../../subjects';

export const QUORUM_BEARS_A_LOSS: Rule<Quorum> = {
  id: 'quorum.single',
  severity: Severity.WARNING,
  summary: 'Outside development, a quorum has three members or more.',
  why: 'With a single one, its restart stops the cluster, and the loss of its volume loses all metadata.',
  source: 'https://kafka.apache.org/documentation/#kraft_deployment, https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_zkMulitServerSetup',
  *check({ property, members, noun, development }) {
    if (members !== 1 || development) { return; }
    yield { property, value: '1', message: `without further ${noun}, its restart stops the cluster, and the loss of its volume loses all metadata`, mend: 'Declare 3, or acknowledge this for a cluster that may be lost.' };
  },
};
