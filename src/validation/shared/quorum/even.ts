import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Quorum } from '../../subjects';
import { count } from '../../wording';

export const QUORUM_IS_ODD: Rule<Quorum> = {
  id: 'quorum.even',
  severity: Severity.WARNING,
  summary: 'The number of members of a quorum is odd.',
  why: 'One more, making it even, raises the majority too: it bears the loss of no more members, and every write waits for one more.',
  source: 'https://kafka.apache.org/documentation/#kraft_deployment, https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_zkMulitServerSetup',
  *check({ property, members, noun }) {
    if (!Number.isInteger(members) || members < 2 || members % 2 === 1) { return; }
    yield {
      property,
      value: String(members),
      message: members === 2 ? `the loss of either of two ${noun} stops both` : `${members} ${noun} bear the loss of ${count(members / 2 - 1, 'member')}, as ${members - 1} do`,
      mend: members === 2 ? 'Declare 3.' : `Declare ${members - 1} or ${members + 1}.`,
    };
  },
};
