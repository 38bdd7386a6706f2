import { Racks } from '../../../lifecycle/rebalance/racks';
import { targets } from '../../../lifecycle/rebalance/targets';

const racksOf = (...names: readonly string[]) => new Racks(names.map((rack) => ({ rack, leaves: false })));
const perPartition = (k: number, partitions: number) => Int32Array.from({ length: partitions + 1 }, (_, p) => k * p);

test('what a rack may hold of a partition is as even as its brokers allow', () => {
  const racks = racksOf('a', 'a', 'b', 'b', 'c');
  expect([...racks.most(2)]).toEqual([1, 1, 1]);
  expect([...racks.least(2)]).toEqual([0, 0, 0]);
  expect([...racks.most(3)]).toEqual([1, 1, 1]);
  expect([...racks.least(3)]).toEqual([1, 1, 1]);
  expect([...racks.most(4)]).toEqual([2, 2, 1]);
  expect([...racks.least(4)]).toEqual([1, 1, 1]);
  expect([...racks.most(5)]).toEqual([2, 2, 1]);
  // A rack whose brokers all leave holds nothing.
  expect([...new Racks([{ rack: 'a', leaves: false }, { rack: 'b', leaves: true }]).most(1)]).toEqual([1, 0]);
});

test('brokers are to hold what their weights say', () => {
  const { target, boundRacks } = targets(racksOf('a', 'b', 'c', 'd'), Float64Array.of(1, 1, 2, 0), { replicaStart: perPartition(1, 8) });
  expect([...target].map((t) => Math.round(1000 * t) / 1000)).toEqual([2, 2, 4, 0]);
  expect(boundRacks).toEqual([]);
});

test('a rack that must hold a replica of every partition holds a third of all, however few its brokers are', () => {
  const { target, boundRacks } = targets(racksOf('a', 'a', 'b', 'b', 'c'), new Float64Array(5).fill(1), { replicaStart: perPartition(3, 10), each: new Float64Array(10).fill(6) });
  expect([...target].map((t) => Math.round(1000 * t) / 1000)).toEqual([30, 30, 30, 30, 60]);
  expect(boundRacks).toEqual(['a', 'b', 'c']);
});

test('a rack of many brokers holds no more than one replica of each partition', () => {
  const { target, boundRacks } = targets(racksOf('a', 'a', 'a', 'a', 'b', 'c'), new Float64Array(6).fill(1), { replicaStart: perPartition(2, 12) });
  expect([...target].map((t) => Math.round(1000 * t) / 1000)).toEqual([3, 3, 3, 3, 6, 6]);
  expect(boundRacks).toEqual(['a', 'b', 'c']);
});
