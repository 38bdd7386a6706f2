import * as fc from 'fast-check';
import { PlacedBroker, Placement } from '../../../lifecycle/rebalance/placement';

/** Small clusters of all shapes: racks of different sizes, brokers that leave or are new, empty and large partitions. */
export const drawnPlacement: fc.Arbitrary<Placement> = fc.record({
  brokers: fc.array(fc.record({
    rack: fc.integer({ min: 0, max: 3 }),
    capacity: fc.constantFrom(5_000, 10_000),
    added: fc.boolean(),
    leaves: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  }), { minLength: 4, maxLength: 12 }),
  replicationFactor: fc.integer({ min: 1, max: 3 }),
  partitions: fc.array(fc.record({
    topic: fc.integer({ min: 0, max: 5 }), size: fc.integer({ min: 0, max: 300 }), seed: fc.integer({ min: 0, max: 1_000_000 }),
  }), { minLength: 1, maxLength: 80 }),
}).map(({ brokers, replicationFactor, partitions }) => placement(
  brokers.map(({ rack, ...b }, id) => ({ id: 10 + id, rack: `r${rack}`, ...b })),
  partitions.map(({ topic, size, seed }) => ({ topic, size, replicas: drawReplicas(seed, brokers.length, replicationFactor) })),
));

/** The same with rates: some partitions have none, few have much. */
export const drawnRatedPlacement: fc.Arbitrary<Placement> = drawnPlacement.chain((drawn) => {
  const rate = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 100 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 1000 }) });
  const column = fc.array(rate, { minLength: drawn.topic.length, maxLength: drawn.topic.length }).map((all) => Float64Array.from(all));
  return fc.record({ in: column, out: column }).map((rates) => ({ ...drawn, rates }));
});

export interface WrittenPartition {
  readonly topic: number;
  readonly size: number;
  /** Indices of brokers. */
  readonly replicas: readonly number[];
}

/** Numbers of partitions are given in turn. */
export function placement(brokers: readonly PlacedBroker[], partitions: readonly WrittenPartition[]): Placement {
  const topics = Array.from({ length: Math.max(0, ...partitions.map((p) => p.topic + 1)) }, (_, t) => `topic-${t}`);
  const next = topics.map(() => 0);
  const replicaStart = new Int32Array(partitions.length + 1);
  partitions.forEach((p, i) => { replicaStart[i + 1] = replicaStart[i] + p.replicas.length; });
  return {
    brokers,
    topics,
    topic: Int32Array.from(partitions, (p) => p.topic),
    partition: Int32Array.from(partitions, (p) => next[p.topic]++),
    size: Float64Array.from(partitions, (p) => p.size),
    replicaStart,
    replicas: Int32Array.from(partitions.flatMap((p) => p.replicas)),
  };
}

function drawReplicas(seed: number, brokers: number, k: number): number[] {
  const left = Array.from({ length: brokers }, (_, b) => b);
  return Array.from({ length: Math.min(k, brokers) }, (_, i) => left.splice(Math.floor(seed / 7 ** i) % left.length, 1)[0]);
}
