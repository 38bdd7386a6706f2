import { DesiredSet } from '../../../src/lifecycle/desired-state';
import { SetObservation } from '../../observation';
import { Situation } from '../situation';

/** Brokers that are there, and no longer declared. */
export interface Leaving {
  /** Those of sets that are to become smaller, and those that are gone from their sets, and are registered still. */
  readonly ids: readonly number[];
  /** Sets that are larger than declared, each with what it has and is to have. */
  readonly sets: readonly { readonly set: DesiredSet; readonly observed: SetObservation }[];
  /** Of `ids` those whose pods their sets do not have any more. */
  readonly gone: readonly number[];
}

/** In the place of the pod's name. */
const POD = '*';

export function leaving({ sets, observedSets, kafka }: Situation): Leaving {
  // Controllers do not leave: their quorum is what it was formatted with.
  const brokerSets = sets.filter((set) => set.roles.includes('broker') && !set.roles.includes('controller'));
  const larger = brokerSets.flatMap((set) => {
    const observed = observedSets[set.name];
    return observed.replicas > set.nodes.length ? [{ set, observed }] : [];
  });
  const ids = larger.flatMap(({ set: { nodes }, observed: { firstId, replicas } }) => {
    return Array.from({ length: replicas - nodes.length }, (_, i) => firstId + nodes.length + i);
  });
  // Pods have the name of their set and their id, and are registered under a host that begins with it.
  const hosts = new Set(sets.flatMap((set) => set.nodes.map(({ host, pod }) => host.replace(pod, POD))));
  const declared = new Set(sets.flatMap((set) => set.nodes.map((n) => n.id)));
  const gone = (kafka?.brokers ?? [])
    .filter(({ id, host }) => !declared.has(id) && !ids.includes(id) && brokerSets.some((set) => id >= observedSets[set.name].firstId && host !== undefined && hosts.has(host.replace(`${set.name}-${id}`, POD))))
    .map(({ id }) => id);
  return { ids: [...ids, ...gone].sort((a, b) => a - b), sets: larger, gone };
}

/**
 * Ids of brokers that are to go, and will hardly come back before that: their pods are gone with their places, cannot go on, or end, and the cluster does without them. One that only starts anew is
 * none of them.
 */
export function lostLeaving(situation: Situation): ReadonlySet<number> {
  const { ids, gone } = leaving(situation);
  const inService = new Set(situation.kafka?.brokers.filter((b) => !b.fenced).map((b) => b.id));
  const all = Object.values(situation.observedSets).flatMap(({ pods }) => Object.entries(pods));
  const pods = new Map(all.map(([id, pod]) => [Number(id), pod] as const));
  const isLost = (id: number) => {
    const pod = pods.get(id);
    return pod === undefined ? gone.includes(id) : !pod.ready && pod.recovery === undefined && (pod.trouble !== undefined || pod.terminating);
  };
  return new Set(ids.filter((id) => !inService.has(id) && isLost(id)));
}

/** Whether a broker that is to go is there, and not ready. */
export function hasDead(situation: Situation): boolean {
  return leaving(situation).sets.some(({ set, observed: { pods, firstId, replicas } }) => {
    return Array.from({ length: replicas - set.nodes.length }, (_, i) => pods[firstId + set.nodes.length + i]).some((pod) => pod?.ready !== true);
  });
}
