import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Quorum } from '../../subjects';

export const QUORUM_IS_SMALL: Rule<Quorum> = {
  id: 'quorum.large',
  severity: Severity.WARNING,
  summary: 'A quorum has at most seven members.',
  why: 'Every write waits for a majority of them. Five bear the loss of two; more of them make each change of metadata slower, and nothing safer in practice.',
  source: 'https://kafka.apache.org/documentation/#kraft_deployment, https://zookeeper.apache.org/doc/r3.8.4/zookeeperObservers.html',
  *check({ property, members, noun }) {
    if (!(members > 7)) { return; }
    yield { property, value: String(members), message: `every change of metadata waits for ${Math.floor(members / 2) + 1} of ${members} ${noun}`, mend: 'Declare 3 or 5.' };
  },
};
