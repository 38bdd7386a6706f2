import { peerProblems } from '../../../kubernetes/peer-problem';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';

export const PEERS_OF_ENSEMBLE_ARE_SOMEBODY: Rule<ZooKeeperModel> = {
  id: 'ensemble.peers',
  severity: Severity.ERROR,
  summary: 'Who may reach the port for clients is said by labels of pods and namespaces, or by a range of addresses.',
  why: 'Kubernetes takes no other peer of a network policy.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  *check({ peers }) { yield* peerProblems(peers, 'peers'); },
};
