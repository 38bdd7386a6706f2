import { Placement } from '../../rebalance/placement';

/** A broker that would be fuller than it may be. */
export interface Overfilled {
  readonly id: number;
  /** The share of its disks that would be in use. */
  readonly share: number;
}

/** Brokers that stay, and would be filled beyond a limit, further than they are. */
export function overfilled(before: Placement, after: Placement, limit: number): readonly Overfilled[] {
  const [was, willBe] = [bytesOf(before), bytesOf(after)];
  return after.brokers.flatMap(({ id, capacity, leaves }, b) => {
    return !leaves && willBe[b] > limit * capacity && willBe[b] > was[b] ? [{ id, share: willBe[b] / capacity }] : [];
  });
}

/** By broker. */
function bytesOf({ brokers, replicas, replicaStart, size }: Placement): Float64Array {
  const bytes = new Float64Array(brokers.length);
  for (let p = 0; p < size.length; p++) {
    for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) { bytes[replicas[slot]] += size[p]; }
  }
  return bytes;
}
