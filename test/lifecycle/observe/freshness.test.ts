import { quorumAt, replica } from './fake-kafka';
import { Quorum } from '../../../lifecycle/clients/kafka/kafka-admin';
import { Freshness } from '../../../lifecycle/observe/freshness';

/** A quorum at some time, whose brokers' logs end at these offsets and last asked the leader at these times. */
function at(leaderEnd: number, highWatermark: number, brokers: Readonly<Record<number, readonly [end: number, lastFetch: number]>>): Quorum {
  const observers = Object.entries(brokers)
    .map(([id, [logEndOffset, lastFetch]]) => ({ id: Number(id), logEndOffset, lastFetch, lastCaughtUp: lastFetch }));
  return quorumAt(leaderEnd, { highWatermark, observers });
}

const ids = (found: ReadonlySet<number>) => [...found].filter((id) => id < 10);

test('a log that has not reached the end', () => {
  const freshness = new Freshness(at(100, 100, { 0: [99, 5], 1: [100, 5] }));
  expect(ids(freshness.level())).toEqual([1]);
  expect(ids(freshness.told())).toEqual([]);
});

test('the end counts that the leader had at first', () => {
  const freshness = new Freshness(at(100, 100, { 0: [99, 5] }));
  freshness.look(at(110, 110, { 0: [100, 5] }));
  expect(ids(freshness.level())).toEqual([0]);
});

test('what a majority does not have', () => {
  const freshness = new Freshness(at(100, 99, { 0: [100, 5] }));
  expect(freshness.agreed).toBe(false);
  expect(ids(freshness.level())).toEqual([]);
  freshness.look(at(101, 100, { 0: [101, 6] }));
  expect(freshness.agreed).toBe(true);
  expect(ids(freshness.level())).toEqual([0]);
  // Record 100 reached it before a majority had 99: with it, it was told nothing new.
  expect(ids(freshness.told())).toEqual([]);
});

test('records of later bring what is agreed on', () => {
  const freshness = new Freshness(at(100, 100, { 0: [100, 5], 1: [100, 5] }));
  freshness.look(at(101, 100, { 0: [101, 6], 1: [100, 5] }));
  expect(ids(freshness.told())).toEqual([0]);
});

test('asking twice anew brings it too', () => {
  const freshness = new Freshness(at(100, 100, { 0: [100, 5] }));
  freshness.look(at(100, 100, { 0: [100, 5] }));
  freshness.look(at(100, 100, { 0: [100, 505] }));
  // This request may have answered one from before the first look.
  expect(ids(freshness.told())).toEqual([]);
  freshness.look(at(100, 100, { 0: [100, 505] }));
  freshness.look(at(100, 100, { 0: [100, 1005] }));
  expect(ids(freshness.told())).toEqual([0]);
});

test('requests before a majority has the end do not count', () => {
  const freshness = new Freshness(at(100, 99, { 0: [100, 5] }));
  freshness.look(at(100, 99, { 0: [100, 6] }));
  freshness.look(at(100, 99, { 0: [100, 7] }));
  freshness.look(at(100, 100, { 0: [100, 8] }));
  freshness.look(at(100, 100, { 0: [100, 9] }));
  expect(ids(freshness.told())).toEqual([]);
  freshness.look(at(100, 100, { 0: [100, 10] }));
  expect(ids(freshness.told())).toEqual([0]);
});

test('the leader itself knows, if it is a broker too', () => {
  const freshness = new Freshness(quorumAt(100, { leader: 1, voters: [replica(0, 100), replica(1, 100), replica(2, 100)], observers: [] }));
  expect(ids(freshness.told())).toEqual([1]);
});
