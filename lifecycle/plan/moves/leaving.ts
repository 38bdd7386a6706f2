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
  const declared = new Set(sets.flatMap((set) => set.nodes.map((n) => n.id)));
  const gone = (kafka?.brokers ?? [])
    .filter(({ id, host }) => !declared.has(id) && !ids.includes(id) && brokerSets.some((set) => isPodOf(set.name, id, host)))
    .map(({ id }) => id);
  return { ids: [...ids, ...gone].sort((a, b) => a - b), sets: larger, gone };
}

/** Pods have the name of their set and their id, and are registered under it. */
function isPodOf(set: string, id: number, host: string | undefined): boolean {
  return host !== undefined && (host === `${set}-${id}` || host.startsWith(`${set}-${id}.`));
}
