import { Placement, withReplicas } from '../../lifecycle/rebalance/placement';

/**
 * The baseline: every topic is placed anew, in turn over brokers that alternate between racks, whatever was where before. So brokers get even numbers, and nearly everything moves, as with
 * `kafka-reassign-partitions.sh --generate`.
 */
export function placedAnew(placement: Placement): Placement {
  const { brokers, topic, replicaStart } = placement;
  const byRack = new Map<string, number[]>();
  brokers.forEach(({ rack = '', leaves }, b) => { if (!leaves) { byRack.set(rack, [...byRack.get(rack) ?? [], b]); } });
  const racks = [...byRack.values()];
  const longest = Math.max(...racks.map((rack) => rack.length));
  const alternating = Array.from({ length: longest }, (_, i) => racks.flatMap((rack) => rack[i] ?? [])).flat();
  const replicas = new Int32Array(placement.replicas.length);
  for (let p = 0; p < topic.length; p++) {
    const [from, to] = [replicaStart[p], replicaStart[p + 1]];
    for (let slot = from; slot < to; slot++) { replicas[slot] = alternating[(p + slot - from) % alternating.length]; }
  }
  return withReplicas(placement, replicaStart, replicas);
}
