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
  expect(lists[0]).not.toEqual([0, 0]);
  expect(moved).toMatchObject({ bytes: 20, replicas: 2 });
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
    'Racks, single large partitions or what is excluded stand in the way: exclude less, split large partitions, or widen the band.',
  ],
])('%s is named, with what would help', (_, brokers, partitions, goals, what, mend) => {
  expect(plan(brokers, partitions, goals).findings).toContainEqual(expect.objectContaining({ what, mend }));
});
