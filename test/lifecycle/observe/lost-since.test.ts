import { BrokerLoadObservation } from '../../../lifecycle/observation';
import { LostSince } from '../../../lifecycle/observe/lost-since';

const disk = (path: string, error?: string) => ({ path, replicaBytes: 0, error });
const brokers = (...disks: BrokerLoadObservation['disks']): Record<number, BrokerLoadObservation> => ({ 3: { replicas: 0, disks } });

test('a disk has been lost for as long as its broker has said so at each look', () => {
  let now = 1000;
  const since = new LostSince(() => now);
  const secondsOf = (its: Record<number, BrokerLoadObservation>) => since.look(its)[3].disks.map(({ lostSeconds }) => lostSeconds);
  const lost = brokers(disk('/a'), disk('/b', 'KAFKA_STORAGE_ERROR'));
  expect(secondsOf(lost)).toEqual([undefined, 0]);
  now = 61_000;
  expect(secondsOf(lost)).toEqual([undefined, 60]);
  expect(secondsOf(brokers(disk('/a'), disk('/b')))).toEqual([undefined, undefined]);
  now = 90_000;
  expect(secondsOf(lost)).toEqual([undefined, 0]);
});

test('what else a broker may not tell of a disk is timed too, and a broker that is away is forgotten', () => {
  let now = 0;
  const since = new LostSince(() => now);
  since.look(brokers(disk('/a', 'KAFKA_STORAGE_ERROR')));
  now = 5000;
  expect(since.look({})).toEqual({});
  expect(since.look(brokers(disk('/a', 'KAFKA_STORAGE_ERROR')))[3].disks[0].lostSeconds).toBe(0);
});
