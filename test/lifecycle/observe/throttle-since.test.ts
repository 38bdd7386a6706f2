import { ThrottleSince } from '../../../lifecycle/observe/throttle-since';

const throttledTo = (...rates: readonly number[]) => ({
  perBroker: Object.fromEntries(rates.map((rate, id) => [id, { 'leader.replication.throttled.rate': String(rate) }])),
});

test('brokers have been throttled as they are since that was first seen', () => {
  let now = 1000;
  const since = new ThrottleSince(() => now);
  expect(since.look(throttledTo(100))).toBeUndefined();
  now = 11_000;
  // One more that is throttled to the same, or less, changes nothing.
  expect(since.look(throttledTo(100, 50))).toBe(10);
  expect(since.look(throttledTo(200))).toBe(0);
  now = 12_000;
  expect(since.look(throttledTo(200))).toBe(1);
  expect(since.look({ perBroker: {} })).toBe(0);
  now = 13_500;
  expect(since.look({ perBroker: {} })).toBe(1.5);
});
