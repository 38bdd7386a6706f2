import { placement } from './drawn-placement';
import { DEFAULT_GOALS, RebalanceGoals } from '../../../lifecycle/rebalance/goals';
import { movement } from '../../../lifecycle/rebalance/objectives';
import { PlacedBroker } from '../../../lifecycle/rebalance/placement';
import { planRebalance } from '../../../lifecycle/rebalance/plan-rebalance';

type Sized = readonly [size: number, ...replicas: number[]];

const broker = (id: number, rack: string, more: Partial<PlacedBroker> = {}): PlacedBroker => (
  { id, rack, capacity: 1000, added: false, leaves: false, ...more });
const plan = (brokers: readonly PlacedBroker[], partitions: readonly Sized[], goals: Partial<RebalanceGoals> = {}) => {
  const before = placement(brokers, partitions.map(([size, ...replicas]) => ({ topic: 0, size, replicas })));
  const { placement: after, ...rest } = planRebalance(before, { ...DEFAULT_GOALS, ...goals });
  const lists = partitions.map((_, p) => [...after.replicas.subarray(after.replicaStart[p], after.replicaStart[p + 1])]);
  return { ...rest, lists, moved: movement(before, after) };
};
const THREE = [broker(0, 'a'), broker(1, 'b'), broker(2, 'c')];

test('nothing moves where everything is even', () => {
  const { moved, findings } = plan(THREE, [[10, 0, 1], [10, 1, 2], [10, 2, 0]]);
  expect({ moved, findings }).toEqual({ moved: { bytes: 0, replicas: 0, leaders: 0 }, findings: [] });
});

test('a new broker gets its share, and no more than it needs is copied', () => {
  const { lists, moved, bound } = plan([...THREE, broker(3, 'a', { added: true })], Array.from({ length: 40 }, (_, p) => [10, p % 3, (p + 1) % 3] as const));
  // A replica in rack a has another one in b or c: what the new broker takes comes from its own rack, or from either of the others.
  expect(lists.flat().filter((b) => b === 3)).toHaveLength(18);
  expect(moved.bytes).toBe(180);
  expect(bound.bytes).toBeCloseTo(180, 6);
});

test('a broker that leaves gives everything away, to other racks than those of the other replicas', () => {
  const { lists, moved } = plan([...THREE, broker(3, 'c', { leaves: true })], [[10, 3, 0], [10, 1, 3], [10, 0, 1]]);
  expect(lists.flat()).not.toContain(3);
  expect(moved).toMatchObject({ bytes: 20, replicas: 2 });
});

test('where racks have brokers to spare, what leaves goes to the rack that has none of the partition', () => {
  const brokers = [broker(0, 'a'), broker(1, 'b'), broker(2, 'c', { leaves: true }), broker(3, 'a'), broker(4, 'b'), broker(5, 'c')];
  const { lists } = plan(brokers, [[10, 2, 0], [10, 1, 2], [10, 2, 3], [10, 4, 2]]);
  for (const list of lists) {
    expect(list).not.toContain(2);
    expect(new Set(list.map((b) => brokers[b].rack)).size).toBe(2);
  }
});

test('brokers that leave lead nothing that another one can', () => {
  const brokers = [broker(0, 'a'), broker(1, 'b'), broker(2, 'c', { leaves: true })];
  const { lists, moved } = plan(brokers, [[10, 2, 0], [10, 2, 1], [10, 2, 0], [10, 2, 1]], { mode: 'leaders' });
  expect(lists.map(([first]) => first)).toEqual([0, 1, 0, 1]);
  expect(moved).toMatchObject({ bytes: 0, leaders: 4 });
});

test('draining changes the order of nothing else', () => {
  const { lists } = plan([...THREE, broker(3, 'c', { leaves: true })], [[10, 0, 1], [10, 0, 1], [10, 0, 1], [10, 3, 0]], { mode: 'drain' });
  expect(lists.slice(0, 3)).toEqual([[0, 1], [0, 1], [0, 1]]);
  expect(lists[3]).not.toContain(3);
});

test('relieving takes from the broker what is too much, and leaves the rest where it is', () => {
  const { lists, moved } = plan(THREE, [[10, 0], [10, 0], [10, 0], [10, 0], [10, 1], [10, 2]], { mode: 'relieve', relieve: [0] });
  expect(lists.filter(([b]) => b === 0)).toHaveLength(2);
  expect(moved.bytes).toBe(20);
});

test('leadership goes neither to excluded brokers nor away from them', () => {
  const { lists } = plan(THREE, Array.from({ length: 12 }, (_, p) => [10, p % 2, 2] as const), { mode: 'leaders', excludedBrokers: [2] });
  expect(lists.filter(([first]) => first === 2)).toEqual([]);
});

test('a bound for what is only partly allowed counts what must be copied, and no more', () => {
  expect(plan(THREE, [[10, 0, 1], [10, 0, 1]], { excludedBrokers: [2] }).bound.bytes).toBe(0);
  expect(plan([...THREE, broker(3, 'a', { leaves: true })], [[10, 3, 1], [10, 0, 1]], { mode: 'drain' }).bound.bytes).toBe(10);
  expect(plan(THREE, [[10, 0, 1], [10, 0, 1]], { replicationFactors: { 'topic-0': 1 } }).bound.bytes).toBe(0);
  expect(plan(THREE, [[10, 0, 1], [10, 0, 1]], { replicationFactors: { 'topic-0': 3 } }).bound.bytes).toBe(20);
});

test('a rack that holds two replicas of a partition gives one away', () => {
  const { lists } = plan([...THREE, broker(3, 'a')], [[10, 0, 3], [10, 1, 2], [10, 2, 0], [10, 1, 3]]);
  for (const [a, b] of lists) { expect(new Set([a, b].map((x) => ['a', 'b', 'c', 'a'][x])).size).toBe(2); }
});

test('leaders are evened out by the order of replicas alone', () => {
  const { moved, lists } = plan(THREE, Array.from({ length: 12 }, (_, p) => [10, 0, 1 + p % 2] as const), { mode: 'leaders' });
  expect(moved).toMatchObject({ bytes: 0, replicas: 0, leaders: 8 });
  expect([0, 1, 2].map((b) => lists.filter(([first]) => first === b).length)).toEqual([4, 4, 4]);
});

test('more replicas: they go where none is; fewer: the leader stays', () => {
  const more = plan(THREE, [[10, 0], [10, 1]], { replicationFactors: { 'topic-0': 3 } });
  expect(more.lists.map((list) => [...list].sort())).toEqual([[0, 1, 2], [0, 1, 2]]);
  expect(more.moved.bytes).toBe(40);
  const fewer = plan(THREE, [[10, 0, 1, 2], [10, 1, 2, 0], [10, 2, 0, 1]], { replicationFactors: { 'topic-0': 2 } });
  expect(fewer.lists.map((list) => list.length)).toEqual([2, 2, 2]);
  expect(fewer.moved.bytes).toBe(0);
});

test.each<[string, readonly PlacedBroker[], readonly Sized[], Partial<RebalanceGoals>, string, string]>([
  ['too few brokers', [broker(0, 'a'), broker(1, 'b', { leaves: true })], [[10, 0, 1]], {}, 'topic-0-0: more replicas than brokers that stay (1)', 'Keep more brokers, or lower the replication factor.'],
  [
    'an excluded topic on a broker that leaves', [...THREE, broker(3, 'd', { leaves: true })], [[10, 0, 3]], { excludedTopics: ['topic-*'] },
    'topic-0-0: a replica must leave its broker, and may not move or has no broker to go to', 'Do not exclude the topic, let more brokers take replicas, or give them more room.',
  ],
  [
    'a broker that would hold more than it can', [broker(0, 'a', { capacity: 100 }), broker(1, 'b', { capacity: 100, leaves: true })], [[90, 0], [90, 1]], {},
    'topic-0-1: a replica must leave its broker, and may not move or has no broker to go to', 'Do not exclude the topic, let more brokers take replicas, or give them more room.',
  ],
  [
    'more data than fits', THREE.map((b) => ({ ...b, capacity: 100 })), [[90, 0], [90, 1], [90, 2]], {},
    'broker 0, broker 1, broker 2: more than 80 % of the disk in use', 'Add brokers or disks: there is more data than all of them may hold.',
  ],
  [
    'a rack that must hold a third', [...THREE.slice(0, 2), broker(2, 'c', { capacity: 100 })], [[50, 0, 1, 2], [50, 0, 1, 2]], {},
    'broker 2: more than 80 % of the disk in use', 'Add brokers or disks in the rack c: by rack awareness that much of the data is there.',
  ],
  [
    'a partition that is larger than a share', THREE, [[300, 0], [10, 1], [10, 2]], {},
    'broker 0 (281 %), broker 1 (9 %), broker 2 (9 %): bytes not within 10 % of what each is to hold',
    'Racks, disks, single large partitions or what is excluded stand in the way: exclude less, split large partitions, or widen the band.',
  ],
])('%s is named, with what would help', (_, brokers, partitions, goals, what, mend) => {
  expect(plan(brokers, partitions, goals).findings).toContainEqual(expect.objectContaining({ what, mend }));
});
