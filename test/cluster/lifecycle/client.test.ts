import { RequestFailure } from '../../../lifecycle/clients/kubernetes/request-failure';
import { CONFIG_MAPS, PODS, STATEFUL_SETS } from '../../../lifecycle/clients/kubernetes/resource';
import { restrictedPod } from '../kafka-tools';
import { Pod } from '../kubernetes-objects';
import { until } from '../until';
import { Ground, IMAGE } from './ground';
import { inClusterPod } from './in-cluster-pod';
import { NAMES } from './rights';

const ground = new Ground('client', { pods: ['talks', 'waits'] });

/** What a request fails with. */
async function failure(request: Promise<unknown>): Promise<RequestFailure> {
  const error: unknown = await request.then(() => new Error('it was fulfilled'), (e: unknown) => e);
  if (error instanceof RequestFailure) { return error; }
  throw error;
}

const object = { metadata: { name: NAMES.status } };

ground.test('a kubeconfig with a client certificate, and a service account with a token', async () => {
  await ground.kubectl.run(['create', 'configmap', NAMES.desired, '--from-literal=a=b']);
  for (const connection of [ground.administrator, ground.connection]) {
    expect((await ground.client(connection).get(CONFIG_MAPS, NAMES.desired))?.data).toEqual({ a: 'b' });
  }
  expect(ground.administrator.credentials().token).toBeUndefined();
  expect(ground.connection.credentials().clientCertificate).toBeUndefined();
});

ground.test('the rights are those of a run, and what goes beyond is refused with words that say it all', async () => {
  const client = ground.client();
  expect(await client.get(CONFIG_MAPS, NAMES.status)).toBeUndefined();
  const refused = await failure(client.get(CONFIG_MAPS, 'other'));
  expect(refused).toMatchObject({ status: 403, mayBeDone: false, refusal: { reason: 'Forbidden' } });
  expect(refused.message).toMatch(/^get configmaps 'other' in namespace 'cdk8s-kafka-test-client': 403 Forbidden: configmaps "other" is forbidden: User "system:serviceaccount:cdk8s-kafka-test-client:lifecycle" cannot get/);
  const beyond = [
    client.get(STATEFUL_SETS, 'any'), client.apply(CONFIG_MAPS, { metadata: { name: 'other' } }), client.patch(CONFIG_MAPS, NAMES.desired, {}),
    client.delete(CONFIG_MAPS, NAMES.status, 'uid'), client.create(CONFIG_MAPS, object), client.create(PODS, { metadata: { name: 'talks' } }),
  ];
  expect((await Promise.all(beyond.map(failure))).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
});

ground.test('applies: creates by name alone, changes nothing the second time, and leaves what others own', async () => {
  const client = ground.client();
  const first = await client.apply(CONFIG_MAPS, { ...object, data: { a: '1' } });
  expect(first.data).toEqual({ a: '1' });
  expect((await client.apply(CONFIG_MAPS, { ...object, data: { a: '1' } })).metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  const conflict = await failure(client.apply(CONFIG_MAPS, { ...object, data: { a: '2' } }, { fieldManager: 'another' }));
  expect(conflict).toMatchObject({ status: 409, mayBeDone: false, message: expect.stringMatching(/^apply configmaps 'lifecycle-status' .*: 409 Conflict: .*conflict with "cdk8s-kafka-lifecycle"/) });
  expect((await client.apply(CONFIG_MAPS, { ...object, data: { b: '2' } }, { fieldManager: 'another' })).data).toEqual({ a: '1', b: '2' });
  expect((await client.apply(CONFIG_MAPS, { ...object, data: { a: '3' } }, { fieldManager: 'another', force: true })).data).toEqual({ a: '3' });
});

ground.test('patches: states of which version, and removes with null', async () => {
  const client = ground.client();
  const { metadata } = await client.apply(CONFIG_MAPS, { ...object, data: { a: '1', c: '1' } }, { force: true });
  const patched = await client.patch(CONFIG_MAPS, NAMES.status, { metadata: { resourceVersion: metadata.resourceVersion }, data: { a: null, d: '4' } });
  expect(patched.data).toEqual({ c: '1', d: '4' });
  expect(await failure(client.patch(CONFIG_MAPS, NAMES.status, { metadata: { resourceVersion: metadata.resourceVersion }, data: { e: '5' } })))
    .toMatchObject({ status: 409, mayBeDone: false });
  expect((await client.get(CONFIG_MAPS, NAMES.status))?.data).toEqual({ c: '1', d: '4' });
});

ground.test('creates, and deletes this very object and what it owns', async () => {
  const client = ground.client(ground.administrator);
  const { metadata } = await client.create(CONFIG_MAPS, { metadata: { name: 'owner' }, data: { a: '1' } });
  const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: metadata.uid }];
  await ground.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owned', ownerReferences } });
  expect(await failure(client.create(CONFIG_MAPS, { metadata: { name: 'owner' } }))).toMatchObject({ status: 409, refusal: { reason: 'AlreadyExists' } });
  expect(await failure(client.delete(CONFIG_MAPS, 'owner', '00000000-0000-0000-0000-000000000000'))).toMatchObject({ status: 409, refusal: { reason: 'Conflict' } });
  expect(await client.get(CONFIG_MAPS, 'owner')).toBeDefined();
  await client.delete(CONFIG_MAPS, 'owner', metadata.uid);
  expect(await client.get(CONFIG_MAPS, 'owner')).toBeUndefined();
  await until('what it owned is gone', 180, async () => await client.get(CONFIG_MAPS, 'owned') === undefined || 'it is there');
  expect(await failure(client.delete(CONFIG_MAPS, 'owner', metadata.uid))).toMatchObject({ status: 404 });
});

ground.test('reads the end of the log of a container', async () => {
  const client = ground.client();
  await ground.apply(
    restrictedPod('talks', [{ name: 'kafka', image: IMAGE, command: ['sh', '-c', 'seq 1 5000; exec sleep infinity'] }, { name: 'other', image: IMAGE, command: ['sleep', 'infinity'] }]),
    restrictedPod('waits', [{ name: 'kafka', image: 'no-such.invalid/kafka:1', command: ['true'] }]),
  );
  await until('it talks', 180, async () => (await ground.kubectl.get<Pod>('pods', 'talks')).status.phase === 'Running' || 'it does not run');
  expect(await client.log('talks', { container: 'kafka', tailLines: 3 })).toBe('4998\n4999\n5000\n');
  await until('it waits', 180, async () => (await ground.kubectl.get<Pod>('pods', 'waits')).status.containerStatuses?.[0].state.waiting !== undefined || 'it has no node');
  expect(await failure(client.log('waits', { container: 'kafka', tailLines: 3 }))).toMatchObject({ status: 400, mayBeDone: false });
});

ground.test('a server that is not the one it claims to be is not told anything', async () => {
  const strange = ground.client({ ...ground.connection, credentials: () => ({ token: ground.connection.credentials().token }) });
  const failed = await failure(strange.apply(CONFIG_MAPS, { ...object, data: { a: 'never' } }));
  expect(failed).toMatchObject({ mayBeDone: false, status: undefined });
  expect(failed.message).toMatch(/^apply configmaps 'lifecycle-status' in namespace 'cdk8s-kafka-test-client': https:\/\/\S+ does not answer \(.*certificate/);
  expect((await ground.client().get(CONFIG_MAPS, NAMES.status))?.data?.a).toBeUndefined();
});

ground.test('in a pod: the token, the authority and the namespace that Kubernetes mounts, and the address that it names', async () => {
  await ground.kubectl.run(['delete', 'configmap', NAMES.status, '--ignore-not-found']);
  const said = await inClusterPod(ground, 'lifecycle', NAMES.status);
  expect(said).toEqual({ namespace: ground.namespace, before: null, after: { written: 'in the cluster' }, forbidden: 403 });
  expect((await ground.client().get(CONFIG_MAPS, NAMES.status))?.data).toEqual({ written: 'in the cluster' });
});
