import { placement } from './drawn-placement';
import { drift } from '../../../lifecycle/rebalance/drift';
import { DEFAULT_GOALS, RebalanceGoals } from '../../../lifecycle/rebalance/goals';
import { Layout } from '../../../lifecycle/rebalance/layout';
import { movement } from '../../../lifecycle/rebalance/objectives';
import { PlacedBroker, Placement } from '../../../lifecycle/rebalance/placement';
import { planRebalance } from '../../../lifecycle/rebalance/plan-rebalance';

interface Rated {
  readonly size?: number;
  readonly in?: number;
  readonly out?: number;
  readonly on: readonly number[];
}

const broker = (id: number, rack: string, more: Partial<PlacedBroker> = {}): PlacedBroker => (
  { id, rack, capacity: 10_000, added: false, leaves: false, ...more });
const THREE = [broker(0, 'a'), broker(1, 'b'), broker(2, 'c')];
/** All that is not a limit is as good as it is. */
const WIDE: RebalanceGoals = { ...DEFAULT_GOALS, diskBand: 100, replicaBand: 100, leaderBand: 100 };

function rated(brokers: readonly PlacedBroker[], partitions: readonly Rated[]): Placement {
  return {
    ...placement(brokers, partitions.map(({ size = 10, on }, i) => ({ topic: i, size, replicas: on }))),
    rates: { in: Float64Array.from(partitions, (p) => p.in ?? 0), out: Float64Array.from(partitions, (p) => p.out ?? 0) },
  };
}

function planned(before: Placement, goals: Partial<RebalanceGoals>) {
  const plan = planRebalance(before, { ...WIDE, ...goals });
  return { ...plan, moved: movement(before, plan.placement), after: new Layout(plan.placement, before) };
}

const times = (n: number, make: (i: number) => Rated): readonly Rated[] => Array.from({ length: n }, (_, i) => make(i));

test('replicas: a broker that has too many is relieved of the smallest, whatever the bands allow', () => {
  const before = rated(THREE, [...times(10, (i) => ({ size: 10 + i, on: [0] })), { on: [1] }]);
  expect(planned(before, {}).moved.replicas).toBe(0);
  const { after, findings, moved, bound } = planned(before, { replicaLimit: 7 });
  expect(findings).toEqual([]);
  expect(after.count[0]).toBe(7);
  expect(moved.bytes).toBe(10 + 11 + 12);
  expect(bound.bytes).toBe(moved.bytes);
});

test('a limit comes before bands: brokers that are to hold more by their capacity do not', () => {
  // By its capacity broker 0 would have half of all.
  const brokers = [broker(0, 'a', { capacity: 20_000 }), broker(1, 'a'), broker(2, 'a')];
  const before = rated(brokers, times(40, (i) => ({ on: [i % 3] })));
  expect(planned(before, { diskBand: 0.1, replicaBand: 0.1 }).after.count[0]).toBeGreaterThan(17);
  const { after, findings } = planned(before, { diskBand: 1, replicaBand: 0.1, replicaLimit: 15 });
  expect(findings).toEqual([]);
  expect(Math.max(...after.count)).toBeLessThanOrEqual(15);
});

test('limits of single brokers are in place of those of all', () => {
  const before = rated(THREE, times(9, () => ({ on: [0] })));
  expect([...planned(before, { replicaLimit: 5, brokerLimits: { 0: { replicaLimit: 2 }, 2: { replicaLimit: 9 } } }).after.count][0]).toBe(2);
  expect([...planned(before, { brokerLimits: { 0: { replicaLimit: 8 } } }).after.count][0]).toBe(8);
});

test('network in: the busiest for its size goes', () => {
  const onFirst = [{ size: 100, in: 50, on: [0] }, { size: 5, in: 40, on: [0] }, { size: 5, in: 1, on: [0] }];
  const before = rated(THREE, [...onFirst, { in: 30, on: [1] }, { in: 30, on: [2] }]);
  const { after, findings, moved } = planned(before, { networkInLimit: 80 });
  expect(findings).toEqual([]);
  expect(moved.bytes).toBe(5);
  expect(Math.max(...after.traffic!.networkIn)).toBeLessThanOrEqual(80);
});

test('network out: what the order of replicas does copies nothing', () => {
  const before = rated(THREE, times(6, () => ({ in: 1, out: 9, on: [0, 1] })));
  const { after, findings, moved } = planned(before, { networkOutLimit: 40 });
  expect(findings).toEqual([]);
  expect(moved.bytes).toBe(0);
  expect(Math.max(...after.traffic!.networkOut)).toBeLessThanOrEqual(40);
  // Without another replica to lead, replicas move.
  const alone = planned(rated(THREE, times(6, () => ({ in: 1, out: 10, on: [0] }))), { networkOutLimit: 20 });
  expect([...alone.after.traffic!.networkOut]).toEqual([20, 20, 20]);
});

test('network out: brokers that leave hand over what they lead only to those that may send it', () => {
  const brokers = [broker(0, 'a', { leaves: true }), broker(1, 'b'), broker(2, 'c')];
  const before = rated(brokers, [{ out: 10, on: [0, 1] }, { out: 10, on: [0, 1] }, { out: 10, on: [0, 2] }]);
  const { after, findings } = planned(before, { mode: 'leaders', networkOutLimit: 10 });
  expect(findings).toEqual([]);
  expect([...after.traffic!.networkOut]).toEqual([10, 10, 10]);
});

test.each<[string, Partial<RebalanceGoals>, string, string]>([
  ['replicas', { replicaLimit: 5 },
    'topic-0-0, topic-3-0, topic-6-0 and 2 more: a replica must leave its broker, and where it could go is no room within the limit of replicas',
    'The limits of the 2 brokers that stay come to 10 replicas, and there are 15 replicas: add 1 broker at least, or raise the limit by 3 replicas or more.'],
])('%s: what must leave its broker, and has no room elsewhere, is an error, with what would help', (_, goals, what, mend) => {
  const brokers = [broker(0, 'a', { leaves: true }), broker(1, 'a'), broker(2, 'a')];
  const { findings } = planned(rated(brokers, times(15, (i) => ({ size: 100 - i, in: 1, on: [i % 3] }))), { mode: 'drain', ...goals });
  expect(findings).toContainEqual({ severity: 'error', what, mend });
});

test('what has moved itself makes room for what would find none', () => {
  // The large one goes to broker 1 or 2, of which only 1 may have the other one, as that has a replica on 2.
  const brokers = [broker(0, 'a', { leaves: true }), broker(1, 'a'), broker(2, 'a')];
  const before = rated(brokers, [{ size: 100, on: [0] }, { size: 10, on: [0, 2] }, { size: 1, on: [2] }]);
  const { findings, after } = planned(before, { mode: 'drain', brokerLimits: { 1: { replicaLimit: 1 } } });
  expect(findings).toEqual([]);
  expect([...after.count]).toEqual([0, 1, 3]);
});

test('another replica leads where the one that comes could not', () => {
  const brokers = [broker(0, 'a', { leaves: true }), broker(1, 'a'), broker(2, 'a')];
  const before = rated(brokers, [{ in: 1, out: 10, on: [0, 1] }]);
  const { findings, after } = planned(before, { mode: 'drain', brokerLimits: { 2: { networkOutLimit: 5 } } });
  expect(findings).toEqual([]);
  expect([...after.at]).toEqual([1, 2]);
});

test('what cannot be brought within a limit is named, with what would help', () => {
  const six = times(6, () => ({ in: 2 ** 20, on: [0, 1, 2] }));
  const { findings } = planned(rated(THREE, six), { replicaLimit: 5, networkInLimit: 4 * 2 ** 20 });
  expect(findings.slice(0, 2)).toEqual([
    {
      severity: 'warning',
      what: 'broker 0 (6 replicas; 5 replicas allowed), broker 1 (6 replicas; 5 replicas allowed), broker 2 (6 replicas; 5 replicas allowed): beyond the limit of replicas',
      mend: 'The limits of the 3 brokers that stay come to 15 replicas, and there are 18 replicas: add 1 broker at least, or raise the limit by 1 replica or more.',
    },
    expect.objectContaining({ what: expect.stringContaining('broker 0 (6.0 MiB/s; 4.0 MiB/s allowed)') }),
  ]);
  const busy = planned(rated(THREE, [{ in: 100, on: [0] }]), { networkInLimit: 50 });
  expect(busy.findings).toContainEqual(expect.objectContaining({ mend: 'topic-0-0 alone is 100 B/s: give its topic more partitions, or raise the limit.' }));
  // Racks of one broker each must have a replica of all.
  const rack = planned(rated([...THREE, broker(3, 'c')], times(6, () => ({ on: [0, 1, 2] }))), { replicaLimit: 5, brokerLimits: { 1: { replicaLimit: 100 } } });
  expect(rack.findings).toContainEqual(expect.objectContaining({ mend: 'The limits of the 1 broker of rack a come to 5 replicas, and there are 6 replicas: add 1 broker at least there, or raise the limit by 1 replica or more.' }));
});

test('what is beyond a limit is a drift, however wide that is', () => {
  const before = rated(THREE, times(9, (i) => ({ in: 5, on: [i % 2] })));
  expect(drift(before, WIDE, 9)).toMatchObject({ farthest: undefined, beyondLimit: undefined });
  expect(drift(before, { ...WIDE, networkInLimit: 20 }, 9)).toMatchObject({ farthest: undefined, beyondLimit: { id: 0, what: 'network in' } });
  expect(drift(before, { ...WIDE, networkInLimit: 20, excludedBrokers: [0] }, 9)).toMatchObject({ beyondLimit: undefined });
});

test('limits of the network need rates', () => {
  const before = placement(THREE, [{ topic: 0, size: 1, replicas: [0] }]);
  expect(() => planRebalance(before, { ...DEFAULT_GOALS, networkInLimit: 1 })).toThrow('The goal networkInLimit needs the rates of partitions, and the placement has none.');
  expect(() => planRebalance(before, { ...DEFAULT_GOALS, brokerLimits: { 0: { networkOutLimit: 1 } } })).toThrow('The goal networkOutLimit needs');
});
