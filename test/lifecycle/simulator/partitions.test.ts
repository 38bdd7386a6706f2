import { Partitions } from './partitions';
import { Random } from './random';

/** The same, made anew from the arrays each time. */
function inSyncOf(partitions: Partitions, p: number): number[] {
  const members: number[] = [];
  for (let slot = partitions.start[p]; slot < partitions.start[p] + partitions.replicas[p]; slot++) {
    if (partitions.inSync[slot] === 1) { members.push(partitions.broker[slot]); }
  }
  return members;
}

const EVERYBODY = () => true;

test('a broker that leaves hands its leadership over, and is in sync with nothing that others have', () => {
  const partitions = new Partitions([{ name: 'orders', minInSync: 1, replicas: [[0, 1], [1, 0], [0]] }]);
  const shrunk: number[] = [];
  partitions.watch = (p) => shrunk.push(p);
  partitions.leave(0, (id) => id !== 0, 5);
  expect([...partitions.leader]).toEqual([1, 1, -1]);
  expect([0, 1, 2].map((p) => inSyncOf(partitions, p))).toEqual([[1], [1], [0]]);
  expect([shrunk, partitions.behind(0), partitions.shrunkAt[0]]).toEqual([[0, 1], 2, 5]);

  partitions.lead(0);
  for (const slot of partitions.slotsBehind(0)) { partitions.join(slot); }
  expect([...partitions.leader]).toEqual([1, 1, 0]);
  expect(partitions.behind(0)).toBe(0);
  expect(partitions.electPreferred(0, EVERYBODY)).toBe(true);
  expect(partitions.leader[0]).toBe(0);
});

test('the last replica in sync stays so, and nobody else leads', () => {
  const partitions = new Partitions([{ name: 'orders', minInSync: 1, replicas: [[0, 1]] }]);
  partitions.leave(0, (id) => id === 1, 1);
  partitions.leave(1, () => false, 2);
  expect([inSyncOf(partitions, 0), partitions.leader[0]]).toEqual([[1], -1]);
  partitions.lead(0);
  expect(partitions.leader[0]).toBe(-1);
});

test('snapshots tell what is there, and do not change afterwards', () => {
  const random = new Random(7);
  const replicas = Array.from({ length: 50 }, () => random.shuffled([0, 1, 2, 3, 4]).slice(0, 3));
  const partitions = new Partitions([{ name: 'orders', minInSync: 2, replicas }, { name: 'payments', minInSync: 1, replicas }]);
  for (let i = 0; i < 300; i++) {
    const before = partitions.snapshot();
    const copy = JSON.stringify(before, (_, value: unknown) => ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value);
    const [id, p] = [random.whole(0, 4), random.whole(0, 99)];
    switch (random.whole(0, 4)) {
      case 0: partitions.leave(id, (other) => other !== id, i); break;
      case 1: partitions.lead(id); for (const slot of partitions.slotsBehind(id)) { partitions.join(slot); } break;
      case 2: partitions.beginReassignment(p, 5, i); break;
      case 3: partitions.endReassignment(p); break;
      default: partitions.electPreferred(p, EVERYBODY);
    }
    const table = partitions.snapshot();
    for (let q = 0; q < partitions.count; q++) {
      expect([...table.inSync.subarray(table.inSyncStart[q], table.inSyncStart[q + 1])]).toEqual(inSyncOf(partitions, q));
      expect(table.replicaStart[q + 1] - table.replicaStart[q]).toBe(3 + table.reassigning[q]);
    }
    expect([...table.leader]).toEqual([...partitions.leader]);
    expect(JSON.stringify(before, (_, value: unknown) => ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value)).toBe(copy);
  }
});
