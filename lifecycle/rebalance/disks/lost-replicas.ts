import { Placement } from '../placement';

/** The same with replicas that are lost as if they were on a further broker, that leaves: only other brokers can take them. */
export function withoutLost(placement: Placement, isLost: (p: number, id: number) => boolean): Placement {
  const { brokers, replicaStart } = placement;
  const further = new Map<number, number>();
  const replicas = placement.replicas.slice();
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) {
      const b = replicas[slot];
      if (!isLost(p, brokers[b].id)) { continue; }
      const index = further.get(b) ?? brokers.length + further.size;
      further.set(b, index);
      replicas[slot] = index;
    }
  }
  const gone = [...further.keys()].map((b) => ({ ...brokers[b], added: false, leaves: true }));
  return further.size === 0 ? placement : { ...placement, brokers: [...brokers, ...gone], replicas };
}
