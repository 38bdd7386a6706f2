import { PlacedBroker, Placement, Rates } from '../../lifecycle/rebalance/placement';
import { Random } from '../../test/lifecycle/simulator/random';

/** What is made up: every figure follows from these and the seed. */
export interface Invented {
  readonly seed: number;
  readonly brokers: number;
  readonly racks: number;
  readonly partitions: number;
  readonly replicationFactor?: number;
  /** The share of brokers that are new and empty, and of those that leave. */
  readonly added?: number;
  readonly leaving?: number;
  /** How unevenly brokers are filled: 0 is even; 1 gives some twice as much as others. */
  readonly skew?: number;
  /** The share of partitions with two replicas in one rack. */
  readonly violations?: number;
  /** The first rack has this share of the brokers that the others have. */
  readonly unevenRacks?: number;
  /** Every third broker holds twice as much. */
  readonly unequalBrokers?: boolean;
  /** Partitions have rates: which power of its size a partition's rate follows, from 0, not at all, to 1, in proportion. */
  readonly rates?: number;
}

/**
 * A cluster that nobody has: topics whose numbers of partitions follow a Pareto distribution (shape 1.2, at most a fiftieth of all), the mean size of a topic's partitions log-normal
 * (sigma 1.5), and those of a topic log-normal around it (sigma 0.5). Replicas are placed at random, weighted by the brokers' capacity and skew, in different racks. Where there are rates, what
 * is written to a partition is log-normal (sigma 1) around a power of its size, and none to three groups of consumers, the same for the partitions of a topic, read all of it.
 */
export function invent(wanted: Invented): Placement {
  const random = new Random(wanted.seed);
  const next = () => random.next();
  const k = wanted.replicationFactor ?? 3;
  const brokers = inventBrokers(wanted);
  const weight = brokers.map((b) => b.added ? 0 : b.capacity * (1 + (wanted.skew ?? 0) * (next() - 0.5)));
  const [topics, topic, partition, size, replicas]: [string[], number[], number[], number[], number[]] = [[], [], [], [], []];
  while (topic.length < wanted.partitions) {
    const count = Math.min(wanted.partitions - topic.length, Math.ceil(wanted.partitions / 50), Math.ceil(1.5 / (1 - next()) ** (1 / 1.2)));
    const mean = Math.exp(5 + 1.5 * normal(random));
    topics.push(`topic-${topics.length}`);
    for (let i = 0; i < count; i++) {
      topic.push(topics.length - 1);
      partition.push(i);
      size.push(Math.max(0.001, Math.round(1000 * mean * Math.exp(0.5 * normal(random))) / 1000));
      replicas.push(...place(k, brokers, weight, next() < (wanted.violations ?? 0), next));
    }
  }
  const total = size.reduce((sum, s) => sum + k * s, 0);
  const whole = brokers.reduce((sum, b) => sum + (b.leaves ? 0 : b.capacity), 0);
  return {
    brokers: brokers.map((b) => ({ ...b, capacity: Math.ceil(2 * total * b.capacity / whole) })),
    topics,
    topic: Int32Array.from(topic),
    partition: Int32Array.from(partition),
    size: Float64Array.from(size),
    replicaStart: Int32Array.from({ length: topic.length + 1 }, (_, p) => k * p),
    replicas: Int32Array.from(replicas),
    ...wanted.rates === undefined ? {} : { rates: inventRates(topic, size, wanted.rates, new Random(wanted.seed + 1000)) },
  };
}

/** Drawn from numbers of its own, so that all else is the same with rates and without. */
function inventRates(topic: readonly number[], size: readonly number[], power: number, random: Random): Rates {
  const groups: number[] = [];
  for (const t of topic) { groups[t] ??= Math.floor(4 * random.next()); }
  const written = Float64Array.from(size, (s) => Math.round(1000 * s ** power * Math.exp(normal(random))) / 1000);
  return { in: written, out: written.map((rate, p) => groups[topic[p]] * rate) };
}

function normal(random: Random): number { return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()); }

function inventBrokers({ brokers, racks, added = 0, leaving = 0, unevenRacks = 1, unequalBrokers = false }: Invented): PlacedBroker[] {
  const rackWeights = Array.from({ length: racks }, (_, r) => r === 0 ? unevenRacks : 1);
  const filled = new Array<number>(racks).fill(0);
  const [first, last] = [brokers - Math.round(added * brokers), Math.round(leaving * brokers)];
  return Array.from({ length: brokers }, (_, id) => {
    // The rack that has fewest for its weight.
    const rack = filled.reduce((least, n, r) => n / rackWeights[r] < filled[least] / rackWeights[least] ? r : least, 0);
    filled[rack] += 1;
    return { id, rack: `r${rack}`, capacity: unequalBrokers && id % 3 === 0 ? 2 : 1, added: id >= first, leaves: id < last };
  });
}

/** Draws brokers by weight: each in another rack, as long as there is one; where it is to be wrong, the second in the rack of the first. */
function place(k: number, brokers: readonly PlacedBroker[], weight: readonly number[], wrong: boolean, next: () => number): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < k; i++) {
    const racks = new Set(chosen.map((b) => brokers[b].rack));
    const open = (b: number) => weight[b] > 0 && !chosen.includes(b);
    const allowed = (b: number) => open(b) && (wrong && i === 1 ? racks.has(brokers[b].rack) : !racks.has(brokers[b].rack));
    chosen.push(draw(weight, allowed, next) ?? draw(weight, open, next)!);
  }
  return chosen;
}

function draw(weight: readonly number[], allowed: (b: number) => boolean, next: () => number): number | undefined {
  for (let tries = 0; tries < 50; tries++) {
    const b = Math.floor(next() * weight.length);
    if (allowed(b) && next() * 3 < weight[b]) { return b; }
  }
  const open = [...weight.keys()].filter(allowed);
  return open.length === 0 ? undefined : open[Math.floor(next() * open.length)];
}
