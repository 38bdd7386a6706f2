import { mayRun } from '../node';
import { Hold, SafetyRule } from '../rule';
import { Situation } from '../situation';

/** Why Kafka was not read, and what would mend it if that is known. */
export function unreadHold({ unread }: Situation): Hold {
  return { reason: `Kafka could not be read: ${unread?.unread.join('; ')}`, progress: '', unlikely: unread?.mend };
}

export const kafkaRead: SafetyRule<Situation> = {
  id: 'observation.kafka-read',
  summary: 'A node that may be running is not touched unless the whole cluster could be read.',
  why: 'Without knowing every partition and the quorum, a restart is a guess. When names do not resolve or brokers do not answer, nothing is restarted.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_restarting',
  mend: 'Make sure that brokers and controllers can be reached from the Job: name service, network policies, the nodes themselves.',
  comesByItself: true,
  check(situation, batch) {
    if (situation.kafka || !batch.some(mayRun)) { return undefined; }
    return { ...unreadHold(situation), progress: situation.nodes.map((n) => situation.unsettled(n)?.progress ?? 'well').join(', ') };
  },
};
