import { counted } from '../../counted';
import { mayRun } from '../node';
import { SafetyRule } from '../rule';
import { Situation } from '../situation';
import { sum } from '../sum';

export const reassignment: SafetyRule<Situation> = {
  id: 'reassignment.running',
  summary: 'A broker is not restarted while a reassignment of partitions concerns it.',
  why: 'The move would stand still or begin anew, and the partition has replicas that do not count yet.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-455%3A+Create+an+Administrative+API+for+Replica+Reassignment',
  mend: 'Wait until the reassignment has ended, or cancel it: kafka-reassign-partitions.sh --list, --cancel.',
  check(situation, batch) {
    const moving = situation.replicas()?.reassigned;
    const node = batch.find((n) => mayRun(n) && moving?.has(n.id));
    return node && {
      reason: `a reassignment of ${counted(moving?.get(node.id) ?? 0, 'partition')} concerns ${node.pod}`,
      progress: '',
      remaining: sum(moving?.values() ?? []),
    };
  },
};
