import { BlockedDecision, Decision } from './decision';
import { Rollable } from './rollable';
import { RuleDescription } from './rule';

export const scaleIn: RuleDescription = {
  id: 'scale.in',
  summary: 'No node is removed.',
  why: 'A broker that is removed with its replicas takes them along.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_decommissioning_brokers',
  mend: 'Declare as many nodes as there are, or move their partitions away and scale the StatefulSet down yourself.',
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
  return { kind: 'blocked', rule: scaleIn.id, reason, mend: scaleIn.mend };
}
