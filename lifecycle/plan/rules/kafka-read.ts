import { mayRun } from '../node';
import { SafetyRule } from '../rule';
import { Situation } from '../situation';

export const kafkaRead: SafetyRule<Situation> = {
  id: 'observation.kafka-read',
  summary: 'A node that may be running is not touched unless the whole cluster could be read.',
  why: 'Without knowing every partition and the quorum, a restart is a guess. When names do not resolve or brokers do not answer, nothing is restarted.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_restarting',
  mend: 'Make sure that brokers and controllers can be reached from the Job: name service, network policies, the nodes themselves.',
  comesByItself: true,
  check(situation, batch) {
    if (situation.kafka || !batch.some(mayRun)) { return undefined; }
    return { reason: `Kafka could not be read: ${situation.unread.join('; ')}`, progress: situation.nodes.map((n) => situation.unsettled(n)?.progress ?? 'well').join(', ') };
  },
};
