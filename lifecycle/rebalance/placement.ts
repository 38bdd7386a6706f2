/**
 * Where the replicas of a cluster are, as the planner of a rebalance sees it: arrays of numbers, as there may be a million partitions. Sizes may be in any unit, all in the same.
 */
export interface Placement {
  /** A broker's place in this list is its index; `replicas` speaks of indices. */
  readonly brokers: readonly PlacedBroker[];
  readonly topics: readonly string[];
  /** For each partition: the index of its topic, its number in the topic, the size of one replica. */
  readonly topic: Int32Array;
  readonly partition: Int32Array;
  readonly size: Float64Array;
  /** Replicas of partition `p` are `replicas[replicaStart[p]]` to before `replicaStart[p + 1]`, the preferred leader first. */
  readonly replicaStart: Int32Array;
  readonly replicas: Int32Array;
  /** What clients send and fetch; undefined if nobody knows. */
  readonly rates?: Rates;
}

/** By partition, in bytes per second: what producers write to it, and what consumers read from its leader. What its replicas fetch follows from the first. */
export interface Rates {
  readonly in: Float64Array;
  readonly out: Float64Array;
}

export interface PlacedBroker {
  readonly id: number;
  /** `broker.rack`. Brokers without one are in one rack together. */
  readonly rack?: string;
  /** What its disks hold, in the unit of sizes. Brokers are filled in proportion to it. */
  readonly capacity: number;
  /** It was added, to take its share. */
  readonly added: boolean;
  /** All its replicas must leave: it is to be removed, or is lost. */
  readonly leaves: boolean;
}

/** The same partitions with other replicas. */
export function withReplicas(placement: Placement, replicaStart: Int32Array, replicas: Int32Array): Placement {
  return { ...placement, replicaStart, replicas };
}

/** The partitions whose replicas are others, or in another order: the index of each, and its replicas by the ids of their brokers. */
export function* changedReplicas(before: Placement, after: Placement): Generator<readonly [number, readonly number[]]> {
  for (let p = 0; p < before.topic.length; p++) {
    const [was, willBe] = [before, after].map(({ replicaStart, replicas }) => replicas.subarray(replicaStart[p], replicaStart[p + 1]));
    if (was.length !== willBe.length || was.some((b, i) => b !== willBe[i])) { yield [p, Array.from(willBe, (b) => before.brokers[b].id)]; }
  }
}
