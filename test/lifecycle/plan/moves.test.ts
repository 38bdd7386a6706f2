import * as fc from 'fast-check';
import { PossibleMove, chooseMoves } from '../../../lifecycle/plan/moves/choose-moves';
import { MoveNote, readNotes, throttledReplicas } from '../../../lifecycle/plan/moves/move-notes';
import { oneReplicaAtATime } from '../../../lifecycle/plan/moves/one-replica-at-a-time';
import { NO_REBALANCE } from '../no-rebalance';

const replicas = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 5 });

describe('notes', () => {
  const noted = fc.tuple(fc.nat(1000), fc.record({ former: replicas, target: replicas }));
  const notes = fc.uniqueArray(noted, { selector: ([partition]) => partition, maxLength: 30 });

  test('are read as they were written', () => {
    fc.assert(fc.property(notes, (all) => { expect([...readNotes(throttledReplicas(all))]).toEqual(all); }));
  });

  test('that others would write are theirs', () => {
    fc.assert(fc.property(notes, (all) => {
      const list = (of: 'former' | 'target') => all.flatMap(([partition, note]) => note[of].map((id) => `${partition}:${id}`)).join(',');
      expect(readNotes({ leader: list('former'), follower: list('target') }).size).toBe(0);
    }));
    for (const leader of [undefined, '', '*', 'none']) { expect(readNotes({ leader, follower: '0:1' }).size).toBe(0); }
    expect(readNotes({ leader: '0:1,0:2,0:1' }).size).toBe(0);
  });

  test('are no longer than Kafka takes, the first ones first', () => {
    const each: MoveNote = { former: [100_001, 100_002, 100_003], target: [100_004, 100_002, 100_003] };
    const { leader = '', follower = '' } = throttledReplicas(Array.from({ length: 5000 }, (_, partition) => [partition, each] as const));
    expect(leader.length).toBeLessThan(32_767);
    expect(leader.length).toBeGreaterThan(31_500);
    const kept = [...readNotes({ leader, follower }).keys()];
    expect(kept).toEqual(Array.from(kept, (_, i) => i));
  });
});

describe('one replica at a time', () => {
  test('comes to the target, and adds no more than one', () => {
    fc.assert(fc.property(replicas, replicas, (from, to) => {
      let current: readonly number[] = from;
      for (let steps = 0; current.join() !== to.join(); steps++) {
        expect(steps).toBeLessThan(12);
        const next = oneReplicaAtATime(current, to, () => undefined);
        expect(next.filter((id) => !current.includes(id)).length).toBeLessThanOrEqual(1);
        expect(new Set(next).size).toBe(next.length);
        expect(next.length).toBeGreaterThanOrEqual(Math.min(from.length, to.length));
        current = next;
      }
    }));
  });

  test('in the place of one of its rack', () => {
    const rackOf = (id: number) => id % 2 === 0 ? 'even' : 'odd';
    expect(oneReplicaAtATime([1, 2], [4, 3], rackOf)).toEqual([1, 4]);
    expect(oneReplicaAtATime([1, 4], [4, 3], rackOf)).toEqual([4, 3]);
  });
});

describe('what begins', () => {
  const load = (usableBytes: number) => {
    const broker = { replicas: 0, disks: [{ path: '/d', totalBytes: 1000, usableBytes, replicaBytes: 0 }] };
    return { size: new Float64Array(), arrived: {}, brokers: { 1: broker, 2: broker, 3: broker, 4: broker } };
  };
  const limits = { ...NO_REBALANCE, movesPerBroker: 2, moves: 3, bytesInFlight: 1000 };
  const move = (row: number, from: number, to: number, bytes: number): PossibleMove => ({ row, replicas: [], from: [from], to, bytes });

  test('is the largest first, as many as the limits of each broker and of all allow', () => {
    const possible = [move(0, 1, 2, 10), move(1, 1, 2, 30), move(2, 1, 3, 20), move(3, 4, 3, 5), move(4, 4, 3, 4)];
    expect(chooseMoves(possible, [], limits, load(1000), []).moves.map(({ row }) => row)).toEqual([1, 2, 3]);
    expect(chooseMoves(possible, [{ from: [1], to: 2, bytes: 1 }], limits, load(1000), []).moves.map(({ row }) => row)).toEqual([1, 3]);
  });

  test('is not more than may be on its way, but one that is larger than that goes alone', () => {
    const possible = [move(0, 1, 2, 5000), move(1, 3, 4, 600), move(2, 4, 3, 500)];
    const big = { ...limits, bytesInFlight: 1000 };
    const roomy = { ...load(1e9) };
    expect(chooseMoves(possible, [], big, roomy, []).moves.map(({ row }) => row)).toEqual([0]);
    expect(chooseMoves(possible.slice(1), [], big, roomy, []).moves.map(({ row }) => row)).toEqual([1]);
  });

  test('goes to the roomiest of several disks, one after the other, and to none that is to be empty or cannot be used', () => {
    const disk = (path: string, usableBytes: number, error?: string) => ({ path, totalBytes: 1000, usableBytes, replicaBytes: 0, error });
    const disks = [disk('/a', 400), disk('/b', 700), disk('/c', 900), disk('/d', 990, 'KAFKA_STORAGE_ERROR')];
    const several = { ...load(0), brokers: { 2: { replicas: 0, disks } } };
    const possible = [move(0, 1, 2, 300), move(1, 3, 2, 290)];
    const paths = (emptied: readonly string[]) => {
      const { moves } = chooseMoves(possible, [], limits, several, emptied.map((path) => ({ broker: 2, path })));
      return moves.map(({ path }) => path);
    };
    expect(paths([])).toEqual(['/c', '/b']);
    expect(paths(['/c'])).toEqual(['/b', '/a']);
    expect(paths(['/b', '/c'])).toEqual(['/a']);
    expect(chooseMoves(possible, [], limits, load(700), []).moves.map(({ path }) => path)).toEqual([undefined, undefined]);
  });

  test('has room on a disk, with what is on its way there', () => {
    const possible = [move(0, 1, 2, 300), move(1, 3, 2, 200), move(2, 1, 4, 300)];
    const { moves, withoutRoom } = chooseMoves(possible, [{ from: [3], to: 2, bytes: 200 }], limits, load(550), []);
    expect([moves, withoutRoom].map((all) => all.map(({ row }) => row))).toEqual([[0, 2], []]);
    expect(chooseMoves([move(0, 1, 2, 301)], [{ from: [3], to: 2, bytes: 200 }], limits, load(550), []).withoutRoom).toHaveLength(1);
    // A twentieth is kept free.
    expect(chooseMoves([move(0, 1, 2, 501)], [], limits, load(550), []).withoutRoom).toHaveLength(1);
  });
});
