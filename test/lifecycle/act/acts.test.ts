import { HELD } from './held';
import { restart } from '../../../lifecycle/act/restart';
import { scale } from '../../../lifecycle/act/scale';
import { RestartStep, ScaleStep } from '../../../lifecycle/plan/decision';
import { ApiServer, Asked, Reply, statusReply } from '../api-server';
import { podObject } from '../observe/pod-objects';

/** What only a server in trouble says; the rest is seen on a real one (test/cluster/lifecycle/acts.test.ts). */

let server: ApiServer;
beforeEach(async () => server = await new ApiServer(() => ({ status: 200, body: {} })).start());
afterEach(async () => server.stop());

/** The requests that would change something. */
const changes = () => server.asked.filter(({ method }) => method !== 'GET');

describe('restart', () => {
  const step = (by: 'evict' | 'delete', ...ids: readonly number[]): RestartStep => ({
    kind: 'restart', unavailable: [], nodes: ids.map((id) => ({ id, pod: `events-broker-${id}`, uid: 'uid-0', reasons: [], by })),
  });
  const pod = { status: 200, body: podObject() };
  const answering = (reply: (asked: Asked) => Reply | 'drop', found: Reply = pod) => { server.behaviour = (asked) => asked.method === 'GET' ? found : reply(asked); };

  test.each(['evict', 'delete'] as const)('%s: a server that does not say whether it has is for the next look to tell', async (by) => {
    for (const reply of ['drop', { status: 500 }, { status: 504 }] as const) {
      answering(() => reply);
      const before = changes().length;
      expect(await restart(step(by, 0), server.client(), HELD)).toEqual({ kind: 'later', reason: expect.stringMatching(/Whether it was done is not known$/) });
      expect(changes()).toHaveLength(before + 1);
    }
  });

  test('each request holds for this very pod only, and leaves it the time that it has', async () => {
    answering(() => ({ status: 201, body: {} }));
    await restart(step('evict', 0), server.client(), HELD);
    await restart(step('delete', 0), server.client(), HELD);
    expect(changes().map(({ body }) => JSON.parse(body))).toEqual([
      { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace: 'kafka', name: 'events-broker-0' }, deleteOptions: { preconditions: { uid: 'uid-0' } } },
      { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions: { uid: 'uid-0' } },
    ]);
  });

  test('nothing is touched that is another pod, is gone or has been told to end', async () => {
    const cases: readonly (readonly [Reply, string])[] = [
      [{ status: 200, body: podObject({}, { metadata: { uid: 'another' } }) }, 'events-broker-0 is another one already'],
      [{ status: 200, body: podObject({}, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }) }, 'events-broker-0 has been told to end already'],
      [statusReply(404, 'NotFound', 'not found'), 'events-broker-0 is gone already'],
    ];
    for (const [found, said] of cases) {
      answering(() => ({ status: 201 }), found);
      for (const by of ['evict', 'delete'] as const) { expect(await restart(step(by, 0), server.client(), HELD)).toEqual({ kind: 'done', said }); }
    }
    expect(changes()).toEqual([]);
  });

  test('nothing is touched while the pod cannot be looked at', async () => {
    answering(() => ({ status: 201 }), { status: 503 });
    expect(await restart(step('delete', 0), server.client(), HELD)).toEqual({ kind: 'later', reason: expect.stringMatching(/^get pods 'events-broker-0' .*: 503$/) });
    expect(changes()).toEqual([]);
  });

  test('a pod that goes, or changes, at the very moment', async () => {
    answering(() => statusReply(404, 'NotFound', 'not found'));
    expect(await restart(step('evict', 0), server.client(), HELD)).toEqual({ kind: 'done', said: 'events-broker-0 is gone already' });
    answering(() => statusReply(409, 'Conflict', 'changed'));
    expect(await restart(step('evict', 0), server.client(), HELD)).toEqual({ kind: 'later', reason: expect.stringMatching(/409 Conflict: changed$/) });
  });

  test('an overloaded server', async () => {
    answering(() => ({ status: 429, body: 'too many requests' }));
    expect(await restart(step('evict', 0), server.client(), HELD)).toEqual({ kind: 'later', reason: 'events-broker-0 is not evicted yet: too many requests' });
  });

  test.each([401, 403, 400, 422])('%i needs somebody', async (status) => {
    answering(() => statusReply(status, 'No', 'the policy "keep" forbids it'));
    expect(await restart(step('evict', 0), server.client(), HELD)).toEqual({
      kind: 'refused', reason: expect.stringContaining('the policy "keep" forbids it'), mend: expect.stringMatching(/admission policy/),
    });
  });

  test('of several pods the first that cannot go keeps those after it, and what was done is told with it', async () => {
    server.behaviour = (asked) => {
      if (asked.method === 'GET') { return pod; }
      return asked.path.includes('-1/') ? statusReply(429, 'TooManyRequests', 'used up') : asked.path.includes('-2/') ? statusReply(403, 'Forbidden', 'no') : { status: 201, body: {} };
    };
    expect(await restart(step('evict', 0, 3), server.client(), HELD)).toEqual({ kind: 'done', said: 'events-broker-0 evicted; events-broker-3 evicted' });
    expect(await restart(step('evict', 0, 2), server.client(), HELD)).toEqual({
      kind: 'refused', reason: expect.stringMatching(/403 Forbidden: no; events-broker-0 evicted$/), mend: expect.any(String), takenAway: ['events-broker-0'],
    });
    const before = changes().length;
    expect(await restart(step('evict', 0, 1, 2), server.client(), HELD)).toEqual({
      kind: 'later', reason: 'events-broker-1 is not evicted yet: used up; events-broker-0 evicted', takenAway: ['events-broker-0'],
    });
    // Pod 2 was not even asked for.
    expect(changes().length - before).toBe(2);
  });

  test('a batch whose first pod somebody else has taken away is left: no disruption budget has given leave for the others', async () => {
    answering(() => ({ status: 201, body: {} }), statusReply(404, 'NotFound', 'not found'));
    const batch = step('evict', 0, 1, 2);
    const led = { ...batch, nodes: batch.nodes.map((node, i) => i === 0 ? node : { ...node, by: 'delete' as const }) };
    expect(await restart(led, server.client(), HELD)).toEqual({ kind: 'later', reason: 'events-broker-0 is gone already' });
    expect(changes()).toEqual([]);
  });

  test('a batch ends where the lease is lost', async () => {
    answering(() => ({ status: 201, body: {} }));
    let asked = 0;
    expect(await restart(step('evict', 0, 1, 2), server.client(), async () => ++asked <= 2)).toEqual({
      kind: 'later',
      reason: 'the lease was lost, or could not be renewed, before events-broker-2 was taken away; events-broker-0 evicted; events-broker-1 evicted',
      takenAway: ['events-broker-0', 'events-broker-1'],
    });
    expect(changes()).toHaveLength(2);
  });
});

describe('scale', () => {
  const step: ScaleStep = { kind: 'scale', reason: '', sets: [{ set: 'events-broker', uid: 'uid', from: 1, to: 3 }] };
  const found = (version: number, replicas = 1) => ({ status: 200, body: { metadata: { uid: 'uid', resourceVersion: String(version) }, spec: { replicas } } });

  test('a set that is written to meanwhile is looked at again, and only the number that was seen is changed', async () => {
    let version = 1;
    server.behaviour = ({ method, body }) => {
      if (method === 'GET') { return found(version); }
      if (version < 4) {
        version += 1;
        return statusReply(409, 'Conflict', 'changed');
      }
      expect(JSON.parse(body)).toEqual({ metadata: { uid: 'uid', resourceVersion: '4' }, spec: { replicas: 3 } });
      return found(5, 3);
    };
    expect(await scale(step, server.client(), HELD)).toEqual({ kind: 'done', said: 'events-broker 1 -> 3' });
    expect(changes()).toHaveLength(4);
  });

  test('somebody else scales it at the same moment', async () => {
    let replicas = 1;
    server.behaviour = ({ method }) => {
      if (method === 'GET') { return found(replicas, replicas); }
      replicas = 2;
      return statusReply(409, 'Conflict', 'changed');
    };
    expect(await scale(step, server.client(), HELD)).toEqual({ kind: 'later', reason: 'somebody else has scaled events-broker: from 1 to 2' });
    expect(changes()).toHaveLength(1);
  });

  test('conflicts without end, and answers that do not come, are for later', async () => {
    server.behaviour = ({ method }) => method === 'GET' ? found(1) : statusReply(409, 'Conflict', 'changed');
    expect(await scale(step, server.client(), HELD)).toEqual({ kind: 'later', reason: expect.stringMatching(/409 Conflict: changed$/) });
    expect(changes()).toHaveLength(10);
    server.behaviour = ({ method }) => method === 'GET' ? found(1) : 'drop';
    expect(await scale(step, server.client(), HELD)).toEqual({ kind: 'later', reason: expect.stringMatching(/Whether it was done is not known$/) });
    expect(changes()).toHaveLength(11);
  });
});
