import { testBadPlaces, testGoodPlaces } from './bad-places';
import { Manifest } from './manifest';
import { nameFindings } from './names';
import { soundCluster } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';
const MAIN = 'spec.template.spec.containers[0]';
const long = (length: number) => 'x'.repeat(length);

test('the names of a sound cluster are sound', () => expect(nameFindings(soundCluster())).toEqual([]));

const named = (kind: string, name: string, spec: Manifest = {}): Manifest => ({ kind, metadata: { name }, spec });

test.each([
  [named('StatefulSet', long(52)), undefined],
  [named('StatefulSet', long(53)), 'with 64 characters, 63 are allowed'],
  [named('StatefulSet', long(52), { replicas: 1, ordinals: { start: 2_000_000_000 } }), undefined],
  [named('StatefulSet', long(49), { replicas: 2, ordinals: { start: 99_999_999_999_999 } }), `makes of it "${long(49)}-100000000000000" with 65`],
  [named('StatefulSet', 'a.b'), 'is not a DNS label'],
  [named('StatefulSet', 'Events'), 'is not a DNS label'],
  [named('Deployment', 'a.b'), undefined],
  [named('Deployment', '-a'), 'is not a DNS subdomain'],
  [named('ConfigMap', long(253)), undefined],
  [named('ConfigMap', long(254)), 'has 254 characters'],
  [named('ConfigMap', 'a_b'), 'is not a DNS subdomain'],
  [named('ConfigMap', 'a..b'), 'is not a DNS subdomain'],
  [named('PersistentVolumeClaim', 'a-'), 'is not a DNS subdomain'],
  [named('Namespace', 'a.b'), 'is not a DNS label'],
  [named('Service', long(63)), undefined],
  [named('Service', long(64)), 'has 64 characters'],
  [named('Service', '1st'), 'begins with a letter'],
  [named('Role', 'system:reader'), undefined],
  [named('Role', 'a/b'), 'is no part of a URL'],
  [named('RoleBinding', '..'), 'is no part of a URL'],
  [named('Job', long(63)), undefined],
  [named('Job', long(64)), 'with 64 characters, 63 are allowed'],
  [named('Job', long(62), { completionMode: 'Indexed', completions: 1 }), 'with 64 characters'],
  [named('Job', long(61), { completionMode: 'Indexed', completions: 10 }), undefined],
  [named('CronJob', long(52)), undefined],
  [named('CronJob', long(53)), 'with 64 characters, 63 are allowed'],
  [named('Pod', ''), 'is missing'],
  [{ kind: 'Pod', metadata: { generateName: 'a-' } }, 'is missing'],
])('%j', (manifest, problem) => {
  expect(nameFindings([manifest]).map((finding) => [finding.path, finding.problem]))
    .toEqual(problem === undefined ? [] : [['metadata.name', expect.stringContaining(problem)]]);
});

test('two manifests of one object', () => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a', namespace: 'n' } };
  const old = { ...role, apiVersion: 'rbac.authorization.k8s.io/v1beta1' };
  const elsewhere = { ...role, metadata: { name: 'a', namespace: 'm' } };
  expect(nameFindings([role, elsewhere])).toEqual([]);
  expect(nameFindings([role, old])).toEqual([{ object: 'Role n/a', path: 'metadata.name', problem: expect.stringContaining('two manifests describe this object') }]);
});

test('namespaces', () => {
  expect(nameFindings([{ kind: 'Secret', metadata: { name: 'a', namespace: 'N' } }]).map(({ path }) => path)).toEqual(['metadata.namespace']);
});

testBadPlaces(nameFindings, SET, [
  { change: `${MAIN}.name`, to: 'Kafka', problem: 'is not a DNS label' },
  { change: `${MAIN}.name`, to: long(64), problem: 'has 64 characters' },
  { change: `${MAIN}.name`, to: undefined, problem: 'is not a DNS label' },
  { change: `${MAIN}.name`, to: 'prepare', problem: '"prepare" is taken by another container' },
  { change: 'spec.template.spec.volumes[0].name', to: 'a.b', problem: 'is not a DNS label' },
  { change: 'spec.volumeClaimTemplates[0].metadata.name', to: 'a.b', problem: 'is not a DNS label' },
  { change: `${MAIN}.env[0].name`, to: '1A', problem: 'is no name of an environment variable' },
  { change: `${MAIN}.env[0].name`, to: 'A B', problem: 'is no name of an environment variable' },
  { change: `${MAIN}.env[0].name`, to: '..a', problem: 'is no name of an environment variable' },
  { change: `${MAIN}.ports[0].name`, to: 'inter-broker-tls', problem: 'a port\'s name may have 15' },
  { change: `${MAIN}.ports[0].name`, to: '9092', problem: 'is no port name' },
  { change: `${MAIN}.ports[0].name`, to: 'a--b', problem: 'is no port name' },
  { change: `${MAIN}.ports[0].name`, to: 'Plain', problem: 'is no port name' },
]);
testGoodPlaces(nameFindings, SET, [
  { change: `${MAIN}.env[0].name`, to: 'kafka.node-id_1' },
  { change: `${MAIN}.ports[0].name`, to: '9092-tls' },
  { change: `${MAIN}.ports[0].name`, to: undefined },
]);

testBadPlaces(nameFindings, 'Service kafka/events-broker', [
  { change: 'spec.ports[0].name', to: undefined, problem: 'a Service with several ports names each' },
  { change: 'spec.ports[1].name', to: 'replication', problem: '"replication" is taken' },
  { change: 'spec.ports[1].name', to: 'a_b', problem: 'is not a DNS label' },
]);
testGoodPlaces(nameFindings, 'Service kafka/events-bootstrap', [{ change: 'spec.ports[0].name', to: undefined }]);

testBadPlaces(nameFindings, 'ConfigMap kafka/events-broker', [
  { change: 'data["a/b"]', to: '', problem: 'is no key of a ConfigMap' },
  { change: 'data["..a"]', to: '', problem: 'is no key of a ConfigMap' },
  { change: `data.${long(254)}`, to: '', problem: 'has 254 characters' },
  { change: 'binaryData["cluster.id"]', to: '', problem: 'is a key of data too' },
]);
