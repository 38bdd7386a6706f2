import { placement } from './drawn-placement';
import { drift } from '../../../lifecycle/rebalance/drift';
import { DEFAULT_GOALS, RebalanceGoals } from '../../../lifecycle/rebalance/goals';
import { Layout } from '../../../lifecycle/rebalance/layout';
import { movement } from '../../../lifecycle/rebalance/objectives';
import { PlacedBroker, Placement } from '../../../lifecycle/rebalance/placement';
import { planRebalance } from '../../../lifecycle/rebalance/plan-rebalance';

/** A partition of a size, with what is written to and read from it. */
interface Rated {
  readonly topic?: number;
  readonly size: number;
  readonly in: number;
  readonly out?: number;
  readonly on: readonly number[];
}

const broker = (id: number, rack: string): PlacedBroker => ({ id, rack, capacity: 10_000, added: false, leaves: false });
const [TWO, THREE] = [[broker(0, 'a'), broker(1, 'b')], [broker(0, 'a'), broker(1, 'b'), broker(2, 'c')]];

function rated(brokers: readonly PlacedBroker[], partitions: readonly Rated[]): Placement {
  return {
    ...placement(brokers, partitions.map(({ topic = 0, size, on }) => ({ topic, size, replicas: on }))),
    rates: { in: Float64Array.from(partitions, (p) => p.in), out: Float64Array.from(partitions, ({ out = 0 }) => out) },
  };
}

function planned(before: Placement, goals: Partial<RebalanceGoals>) {
  const plan = planRebalance(before, { ...DEFAULT_GOALS, ...goals });
  return { ...plan, moved: movement(before, plan.placement), after: new Layout(plan.placement, before) };
}

const times = (n: number, make: (i: number) => Rated): readonly Rated[] => Array.from({ length: n }, (_, i) => make(i));

test('network in: the smallest of the busy replicas move, or change places with quiet ones', () => {
  // Both hold 20 of as much; all that is busy is on broker 0.
  const before = rated(TWO, [
    ...times(20, (i) => ({ topic: i, size: 100 - i, in: 10, on: [0] })),
    ...times(20, (i) => ({ topic: 20 + i, size: 100 - i, in: 1, on: [1] })),
  ]);
  const { after, findings, moved, bound } = planned(before, { networkInBand: 0.1 });
  expect(findings).toEqual([]);
  expect(Math.max(...after.traffic!.networkIn)).toBeLessThanOrEqual(1.1 * 110);
  expect(Math.max(...after.bytes)).toBeLessThanOrEqual(1.1 * 1810);
  // 79 of 200 are too much for broker 0: 8 replicas, of which 8 * 81 bytes and a little are the least.
  expect(bound.bytes).toBeGreaterThan(8 * 81);
  expect(moved.bytes).toBeLessThan(2 * 1.1 * bound.bytes);
});

test('network in: a partition that alone is more than a share is named, and what would help', () => {
  const before = rated(THREE, [{ size: 10, in: 1000, on: [0] }, ...times(30, (i) => ({ size: 10, in: 10, on: [i % 3] }))]);
  const { findings } = planned(before, { networkInBand: 0.1 });
  expect(findings).toContainEqual(expect.objectContaining({
    severity: 'warning', what: expect.stringContaining('network in not within 10 % of what each is to hold'), mend: 'topic-0-0 alone is 231 % of what its broker is to hold: give its topic more partitions.',
  }));
});

test('network out: the order of replicas is enough, and nothing is copied', () => {
  // Broker 0 leads what is read, broker 1 what is not; both lead as many.
  const before = rated(TWO, times(40, (i) => ({ size: 10, in: 1, out: i % 2 === 0 ? 20 : 0, on: i % 2 === 0 ? [0, 1] : [1, 0] })));
  const { after, findings, moved } = planned(before, { networkOutBand: 0.1 });
  expect(findings).toEqual([]);
  expect(moved.bytes).toBe(0);
  expect([...after.leads].every((n) => n >= 18 && n <= 22)).toBe(true);
  expect(Math.max(...after.traffic!.networkOut)).toBeLessThanOrEqual(1.1 * 220);
});

test('network out: where it is not enough, the smallest that is read moves', () => {
  // Of what is read there is one replica each, all on broker 0.
  const before = rated(TWO, [
    ...times(20, (i) => ({ size: 50 + i, in: 1, out: 10, on: [0] })),
    ...times(20, (i) => ({ size: 50 + i, in: 1, on: [1] })),
  ]);
  const { after, findings, moved } = planned(before, { networkOutBand: 0.1, leaderBand: 0.3 });
  expect(findings).toEqual([]);
  expect(Math.max(...after.traffic!.networkOut)).toBeLessThanOrEqual(1.1 * 100);
  expect(moved.bytes).toBeGreaterThan(0);
});

test('network out: what nobody else can lead is named', () => {
  const { findings } = planned(rated(TWO, [{ size: 10, in: 0, out: 100, on: [0] }, { size: 10, in: 0, out: 1, on: [1] }]), { networkOutBand: 0.1 });
  expect(findings).toContainEqual(expect.objectContaining({ what: 'broker 0 (198 %), broker 1 (2 %): network out not within 10 % of what each is to hold', mend: 'topic-0-0 alone is 198 % of what its broker is to hold: give its topic more partitions.' }));
});

test('leader bytes: evened out by the order of replicas, with as many leaders as before', () => {
  const before = rated(TWO, times(40, (i) => ({ size: 10, in: i % 2 === 0 ? 9 : 1, on: i % 2 === 0 ? [0, 1] : [1, 0] })));
  const { after, findings, moved } = planned(before, { leaderBytesBand: 0.1 });
  expect(findings).toEqual([]);
  expect(moved.bytes).toBe(0);
  expect(Math.max(...after.traffic!.leaderBytes)).toBeLessThanOrEqual(1.1 * 100);
  expect([...after.leads].every((n) => n >= 18 && n <= 22)).toBe(true);
});

test('leader bytes: what is excluded from getting leaders stands in the way, and is named', () => {
  const before = rated(TWO, times(40, () => ({ size: 10, in: 5, on: [0, 1] })));
  const { findings } = planned(before, { leaderBytesBand: 0.1, excludedBrokers: [1] });
  expect(findings.map(({ what }) => what)).toContain('broker 0 (200 %), broker 1 (0 %): leader bytes not within 10 % of what each is to hold');
});

test('topics: spread until no broker has more than the band allows, by exchanges that leave bytes as they are', () => {
  // Of two topics each broker has one.
  const before = rated(THREE.slice(0, 2), times(40, (i) => ({ topic: i % 2, size: 10, in: 0, on: [i % 2] })));
  expect(planned(before, {}).moved.replicas).toBe(0);
  const { after, findings, moved, bound } = planned(before, { topicBand: 0 });
  expect(findings).toEqual([]);
  expect([0, 1].flatMap((t) => [0, 1].map((b) => after.topicCount(t, b)))).toEqual([10, 10, 10, 10]);
  expect([...after.bytes]).toEqual([200, 200]);
  expect(moved.bytes).toBe(bound.bytes);
  // A quarter more than 10 is 13, rounded up.
  expect(planned(before, { topicBand: 0.25 }).moved.replicas).toBe(14);
});

test('topics: a rack that must hold a replica of each partition holds them evenly, and is not too crowded for it', () => {
  const brokers = [broker(0, 'a'), broker(1, 'b'), broker(2, 'b'), broker(3, 'b')];
  const before = rated(brokers, times(12, (i) => ({ size: 10, in: 0, on: [0, 1 + i % 3] })));
  expect(planned(before, { topicBand: 0 }).findings.filter(({ what }) => what.includes('topic'))).toEqual([]);
});

test('topics: what is in the way is named', () => {
  // The large one is all of what broker 0 is to hold.
  const before = rated(TWO, [{ size: 100, in: 0, on: [0] }, ...times(10, () => ({ size: 10, in: 0, on: [1] }))]);
  const { findings } = planned(before, { topicBand: 0, replicaBand: 1 });
  expect(findings).toContainEqual(expect.objectContaining({ what: 'broker 1 (topic-0: 3 too many): more replicas of a topic than an even spread and 0 %' }));
});

test('goals of the network need rates', () => {
  const before = placement(TWO, [{ topic: 0, size: 1, replicas: [0] }]);
  expect(() => planRebalance(before, { ...DEFAULT_GOALS, networkInBand: 0.1 })).toThrow('The goal networkInBand needs the rates of partitions, and the placement has none.');
  expect(() => drift(before, { ...DEFAULT_GOALS, leaderBytesBand: 0.1 }, 0.2)).toThrow('The goal leaderBytesBand needs');
});

test('a drift of the network, or of topics, is one where it is asked for', () => {
  const before = rated(TWO, [
    ...times(20, (i) => ({ topic: 0, size: 10, in: 3, on: [i % 2] })),
    ...times(20, (i) => ({ topic: 1, size: 10, in: i % 2 === 0 ? 9 : 1, on: [i % 2] })),
  ]);
  expect(drift(before, DEFAULT_GOALS, 0.2).farthest).toBeUndefined();
  expect(drift(before, { ...DEFAULT_GOALS, networkInBand: 0.1 }, 0.2).farthest).toEqual({ id: 0, what: 'network in', share: 1.5 });
  expect(drift(before, { ...DEFAULT_GOALS, networkInBand: 0.1 }, 0.6).farthest).toBeUndefined();
  const crowded = rated(TWO, times(40, (i) => ({ topic: i % 2, size: 10, in: 0, on: [i % 2] })));
  expect(drift(crowded, { ...DEFAULT_GOALS, topicBand: 0.1 }, 0.2).farthest).toMatchObject({ what: 'replicas of one topic' });
  expect(drift(crowded, DEFAULT_GOALS, 0.2).farthest).toBeUndefined();
});
