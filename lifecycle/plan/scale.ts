import { BlockedDecision, Decision } from './decision';
import { Rollable } from './rollable';
import { RuleDescription } from './rule';

export const scaleInMembers: RuleDescription = {
  id: 'scale.in',
  summary: 'No controller and no ZooKeeper server is removed, and no node that is both controller and broker.',
  why: 'A quorum counts its members whether they are there or not: with fewer of them it is nearer to having no majority.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-853%3A+KRaft+Controller+Membership+Changes',
  mend: 'Declare as many nodes as there are.',
};

/** Starts the nodes that are declared and not there: all at once, as a quorum forms only when its members start together. */
export function scaleOut({ sets: desired, observedSets }: Rollable): Decision | undefined {
  const sets = desired
    .map((set) => ({ set: set.name, uid: observedSets[set.name].uid, from: observedSets[set.name].replicas, to: set.nodes.length }))
    .filter(({ from, to }) => from < to);
  if (sets.length === 0) { return undefined; }
  const reason = sets.map(({ set, from, to }) => `${set} ${from} -> ${to}`).join(', ');
  return { kind: 'step', step: { kind: 'scale', reason, sets } };
}

/** Nodes that are there and no longer declared. */
export function scaleInBlocked({ sets, observedSets }: Rollable): BlockedDecision | undefined {
  const larger = sets.filter((set) => observedSets[set.name].replicas > set.nodes.length);
  if (larger.length === 0) { return undefined; }
  const reason = larger.map((set) => `${set.name} has ${observedSets[set.name].replicas} nodes, ${set.nodes.length} are declared`).join('; ');
  return { kind: 'blocked', rule: scaleInMembers.id, reason, mend: scaleInMembers.mend };
}
