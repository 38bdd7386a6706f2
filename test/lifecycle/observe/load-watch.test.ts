import { CLUSTER, FakeKafka } from './fake-kafka';
import { isUnread, LoadObservation, Unread } from '../../../lifecycle/observation';
import { observeKafka } from '../../../lifecycle/observe/kafka';
import { observeLoad } from '../../../lifecycle/observe/load';
import { LoadWatch, WatchPolicy } from '../../../lifecycle/observe/load-watch';
import { ApiServer, Asked, Reply } from '../api-server';

/** `orders-0` is led by 0, `orders-1` by 1, `logs-0` by 2. */
let kafka: FakeKafka;
let now: number;
let ends: Record<string, number>;
beforeEach(() => {
  kafka = new FakeKafka();
  now = 0;
  ends = { 'orders-0': 1000, 'orders-1': 500, 'logs-0': 40 };
  const size = { 'orders-0': 90_000, 'orders-1': 10_000, 'logs-0': 0 };
  const replica = ([name, bytes]: readonly [string, number]) => ({ topic: name.slice(0, -2), partition: Number(name.slice(-1)), size: bytes });
  kafka.dirs = () => [{ path: '/data', replicas: Object.entries(size).map(replica) }];
  kafka.ends = () => new Map(Object.entries(ends));
  kafka.starts = () => new Map(Object.entries({ 'orders-0': 400, 'orders-1': 0, 'logs-0': 40 }));
});

function watchOf(policy: WatchPolicy): () => Promise<LoadObservation | Unread> {
  const watch = new LoadWatch(policy, () => now);
  return async () => {
    const observation = await observeKafka(CLUSTER, kafka, {});
    if (isUnread(observation)) { throw new Error(observation.unread.join()); }
    return observeLoad(CLUSTER, kafka, observation, watch);
  };
}

test('nothing is watched that nobody asked for', async () => {
  expect(await watchOf({})()).toEqual(expect.not.objectContaining({ rates: expect.anything(), watchedSeconds: expect.anything() }));
  expect(kafka.asked).not.toContain('ends 0');
});

test('what is written is how far the ends have come, times the size of a record', async () => {
  const look = watchOf({ loadWindowSeconds: 60 });
  expect(await look()).toMatchObject({ watchedSeconds: 0 });
  now = 59_000;
  expect(await look()).toMatchObject({ watchedSeconds: 59 });
  now = 100_000;
  ends = { 'orders-0': 1400, 'orders-1': 500, 'logs-0': 90 };
  // 400 records in 100 s, of which 1000 take 90,000 bytes; an empty log tells of no size.
  const { rates, watchedSeconds } = await look() as LoadObservation;
  expect(watchedSeconds).toBeUndefined();
  expect(rates).toEqual({ in: Float64Array.of(360, 0, 0), out: new Float64Array(3) });
  const asked = kafka.asked.length;
  expect(await look()).toMatchObject({ rates });
  expect(kafka.asked.slice(asked)).not.toContain('ends 0');
});

test('a leader that does not tell leaves the rates unread, and nothing else', async () => {
  const look = watchOf({ loadWindowSeconds: 60 });
  kafka.ends = (node) => node.id === 1 ? kafka.silence(node) : new Map();
  expect(await look()).toMatchObject({ size: Float64Array.of(90_000, 10_000, 0), ratesUnread: { unread: [expect.stringContaining('broker 1')] } });
});

describe('Prometheus', () => {
  let server: ApiServer;
  let answers: (asked: Asked) => Reply;
  beforeEach(async () => { server = await new ApiServer((asked) => answers(asked)).start(); });
  afterEach(() => server.stop());
  const url = () => `${server.connection.server.href}prometheus`;
  const vector = (...result: readonly object[]): Reply => ({ status: 200, body: { status: 'success', data: { resultType: 'vector', result } } });
  const sample = (metric: Readonly<Record<string, string>>, value: number | string) => ({ metric, value: [1, String(value)] });

  test('tells at once: of a topic as a whole, divided by sizes, or of each partition', async () => {
    answers = ({ query }) => query.get('query') === 'in' ? vector(sample({ topic: 'orders' }, 100), sample({ topic: 'logs', partition: '0' }, 7), sample({ topic: 'gone' }, 5), sample({ topic: 'logs' }, 'NaN'))
      : vector(sample({ topic: 'logs' }, 30));
    const { rates } = await watchOf({ loadWindowSeconds: 60, prometheus: { url: url(), bytesIn: 'in', bytesOut: 'out' } })() as LoadObservation;
    expect(rates).toEqual({ in: Float64Array.of(90, 10, 7), out: Float64Array.of(0, 0, 30) });
    expect(server.asked.map(({ path }) => path)).toEqual(['/prometheus/api/v1/query', '/prometheus/api/v1/query']);
    expect(kafka.asked).not.toContain('ends 0');
  });

  test('tells how long clients wait, the longest of all', async () => {
    answers = () => vector(sample({ broker: '0' }, 12.5), sample({ broker: '1' }, 80), sample({}, 'NaN'));
    expect(await watchOf({ prometheus: { url: url(), latency: 'p99', mostLatencyMillis: 50 } })()).toMatchObject({ latencyMillis: 80 });
    answers = () => ({ status: 200, body: { status: 'success', data: { resultType: 'scalar', result: [1, '3'] } } });
    expect(await watchOf({ prometheus: { url: url(), latency: 'p99', mostLatencyMillis: 50 } })()).toMatchObject({ latencyMillis: 3 });
    answers = () => vector();
    expect(await watchOf({ prometheus: { url: url(), latency: 'p99', mostLatencyMillis: 50 } })()).toEqual(expect.objectContaining({ latencyUnread: "Prometheus tells nothing of 'p99'" }));
  });

  test.each<[string, Reply, string, string | undefined]>([
    [
      'an expression that is none', { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected end' } },
      'parse error: unexpected end', 'Correct the expression that the policy has for it (docs/rebalancing.md).',
    ],
    ['a page', { status: 502, body: '<html>Bad gateway</html>' }, 'it answers with something else than JSON: <html>Bad gateway</html>', undefined],
    ['one that is at its limits', { status: 503, body: { status: 'error', errorType: 'timeout', error: 'query timed out' } }, 'query timed out', undefined],
    ['nothing at all', vector(), "Prometheus tells nothing of 'in'", 'See whether the brokers export metrics of that name.'],
    ['values of no topic', vector(sample({ instance: 'a' }, 1)), "what Prometheus tells of 'in' has no label 'topic'", "Have the expression say 'by (topic)', or 'by (topic, partition)'."],
  ])('%s is told, and nothing is planned on it', async (_, reply, words, mend) => {
    answers = () => reply;
    const load = await watchOf({ loadWindowSeconds: 60, prometheus: { url: url(), bytesIn: 'in' } })();
    expect(load).toEqual(expect.objectContaining({ brokers: expect.anything(), ratesUnread: { unread: [expect.stringContaining(words)], mend } }));
    expect(load).not.toHaveProperty('rates');
  });

  test('that cannot be reached is told, and waited for', async () => {
    const gone = url();
    await server.stop();
    const load = await watchOf({ prometheus: { url: gone, latency: 'p99', mostLatencyMillis: 50 } })() as LoadObservation;
    expect(load.ratesUnread).toEqual({
      unread: [expect.stringMatching(/^Prometheus at http:\/\/127\.0\.0\.1:\d+\/prometheus was asked for 'p99': .*ECONNREFUSED/)],
    });
    server = await new ApiServer(() => 'hang').start();
  });
});
