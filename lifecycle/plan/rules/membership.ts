import { DesiredSet } from '../../../src/lifecycle/desired-state';
import { SetObservation } from '../../observation';
import type { EnsembleSituation } from '../ensemble';
import { podUnsettled } from '../pod-unsettled';
import { Rollable } from '../rollable';
import { Gate, Hold } from '../rule';
import type { Situation } from '../situation';

export const quorumMembership: Gate<Situation> = {
  id: 'quorum.membership',
  summary: 'The KRaft quorum gets no other members: controllers are started only in a cluster that starts for the first time, or if they are voters already.',
  why: 'New controllers begin with an empty log, and the quorum that they were formatted with. Two of them are a majority of three: they could elect a leader that has none of the metadata.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-853%3A+KRaft+Controller+Membership+Changes',
  mend: 'Declare the controllers that the quorum has. If the cluster began with all that are declared, or really is new, scale the StatefulSets yourself.',
  check(situation) {
    const sets = situation.sets.filter((set) => set.roles.includes('controller'));
    const others = madeForOthers(sets, situation.observedSets);
    if (!situation.kafka) { return others ?? doubt(situation, sets, 'Kafka could not be read'); }
    const { quorum } = situation.kafka;
    if (!quorum) { return undefined; }
    const voters = new Set(quorum.voters.map((v) => v.id));
    const joins = sets.filter((set) => isScaledOut(set, situation)).flatMap((set) => set.nodes).find((n) => !voters.has(n.id));
    if (joins) { return { reason: `${joins.pod} would be started, and is no voter of the quorum that runs (${list(voters)})`, progress: '', forGood: true }; }
    // Whoever changes the quorum's members by hand has done so when its voters are those that are declared.
    return list(voters) === list(sets.flatMap((set) => set.nodes.map((n) => n.id))) ? undefined : others;
  },
};

export const ensembleMembership: Gate<EnsembleSituation> = {
  id: 'ensemble.membership',
  summary: 'A ZooKeeper ensemble gets no other servers: they are started only in an ensemble that starts for the first time, or that was started with them.',
  why: 'New servers are empty. Two of them are a majority of three: they could elect a leader that has none of the data. A server that is restarted alone would serve apart from the others.',
  source: 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperReconfig.html',
  mend: 'Declare the servers that the ensemble has. If it began with all that are declared, or really is new, scale the StatefulSet yourself.',
  check(situation) {
    const { sets, sets: [set], observedSets, observation: { servers } } = situation;
    const others = madeForOthers(sets, observedSets);
    if (others) { return others; }
    const alone = set.nodes.find((n) => servers[n.id]?.mode === 'standalone');
    if (alone && set.nodes.length > 1) { return { reason: `${alone.pod} serves alone, ${set.nodes.length} servers are declared`, progress: '', forGood: true }; }
    const serving = set.nodes.filter((n) => servers[n.id]);
    if (serving.length === 0) { return doubt(situation, sets, 'no server answers'); }
    const isSame = observedSets[set.name].replicas === set.nodes.length;
    const unknown = isSame ? undefined : serving.find((n) => observedSets[set.name].pods[n.id]?.made.members === undefined);
    return unknown ? { reason: `${unknown.pod} serves, and does not tell with which servers it was started`, progress: '', forGood: true } : undefined;
  },
};

/** A pod that was made for a quorum of others than those that are declared now. */
function madeForOthers(sets: readonly DesiredSet[], observed: Rollable['observedSets']): Hold | undefined {
  for (const { name } of sets) {
    const { made, pods } = observed[name];
    const [id, pod] = Object.entries(pods).find(([, { made: { members } }]) => members && made.members && list(members) !== list(made.members)) ?? [];
    if (pod) { return { reason: `node ${id} of ${name} was made for ${quorumOf(pod.made.members)}, declared is ${quorumOf(made.members)}`, progress: '', forGood: true }; }
  }
  return undefined;
}

/**
 * What is not read may be an old quorum that is just away: its pods may be of the newest template although their data is not. Only a set that nobody has changed since it was made
 * is surely new.
 */
function doubt(situation: Rollable, sets: readonly DesiredSet[], unread: string): Hold | undefined {
  const old = sets.find((set) => isScaledOut(set, situation) && situation.observedSets[set.name].generation > 1);
  if (!old) { return undefined; }
  const { replicas } = situation.observedSets[old.name];
  return {
    reason: `${old.name} has ${replicas} of ${old.nodes.length} nodes and was changed since it was made, so it may have data; ${unread}`,
    progress: situation.nodes.filter((n) => n.set === old && n.observed).map((n) => { const pod = podUnsettled(n); return 'well' in pod ? pod.well : pod.progress; }).join(', '),
  };
}

function isScaledOut(set: DesiredSet, { observedSets }: { readonly observedSets: Readonly<Record<string, SetObservation>> }): boolean {
  return observedSets[set.name].replicas < set.nodes.length;
}

function quorumOf(members: readonly number[] = []): string {
  return members.length === 0 ? 'a single server' : `the quorum (${list(members)})`;
}

function list(ids: Iterable<number>): string {
  return [...ids].sort((a, b) => a - b).join(', ');
}
