import { PodSpecObject, StatefulSetObject } from '../../../lifecycle/clients/kubernetes/objects';
import { isUnread } from '../../../lifecycle/observation';
import { observeConfiguration, wantedConfiguration } from '../../../lifecycle/observe/configuration';
import { observeSets } from '../../../lifecycle/observe/sets';
import { DesiredSet } from '../../../src/lifecycle/desired-state';
import { THREE_BROKERS, manifestsOf, servedCluster, servedWithZooKeeper } from '../../lifecycle-job/declared-job';
import { Manifest, objectAt, ofKind, stringAt } from '../../manifests/manifest';
import { find } from '../../synthesis/synthesized';
import { ApiServer, Asked, Reply, statusReply } from '../api-server';

let server: ApiServer;
beforeEach(async () => server = await new ApiServer(() => ({ status: 200 })).start());
afterEach(async () => server.stop());

/** A template as it is written: another container and volumes of somebody else among its own. */
const template = (hash: string | undefined, ...volumes: readonly (readonly [string, string?])[]): PodSpecObject => ({
  initContainers: [{ name: 'sidecar' }, { name: 'prepare', env: hash === undefined ? [] : [{ name: 'NODE_SET', value: 'events-broker-a' }, { name: 'CONFIG_HASH', value: hash }] }],
  containers: [],
  volumes: [{ name: 'plugins', configMap: { name: 'plugins' } }, ...volumes.map(([name, configMap]) => ({ name, ...configMap === undefined ? {} : { configMap: { name: configMap } } })), { name: 'run' }],
});
const KAFKA = template('aaa-bbb', ['nodes', 'events-broker-a-nodes'], ['config', 'events-broker-config']);
const configMap = (data?: Readonly<Record<string, string>>): Reply => ({ status: 200, body: { metadata: { name: 'x', uid: 'u', resourceVersion: '1' }, data } });
const gone = statusReply(404, 'NotFound', 'not found');
const forbidden = statusReply(403, 'Forbidden', 'configmaps is forbidden');

/** ConfigMaps by their names, and the StatefulSet of any other name. */
function answering(configMaps: Readonly<Record<string, Reply>>, set?: StatefulSetObject) {
  return ({ path }: Asked): Reply => {
    const name = path.split('/').pop() ?? '';
    return path.includes('/configmaps/') ? configMaps[name] ?? gone : set && path.includes('/statefulsets/') ? { status: 200, body: set } : gone;
  };
}

test('which ConfigMaps are to hold what, in the order in which the template has their hashes', () => {
  expect(wantedConfiguration(KAFKA)).toEqual([{ name: 'events-broker-config', wanted: 'aaa' }, { name: 'events-broker-a-nodes', wanted: 'bbb' }]);
  expect(wantedConfiguration(template('aaa', ['config', 'zookeeper-config']))).toEqual([{ name: 'zookeeper-config', wanted: 'aaa' }]);
});

test('none, where the template does not tell', () => {
  expect(wantedConfiguration({ containers: [] })).toEqual([]);
  expect(wantedConfiguration(template(undefined, ['config', 'zookeeper-config']))).toEqual([]);
  expect(wantedConfiguration(template('aaa-bbb', ['config'], ['nodes', 'events-broker-a-nodes']))).toEqual([]);
});

/** The hashes are joined in one place, and taken apart in another. */
describe('what is synthesized is read as it was meant:', () => {
  const templateOf = (set: Manifest): PodSpecObject => JSON.parse(JSON.stringify(objectAt(set, 'spec', 'template', 'spec'))) as PodSpecObject;
  const wanted = (manifests: readonly Manifest[]) => ofKind(manifests, 'StatefulSet').flatMap((set) => wantedConfiguration(templateOf(set)));
  const held = (manifests: readonly Manifest[], name: string) => stringAt(objectAt(find(manifests, 'ConfigMap', name), 'data'), 'hash')?.trim();

  test.each([
    ['Kafka in zones', manifestsOf(servedCluster({ ...THREE_BROKERS, zones: ['a', 'b', 'c'] })), 8],
    ['ZooKeeper and its Kafka', manifestsOf(servedWithZooKeeper()), 3],
  ])('%s', (_, manifests, count) => {
    const all = wanted(manifests);
    expect(all).toHaveLength(count);
    expect(all.map(({ name }) => held(manifests, name))).toEqual(all.map((each) => each.wanted));
  });
});

test('only the hash of each is kept', async () => {
  server.behaviour = answering({ 'events-broker-config': configMap({ 'hash': 'aaa\n', 'kafka.properties': 'x=y' }), 'events-broker-a-nodes': configMap({ hash: ' old \nx' }) });
  expect(await observeConfiguration(KAFKA, server.client())).toEqual([
    { name: 'events-broker-config', wanted: 'aaa', found: 'aaa' }, { name: 'events-broker-a-nodes', wanted: 'bbb', found: 'old' },
  ]);
  expect(server.asked.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'GET /api/v1/namespaces/kafka/configmaps/events-broker-a-nodes', 'GET /api/v1/namespaces/kafka/configmaps/events-broker-config',
  ]);
});

test('one that does not exist is told from one that has no hash', async () => {
  server.behaviour = answering({ 'events-broker-config': configMap() });
  expect((await observeConfiguration(KAFKA, server.client())).map(({ found }) => found)).toEqual(['', undefined]);
});

describe('as a part of the sets', () => {
  const desired = (name: string): DesiredSet => ({ name, roles: ['broker'], template: '', nodes: [] });
  const set: StatefulSetObject = { metadata: { name: 's', uid: 'uid', resourceVersion: '1' }, spec: { replicas: 0, template: { spec: KAFKA } } };

  test('it is observed with them', async () => {
    server.behaviour = answering({ 'events-broker-config': configMap({ hash: 'aaa' }) }, set);
    const observed = await observeSets([desired('events-broker-a')], server.client());
    if (isUnread(observed)) { throw new Error(observed.unread.join()); }
    expect(observed['events-broker-a'].configMaps.map(({ found }) => found)).toEqual(['aaa', undefined]);
  });

  test('one that may not be read makes the whole unread, and is told once, however many sets have it', async () => {
    server.behaviour = answering({ 'events-broker-config': forbidden, 'events-broker-a-nodes': configMap({ hash: 'bbb' }) }, set);
    expect(await observeSets([desired('a'), desired('b')], server.client())).toEqual({
      unread: [expect.stringMatching(/^get configmaps 'events-broker-config' in namespace 'kafka': 403 Forbidden: configmaps is forbidden/)],
      mend: expect.stringContaining('Role'),
    });
  });
});
