import { restart } from '../../../lifecycle/act/restart';
import { scale } from '../../../lifecycle/act/scale';
import { PODS, POD_EVICTIONS } from '../../../lifecycle/clients/kubernetes/resource';
import { RestartedNode } from '../../../lifecycle/plan/decision';
import { HELD } from '../../lifecycle/act/held';
import { Pod, StatefulSet, isReady } from '../kubernetes-objects';
import { until } from '../until';
import { Ground, sleepingSet } from './ground';

const ground = new Ground('acts', { sets: ['events-broker', 'missing'], pods: ['events-broker-100', 'events-broker-101', 'events-broker-102'] });

const pod = async (id: number) => ground.kubectl.get<Pod>('pods', `events-broker-${id}`);
const set = async () => ground.kubectl.get<StatefulSet>('statefulsets', 'events-broker');
const node = (of: Pod, by: RestartedNode['by'], uid = of.metadata.uid): RestartedNode => (
  { id: Number(/\d+$/.exec(of.metadata.name)?.[0]), pod: of.metadata.name, uid, reasons: [], by });
const budget = (name: string, minAvailable: number) => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { minAvailable, selector: { matchLabels: { app: 'events-broker' } } },
});

async function ready(...ids: readonly number[]): Promise<void> {
  await until(`${ids.join(', ')} are ready`, 180, async () => {
    const pods = await ground.kubectl.list<Pod>('pods', { labelSelector: 'app=events-broker' });
    const found = pods.filter(isReady).map((p) => p.metadata.name).sort().join(' ');
    return found === ids.map((id) => `events-broker-${id}`).join(' ') || `ready are ${found}`;
  });
}

/** The controller of budgets takes a moment to count. */
async function counted(name: string, allowed: number): Promise<void> {
  await until(`budget ${name} allows ${allowed}`, 30, async () => {
    const { status, metadata } = await ground.kubectl.get<{ metadata: { generation: number }; status?: { disruptionsAllowed?: number; observedGeneration?: number } }>('poddisruptionbudgets', name);
    return (status?.disruptionsAllowed === allowed && status.observedGeneration === metadata.generation) || `it allows ${status?.disruptionsAllowed}`;
  });
}

beforeAll(async () => {
  await ground.apply(sleepingSet('events-broker', { replicas: 1, firstOrdinal: 100 }));
  await ready(100);
});

ground.test('scales only the set that was looked at, and only from the number that was seen', async () => {
  const client = ground.client();
  const { metadata: { uid } } = await set();
  const step = (from: number, to: number, of = uid, name = 'events-broker') => scale({ kind: 'scale', reason: '', sets: [{ set: name, uid: of, from, to }] }, client, HELD);

  expect(await step(2, 3)).toEqual({ kind: 'later', reason: 'somebody else has scaled events-broker: from 2 to 1' });
  expect(await step(1, 3, '00000000-0000-0000-0000-000000000000')).toEqual({ kind: 'later', reason: 'StatefulSet events-broker is another one than was looked at, or is gone' });
  expect(await step(1, 3, uid, 'missing')).toEqual({ kind: 'later', reason: 'StatefulSet missing is another one than was looked at, or is gone' });
  expect((await set()).spec.replicas).toBe(1);
  expect(await step(1, 3)).toEqual({ kind: 'done', said: 'events-broker 1 -> 3' });
  expect((await set()).spec.replicas).toBe(3);
  expect(await step(1, 3)).toEqual({ kind: 'done', said: 'events-broker has 3 pods already' });
  await ready(100, 101, 102);
  // An entry of one's own that is a precondition holds against a set of the same name.
  await expect(client.patch({ apiVersion: 'autoscaling/v1', kind: 'Scale', path: 'apps/v1/statefulsets', part: 'scale' }, 'events-broker', {
    metadata: { uid: '00000000-0000-0000-0000-000000000000' }, spec: { replicas: 1 },
  })).rejects.toThrow(/409 Conflict/);
  expect((await set()).spec.replicas).toBe(3);
});

ground.test('a set without the right to it is refused, with what would mend it', async () => {
  const result = await scale({ kind: 'scale', reason: '', sets: [{ set: 'other', uid: 'uid', from: 1, to: 2 }] }, ground.client(), HELD);
  expect(result).toEqual({
    kind: 'refused',
    reason: expect.stringMatching(/^get statefulsets\/scale 'other' in namespace 'cdk8s-kafka-test-acts': 403 Forbidden: .*cannot get resource "statefulsets\/scale"/),
    mend: expect.stringContaining('Role'),
  });
});

ground.test('an eviction waits for the disruption budget, says so, and takes only the pod that was looked at', async () => {
  const client = ground.client();
  await ground.apply(budget('events', 3));
  await counted('events', 0);
  const before = await pod(101);
  const evict = (uid?: string) => restart({ kind: 'restart', unavailable: [], nodes: [node(before, 'evict', uid)] }, client, HELD);

  const later = await evict();
  expect(later).toEqual({
    kind: 'later',
    reason: "events-broker-101 is not evicted yet: Cannot evict pod as it would violate the pod's disruption budget. The disruption budget events needs 3 healthy pods and has 3 currently",
  });
  expect((await pod(101)).metadata.uid).toBe(before.metadata.uid);

  await ground.apply(budget('events', 2));
  await counted('events', 1);
  expect(await evict('00000000-0000-0000-0000-000000000000')).toEqual({ kind: 'done', said: 'events-broker-101 is another one already' });
  expect((await pod(101)).metadata).toMatchObject({ uid: before.metadata.uid });
  expect((await pod(101)).metadata.deletionTimestamp).toBeUndefined();
  // It has not even used up the budget.
  await counted('events', 1);
  // Kubernetes itself holds against it, too: what is another pod only since the last look is not touched.
  await expect(client.delete(PODS, 'events-broker-101', '00000000-0000-0000-0000-000000000000')).rejects.toThrow(/409 Conflict: .*UID/);
  expect(await evict()).toEqual({ kind: 'done', said: 'events-broker-101 evicted' });
  await ready(100, 101, 102);
  expect((await pod(101)).metadata.uid).not.toBe(before.metadata.uid);
  expect(await evict()).toEqual({ kind: 'done', said: 'events-broker-101 is another one already' });

  // Two at once, of which the budget lets one go.
  await counted('events', 1);
  const [a, b] = [await pod(100), await pod(102)];
  const both = await restart({ kind: 'restart', unavailable: [], nodes: [node(a, 'evict'), node(b, 'evict')] }, client, HELD);
  expect(both).toEqual({ kind: 'later', reason: expect.stringMatching(/^events-broker-102 is not evicted yet: .*; events-broker-100 evicted$/), takenAway: ['events-broker-100'] });
  await ready(100, 101, 102);
});

ground.test('a pod of two budgets can never be evicted, and that is said', async () => {
  await ground.apply(budget('another', 0));
  await counted('another', 3);
  const result = await restart({ kind: 'restart', unavailable: [], nodes: [node(await pod(100), 'evict')] }, ground.client(), HELD);
  expect(result).toEqual({
    kind: 'refused',
    reason: expect.stringMatching(/^events-broker-100 cannot be evicted: This pod has more than one PodDisruptionBudget/),
    mend: 'Let only one PodDisruptionBudget select the pod.',
  });
  await ground.kubectl.run(['delete', 'pdb', 'another']);
});

ground.test('a deletion asks no budget, and takes only the pod that was looked at', async () => {
  const client = ground.client();
  await ground.apply(budget('events', 3));
  await counted('events', 0);
  const before = await pod(100);
  expect(await restart({ kind: 'restart', unavailable: [], nodes: [node(before, 'delete', '00000000-0000-0000-0000-000000000000')] }, client, HELD))
    .toEqual({ kind: 'done', said: 'events-broker-100 is another one already' });
  expect((await pod(100)).metadata.deletionTimestamp).toBeUndefined();
  expect(await restart({ kind: 'restart', unavailable: [], nodes: [node(before, 'delete')] }, client, HELD)).toEqual({ kind: 'done', said: 'events-broker-100 deleted' });
  await ready(100, 101, 102);
  expect((await pod(100)).metadata.uid).not.toBe(before.metadata.uid);

  // An eviction holds to the uid as a deletion does, where a pod is another one only since the last look.
  await ground.kubectl.run(['delete', 'pdb', 'events']);
  const eviction = { metadata: { name: 'events-broker-100' }, deleteOptions: { preconditions: { uid: before.metadata.uid } } };
  await expect(client.create(POD_EVICTIONS, eviction)).rejects.toThrow(/409 Conflict: .*UID/);
  expect((await pod(100)).metadata.deletionTimestamp).toBeUndefined();

  const last = await pod(102);
  const { metadata: { uid } } = await set();
  expect((await scale({ kind: 'scale', reason: '', sets: [{ set: 'events-broker', uid, from: 3, to: 2 }] }, client, HELD)).kind).toBe('done');
  await until('the third pod is gone', 30, async () => (await ground.kubectl.answer(['get', 'pod', 'events-broker-102'])).code !== 0 || 'it is there');
  for (const by of ['delete', 'evict'] as const) {
    expect(await restart({ kind: 'restart', unavailable: [], nodes: [node(last, by)] }, client, HELD)).toEqual({ kind: 'done', said: 'events-broker-102 is gone already' });
  }
  expect(await restart({ kind: 'restart', unavailable: [], nodes: [{ id: 1, pod: 'other-1', uid: 'uid', reasons: [], by: 'delete' }] }, client, HELD)).toMatchObject({ kind: 'refused' });
});

ground.test('scaling succeeds while the set is being written to all the time', async () => {
  const client = ground.client();
  const { metadata: { uid }, spec: { replicas } } = await set();
  let stop = false;
  const writing = (async () => {
    while (!stop) { await ground.kubectl.run(['annotate', 'statefulset', 'events-broker', `touched=${Date.now()}`, '--overwrite']); }
  })();
  const results = [];
  for (const [from, to] of [[replicas, 1], [1, 2], [2, 1], [1, 2]]) {
    results.push(await scale({ kind: 'scale', reason: '', sets: [{ set: 'events-broker', uid, from, to }] }, client, HELD));
  }
  stop = true;
  await writing;
  expect(results.map((result) => result.kind)).toEqual(['done', 'done', 'done', 'done']);
  expect((await set()).spec.replicas).toBe(2);
});
