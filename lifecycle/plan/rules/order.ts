import { Node, isReady, mayRun } from '../node';
import { SafetyRule } from '../rule';
import { Situation } from '../situation';

const KRAFT_UPGRADE = 'https://kafka.apache.org/documentation/#upgrade';

export const controllersFirst: SafetyRule<Situation> = {
  id: 'order.controllers-first',
  summary: 'Controllers are restarted before brokers, but for brokers that do not work.',
  why: 'Controllers must understand whatever the brokers will say to them, and a quorum that does not come back is noticed while all brokers still serve.',
  source: KRAFT_UPGRADE,
  mend: 'See what holds the controllers.',
  check(situation, batch) {
    const before = situation.outdated.filter((n) => n.controller && mayRun(n));
    if (before.length === 0 || !batch.some((n) => !n.controller && isReady(n))) { return undefined; }
    return { reason: `${before[0].pod} comes first`, progress: '' };
  },
};

export const activeControllerLast: SafetyRule<Situation> = {
  id: 'order.active-controller-last',
  summary: 'The active controller is restarted after all others of its kind, unless it does not work.',
  why: 'Each restart of the active controller makes the cluster elect another one. Restarted last, there is one change instead of several.',
  source: KRAFT_UPGRADE,
  mend: 'None needed: it follows when the others are done.',
  check(situation, batch) {
    const active = batch.find((n) => n.id === situation.activeController && isReady(n));
    if (!active) { return undefined; }
    const others = situation.outdated.filter((n) => n.id !== active.id && mayRun(n) && isOfItsKind(situation, n));
    return others.length === 0 ? undefined : { reason: `${active.pod} is the active controller: ${others[0].pod} comes first`, progress: '' };
  },
};

/** In ZooKeeper mode every broker may be the controller. */
function isOfItsKind(situation: Situation, node: Node): boolean {
  return situation.kafka?.quorum ? node.controller : node.broker;
}
