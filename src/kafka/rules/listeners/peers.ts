import { clientListeners } from './declared-listeners';
import { peerProblems } from '../../../kubernetes/peer-problem';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const PEERS_ARE_SOMEBODY: Rule<KafkaModel> = {
  id: 'listeners.peers',
  severity: Severity.ERROR,
  summary: 'Who may reach a listener is said by labels of pods and namespaces, or by a range of addresses.',
  why: 'Kubernetes takes no other peer of a network policy.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  *check(model) {
    for (const { listener: { peers }, property } of clientListeners(model)) { yield* peerProblems(peers, `${property}.peers`); }
  },
};
