import { containerStatus, podObject } from './pod-objects';
import { StatefulSetObject } from '../../../lifecycle/clients/kubernetes/objects';
import { isUnread } from '../../../lifecycle/observation';
import { observeSets, podNames } from '../../../lifecycle/observe/sets';
import { DesiredSet } from '../../../src/lifecycle/desired-state';
import { ApiServer, Asked, Reply, statusReply } from '../api-server';

let server: ApiServer;
beforeEach(async () => server = await new ApiServer(() => ({ status: 200 })).start());
afterEach(async () => server.stop());

const desired: DesiredSet = { name: 'events-broker', roles: ['broker'], template: '', nodes: [0, 1, 2].map((id) => ({ id, pod: `events-broker-${id}`, host: '' })) };
const set = (spec: Partial<StatefulSetObject['spec']> = {}, status: StatefulSetObject['status'] = {}): StatefulSetObject => ({
  metadata: { name: 'events-broker', uid: 'uid', resourceVersion: '1' }, spec: { template: { spec: { containers: [] } }, ...spec }, status,
});
const gone = statusReply(404, 'NotFound', 'not found');

/** Answers by the end of the path. */
function answering(replies: Readonly<Record<string, Reply | 'drop'>>) {
  return ({ path }: Asked): Reply | 'drop' => replies[path.split('/').slice(6).join('/').replace(/^statefulsets\//, '')] ?? replies[path.split('/').slice(5).join('/')] ?? gone;
}

test('the pods that are read: those that are declared, and those that the set has or takes away', () => {
  const names = (spec: Partial<StatefulSetObject['spec']>, status?: StatefulSetObject['status']) => [...podNames(desired, set(spec, status)).values()].map((name) => Number(name.replace('events-broker-', '')));
  expect(names({ replicas: 2 })).toEqual([0, 1, 2]);
  expect(names({ replicas: 5 })).toEqual([0, 1, 2, 3, 4]);
  expect(names({ replicas: 3 }, { replicas: 5 })).toEqual([0, 1, 2, 3, 4]);
  expect(names({})).toEqual([0, 1, 2]);
  expect([...podNames({ ...desired, nodes: [] }, set({ replicas: 2, ordinals: { start: 100 } }))]).toEqual([[100, 'events-broker-100'], [101, 'events-broker-101']]);
});

test('a server of whose last words nothing is kept but frames tells by its log what it complained of', async () => {
  const terminated = { exitCode: 1, message: '\tat kafka.Kafka.main(Kafka.scala)\n' };
  const crashed = podObject({ conditions: [], containerStatuses: [containerStatus({ waiting: { reason: 'CrashLoopBackOff' } }, { lastState: { terminated } })] });
  server.behaviour = answering({
    'events-broker': { status: 200, body: set() },
    'pods/events-broker-0': { status: 200, body: { ...crashed, metadata: { ...crashed.metadata, name: 'events-broker-0' } } },
    'pods/events-broker-0/log': { status: 200, body: '[2026-01-01 00:00:00,123] ERROR all log dirs have failed\njava.io.IOException: No space left on device\n\tat kafka.Kafka.main(Kafka.scala)\n' },
  });
  const observed = await observeSets([desired], server.client());
  expect(observed).toMatchObject({ 'events-broker': { pods: { 0: { trouble: 'CrashLoopBackOff: ended with 1: ERROR all log dirs have failed | java.io.IOException: No space left on device' } } } });
  expect(server.asked.filter(({ path }) => path.includes('/log'))).toHaveLength(1);
});

test('each object is read by its name, and nothing is listed', async () => {
  server.behaviour = answering({ 'events-broker': { status: 200, body: set({ replicas: 1 }) }, 'pods/events-broker-1': { status: 200, body: podObject() } });
  const observed = await observeSets([desired], server.client());
  if (isUnread(observed)) { throw new Error(observed.unread.join()); }
  expect(observed['events-broker']).toMatchObject({ generation: 0, observedGeneration: 0, replicas: 1, firstId: 0, updateRevision: '', updateStrategy: 'RollingUpdate', template: undefined });
  expect(Object.keys(observed['events-broker'].pods)).toEqual(['1']);
  expect(server.asked.map(({ method, path }) => `${method} ${path.split('/').pop()}`).sort())
    .toEqual(['GET events-broker', 'GET events-broker-0', 'GET events-broker-1', 'GET events-broker-2']);
});

test('where the ids of a set begin', async () => {
  server.behaviour = answering({ 'events-broker': { status: 200, body: set({ replicas: 0, ordinals: { start: 100 } }) } });
  expect(await observeSets([{ ...desired, nodes: [] }], server.client())).toMatchObject({ 'events-broker': { firstId: 100 } });
});

test('what cannot be read makes the whole unread, and each is named', async () => {
  server.behaviour = answering({ 'events-broker': { status: 200, body: set() }, 'pods/events-broker-1': { status: 500 }, 'other': 'drop' });
  const observed = await observeSets([desired, { ...desired, name: 'other' }, { ...desired, name: 'third' }], server.client());
  expect(observed).toEqual({
    unread: [
      expect.stringMatching(/^get pods 'events-broker-1' in namespace 'kafka': 500/), expect.stringMatching(/^get statefulsets 'other' in namespace 'kafka': .*does not answer/),
    ],
  });
});

test('where a right is missing, what would give it is told', async () => {
  server.behaviour = answering({ 'events-broker': { status: 403, body: { kind: 'Status', reason: 'Forbidden', message: 'statefulsets.apps "events-broker" is forbidden' } } });
  expect(await observeSets([desired], server.client())).toEqual({
    unread: [expect.stringContaining('403 Forbidden: statefulsets.apps "events-broker" is forbidden')],
    mend: expect.stringContaining('RoleBinding'),
  });
  server.behaviour = answering({ 'events-broker': { status: 401 } });
  expect(await observeSets([desired], server.client())).toMatchObject({ mend: expect.stringContaining('token') });
});

test('a log that cannot be read hides nothing else; it is asked for once, and only of a server that runs and is not ready', async () => {
  const pods = { 0: podObject({ conditions: [] }), 1: podObject(), 2: podObject({ conditions: [] }, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }) };
  server.behaviour = answering({
    'events-broker': { status: 200, body: set({ replicas: 3 }) },
    ...Object.fromEntries(Object.entries(pods).map(([id, pod]) => [`pods/events-broker-${id}`, { status: 200, body: { ...pod, metadata: { ...pod.metadata, name: `events-broker-${id}` } } }])),
    'pods/events-broker-0/log': { status: 503 },
  });
  const observed = await observeSets([desired], server.client());
  expect(observed).toMatchObject({ 'events-broker': { pods: { 0: { ready: false, server: 'running', logUnread: expect.stringContaining('503') }, 1: { ready: true }, 2: { terminating: true } } } });
  expect(server.asked.filter(({ path }) => path.endsWith('/log')).map(({ path }) => path)).toEqual(['/api/v1/namespaces/kafka/pods/events-broker-0/log']);
});
