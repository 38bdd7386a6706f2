import { KubernetesClient } from '../../../../lifecycle/clients/kubernetes/client';
import { RequestFailure } from '../../../../lifecycle/clients/kubernetes/request-failure';
import { CONFIG_MAPS, EVENTS, PODS, POD_EVICTIONS, STATEFUL_SET_SCALES } from '../../../../lifecycle/clients/kubernetes/resource';
import { ApiServer, Behaviour, statusReply } from '../../api-server';

let server: ApiServer;
beforeEach(async () => server = await new ApiServer(() => ({ status: 200, body: {} })).start());
afterEach(async () => server.stop());

const object = { metadata: { name: 'status' }, data: { a: 'b' } };

async function failure(request: Promise<unknown>): Promise<RequestFailure> {
  const error: unknown = await request.then(() => new Error('it was fulfilled'), (e: unknown) => e);
  if (error instanceof RequestFailure) { return error; }
  throw error;
}

/** All that changes something. */
const changes = (client: KubernetesClient) => [
  async () => client.apply(CONFIG_MAPS, object), async () => client.patch(CONFIG_MAPS, 'status', {}), async () => client.create(CONFIG_MAPS, object), async () => client.delete(PODS, 'status', 'uid'),
];

describe('what is sent', () => {
  test('paths, verbs and bodies', async () => {
    const client = server.client();
    await client.get(CONFIG_MAPS, 'status');
    await client.log('events-broker-0', { container: 'kafka', tailLines: 7 });
    await client.apply(CONFIG_MAPS, object, { fieldManager: 'me', force: true });
    await client.patch(STATEFUL_SET_SCALES, 'events-broker', { spec: { replicas: 3 } });
    await client.create(POD_EVICTIONS, { metadata: { name: 'events-broker-0' } });
    await client.create(EVENTS, { metadata: { name: 'event' } });
    await client.delete(PODS, 'events-broker-0', 'uid-1');
    expect(server.asked.map(({ method, path, query, headers, body }) => ({
      request: `${method} ${path}${query.size === 0 ? '' : `?${query.toString()}`}`, type: headers['content-type'], body: body === '' ? undefined : JSON.parse(body),
    }))).toEqual([
      { request: 'GET /api/v1/namespaces/kafka/configmaps/status' },
      { request: 'GET /api/v1/namespaces/kafka/pods/events-broker-0/log?container=kafka&tailLines=7' },
      {
        request: 'PATCH /api/v1/namespaces/kafka/configmaps/status?fieldManager=me&force=true',
        type: 'application/apply-patch+yaml',
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kafka', name: 'status' }, data: { a: 'b' } },
      },
      {
        request: 'PATCH /apis/apps/v1/namespaces/kafka/statefulsets/events-broker/scale?fieldManager=cdk8s-kafka-lifecycle',
        type: 'application/merge-patch+json',
        body: { spec: { replicas: 3 } },
      },
      {
        request: 'POST /api/v1/namespaces/kafka/pods/events-broker-0/eviction',
        type: 'application/json',
        body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace: 'kafka', name: 'events-broker-0' } },
      },
      {
        request: 'POST /apis/events.k8s.io/v1/namespaces/kafka/events',
        type: 'application/json',
        body: { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { namespace: 'kafka', name: 'event' } },
      },
      {
        request: 'DELETE /api/v1/namespaces/kafka/pods/events-broker-0',
        type: 'application/json',
        body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions: { uid: 'uid-1' } },
      },
    ]);
  });

  test('each request has the token as it is by then, and the path of the server before its own', async () => {
    const tokens = ['old', 'new'];
    const { server: url } = server.connection;
    const client = new KubernetesClient({ server: new URL('/clusters/c1/', url), namespace: 'kafka', credentials: () => ({ token: tokens.shift() }) });
    await client.get(CONFIG_MAPS, 'status');
    await client.get(CONFIG_MAPS, 'status');
    client.close();
    expect(server.asked.map(({ headers, path }) => [headers.authorization, path])).toEqual([
      ['Bearer old', '/clusters/c1/api/v1/namespaces/kafka/configmaps/status'], ['Bearer new', '/clusters/c1/api/v1/namespaces/kafka/configmaps/status'],
    ]);
  });

  test('reading keeps its connection; what changes something has one of its own', async () => {
    const client = server.client();
    for (let i = 0; i < 3; i += 1) { await client.get(CONFIG_MAPS, 'status'); }
    for (const change of changes(client)) { await change(); }
    expect(server.asked.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'keep-alive', 'keep-alive', 'close', 'close', 'close', 'close']);
  });

  test('only so many requests at a time', async () => {
    let now = 0;
    let most = 0;
    server.behaviour = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
      return { status: 200, body: {} };
    };
    const client = server.client({ requests: 3 });
    await Promise.all(Array.from({ length: 12 }, async (_, i) => i % 2 === 0 ? client.get(CONFIG_MAPS, 'status') : client.patch(CONFIG_MAPS, 'status', {})));
    expect(most).toBe(3);
    expect(server.asked).toHaveLength(12);
  });
});

describe('reading', () => {
  const bad: Readonly<Record<string, ReturnType<Behaviour>>> = {
    '500': { status: 500 }, '503 without JSON': { status: 503, body: '<html>' }, '429': { status: 429, headers: { 'retry-after': '0' } }, 'a dropped connection': 'drop',
  };

  test.each(Object.keys(bad))('is tried again after %s', async (name) => {
    server.behaviour = (_, count) => count < 4 ? bad[name] : { status: 200, body: object };
    expect(await server.client().get(CONFIG_MAPS, 'status')).toEqual(object);
    expect(server.asked).toHaveLength(4);
  });

  test.each(Object.keys(bad))('is given up after some attempts with %s', async (name) => {
    server.behaviour = () => bad[name];
    const failed = await failure(server.client().get(CONFIG_MAPS, 'status'));
    expect(failed.mayBeDone).toBe(false);
    expect(failed.message).toMatch(/^get configmaps 'status' in namespace 'kafka': /);
    expect(failed.message).not.toContain('Whether');
    expect(server.asked).toHaveLength(4);
  });

  test('is not tried again when it is refused', async () => {
    server.behaviour = () => statusReply(403, 'Forbidden', 'you may not');
    const failed = await failure(server.client().get(CONFIG_MAPS, 'status'));
    expect(failed.message).toBe("get configmaps 'status' in namespace 'kafka': 403 Forbidden: you may not");
    expect(failed.refusal).toEqual({ status: 403, reason: 'Forbidden', message: 'you may not', causes: [], retryAfterSeconds: undefined });
    expect(server.asked).toHaveLength(1);
  });

  test('waits for as long as the server asks it to', async () => {
    const paused: number[] = [];
    server.behaviour = (_, count) => count === 1 ? { status: 429, headers: { 'retry-after': '3' } } : { status: 200, body: {} };
    const time = { now: () => 0, pause: async (millis: number) => { paused.push(millis); } };
    await server.client({ time, retries: { attempts: 2, firstPauseMillis: 5, longestPauseMillis: 10_000 } }).get(CONFIG_MAPS, 'status');
    expect(paused).toEqual([3000]);
  });

  test('an answer that does not come is given up', async () => {
    server.behaviour = (_, count) => count < 3 ? 'hang' : { status: 200, body: object };
    expect(await server.client({ timeoutMillis: 100 }).get(CONFIG_MAPS, 'status')).toEqual(object);
    server.behaviour = () => 'hang';
    const failed = await failure(server.client().get(CONFIG_MAPS, 'status', { timeoutMillis: 50, attempts: 1 }));
    expect(failed.message).toMatch(/^get configmaps 'status' in namespace 'kafka': http:\/\/127\.0\.0\.1:\d+ does not answer \(nothing for 0\.05 s\)$/);
  });

  test('what does not exist is undefined; what is no JSON is no API server', async () => {
    server.behaviour = () => statusReply(404, 'NotFound', 'not found');
    expect(await server.client().get(CONFIG_MAPS, 'status')).toBeUndefined();
    server.behaviour = () => ({ status: 200, body: '<html>log in' });
    expect((await failure(server.client().get(CONFIG_MAPS, 'status'))).message).toContain('the answer is not JSON. Is it an API server that answers? It says: <html>log in');
  });

  test('of a huge log the end is kept', async () => {
    server.behaviour = () => ({ status: 200, body: `${'x'.repeat(3_000_000)}the end` });
    const log = await server.client().log('pod', { container: 'kafka', tailLines: 1 });
    expect(log.endsWith('the end')).toBe(true);
    expect(log.length).toBeLessThan(700_000);
    expect(log.length).toBeGreaterThanOrEqual(512 * 1024);
  });
});

describe('changing', () => {
  test('is never tried again, and says whether it may have been done', async () => {
    const cases: readonly (readonly [ReturnType<Behaviour>, boolean])[] = [
      ['drop', true], ['hang', true], [{ status: 500 }, true], [{ status: 504 }, true], [{ status: 200, body: 'no JSON' }, true],
      [statusReply(409, 'Conflict', 'changed'), false], [statusReply(429, 'TooManyRequests', 'later'), false], [statusReply(422, 'Invalid', 'no'), false],
    ];
    for (const [reply, mayBeDone] of cases) {
      server.behaviour = () => reply;
      for (const change of changes(server.client({ timeoutMillis: 60 })).slice(0, 3)) {
        const before = server.asked.length;
        const failed = await failure(change());
        expect([reply, failed.mayBeDone]).toEqual([reply, mayBeDone]);
        expect(server.asked).toHaveLength(before + 1);
      }
    }
    server.behaviour = () => 'drop';
    expect((await failure(server.client().delete(PODS, 'events-broker-0', 'uid'))).message)
      .toMatch(/^delete pods 'events-broker-0' in namespace 'kafka': http:\S+ does not answer \(.+\)\. Whether it was done is not known$/);
  });

  test('that was never sent was not done', async () => {
    const { connection } = server;
    await server.stop();
    const client = new KubernetesClient(connection);
    for (const change of changes(client)) {
      const failed = await failure(change());
      expect(failed).toMatchObject({ mayBeDone: false, status: undefined });
      expect(failed.message).toMatch(/does not answer \(connect ECONNREFUSED 127\.0\.0\.1:\d+\)$/);
    }
    client.close();
    await server.start();
  });

  test('a refusal tells its causes', async () => {
    server.behaviour = () => statusReply(429, 'TooManyRequests', 'no', { causes: [{ reason: 'DisruptionBudget', message: 'used up' }], retryAfterSeconds: 10 });
    expect((await failure(server.client().create(POD_EVICTIONS, object))).refusal)
      .toEqual({ status: 429, reason: 'TooManyRequests', message: 'no', causes: [{ reason: 'DisruptionBudget', message: 'used up' }], retryAfterSeconds: 10 });
  });
});
