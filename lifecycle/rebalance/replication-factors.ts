import { NOWHERE } from './layout';
import { Placement, withReplicas } from './placement';
import { Racks } from './racks';

/**
 * The placement with as many replicas as are wanted: those that are new are nowhere yet. What is too much goes from brokers that leave first, then from the rack that holds most, then from
 * the end of the list; the preferred leader stays, if its broker does.
 *
 * @param movable of each partition, 1 if it may change
 * @returns the same object if nothing is to be changed
 */
export function withReplicationFactors(placement: Placement, factors: Readonly<Record<string, number>>, movable: Uint8Array): Placement {
  const { topics, topic, replicaStart, replicas, brokers } = placement;
  const wanted = topics.map((name) => Object.hasOwn(factors, name) ? factors[name] : undefined);
  const right = (p: number) => movable[p] === 0 || (wanted[topic[p]] ?? NOWHERE) < 0 || wanted[topic[p]] === replicaStart[p + 1] - replicaStart[p];
  if (topic.every((_, p) => right(p))) { return placement; }
  const racks = new Racks(brokers);
  const start = new Int32Array(replicaStart.length);
  const all: number[] = [];
  for (let p = 0; p < topic.length; p++) {
    const its = [...replicas.subarray(replicaStart[p], replicaStart[p + 1])];
    const k = movable[p] === 0 ? its.length : wanted[topic[p]] ?? its.length;
    while (its.length > k) { its.splice(leastNeeded(its, placement, racks), 1); }
    while (its.length < k) { its.push(NOWHERE); }
    all.push(...its);
    start[p + 1] = all.length;
  }
  return withReplicas(placement, start, Int32Array.from(all));
}

function leastNeeded(its: readonly number[], { brokers }: Placement, racks: Racks): number {
  const inRack = (b: number) => its.filter((other) => racks.of[other] === racks.of[b]).length;
  let [found, highest] = [its.length - 1, -1];
  its.forEach((b, i) => {
    const value = (brokers[b].leaves ? 1e6 : 0) + 1e3 * inRack(b) + (i === 0 ? -500 : i);
    if (value > highest) { [found, highest] = [i, value]; }
  });
  return found;
}
