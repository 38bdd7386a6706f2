import { testBadPlaces, testGoodPlaces } from './bad-places';
import { Manifest } from './manifest';
import { referenceFindings } from './object-references';
import { EXTERNAL, soundCluster } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';
const POD = 'spec.template.spec';
const check = (manifests: readonly Manifest[]) => referenceFindings(manifests, EXTERNAL);

test('everything that a sound cluster names exists', () => expect(check(soundCluster())).toEqual([]));

test('an object that others make must be given as external', () => {
  expect(referenceFindings(soundCluster())).toEqual([{
    object: SET,
    path: `${POD}.volumes[2].projected.sources[0].secret.name`,
    problem: 'names Secret kafka/events-tls, which is not among the manifests',
  }]);
});

const variable = (valueFrom: Manifest) => [{ name: 'V', valueFrom }];

testBadPlaces(check, SET, [
  { change: `${POD}.volumes[0].configMap.name`, to: 'events', problem: 'names ConfigMap kafka/events, which is not' },
  { change: `${POD}.volumes[0].configMap.items`, to: [{ key: 'a', path: 'b' }], at: `${POD}.volumes[0].configMap.items[0].key`, problem: 'has no key "a"; it has cluster.id, ' },
  { change: `${POD}.volumes[0]`, to: { name: 'configuration', secret: { secretName: 'x' } }, at: `${POD}.volumes[0].secret.secretName`, problem: 'names Secret kafka/x' },
  {
    change: `${POD}.volumes[0]`,
    to: { name: 'configuration', persistentVolumeClaim: { claimName: 'x' } },
    at: `${POD}.volumes[0].persistentVolumeClaim.claimName`,
    problem: 'names PersistentVolumeClaim kafka/x',
  },
  {
    change: `${POD}.volumes[0]`,
    to: { name: 'configuration', csi: { driver: 'd', nodePublishSecretRef: { name: 'x' } } },
    at: `${POD}.volumes[0].csi.nodePublishSecretRef.name`,
    problem: 'names Secret kafka/x',
  },
  { change: `${POD}.volumes[2].projected.sources[1].configMap.name`, to: 'x', problem: 'names ConfigMap kafka/x' },
  { change: `${POD}.volumes[2].projected.sources[1].configMap.items[0].key`, to: 'x', problem: 'has no key "x"' },
  { change: `${POD}.volumes[2].projected.sources[0].secret.name`, to: 'x', problem: 'names Secret kafka/x' },
  { change: `${POD}.initContainers[0].env[1].valueFrom.configMapKeyRef.key`, to: 'x', problem: 'has no key "x"' },
  { change: `${POD}.initContainers[0].env[1].valueFrom.configMapKeyRef.name`, to: 'x', problem: 'names ConfigMap kafka/x' },
  {
    change: `${POD}.containers[0].env`, to: variable({ secretKeyRef: { name: 'x', key: 'y' } }), at: `${POD}.containers[0].env[0].valueFrom.secretKeyRef.name`, problem: 'names Secret kafka/x',
  },
  { change: `${POD}.containers[0].envFrom`, to: [{ configMapRef: { name: 'x' } }], at: `${POD}.containers[0].envFrom[0].configMapRef.name`, problem: 'names ConfigMap kafka/x' },
  { change: `${POD}.containers[0].envFrom`, to: [{ secretRef: { name: 'x' } }], at: `${POD}.containers[0].envFrom[0].secretRef.name`, problem: 'names Secret kafka/x' },
  { change: `${POD}.serviceAccountName`, to: 'x', problem: 'names ServiceAccount kafka/x' },
  { change: `${POD}.imagePullSecrets`, to: [{ name: 'x' }], at: `${POD}.imagePullSecrets[0]`, problem: 'names Secret kafka/x' },
]);

testGoodPlaces(check, SET, [
  { change: `${POD}.volumes[0].configMap`, to: { name: 'gone', optional: true } },
  { change: `${POD}.volumes[2].projected.sources[0].secret`, to: { name: 'gone', optional: true } },
  { change: `${POD}.containers[0].env`, to: variable({ secretKeyRef: { name: 'gone', key: 'y', optional: true } }) },
  { change: `${POD}.containers[0].env`, to: variable({ secretKeyRef: { name: 'events-tls', key: 'any' } }) },
  { change: `${POD}.containers[0].envFrom`, to: [{ secretRef: { name: 'gone', optional: true } }] },
  { change: `${POD}.serviceAccountName`, to: 'default' },
  { change: `${POD}.imagePullSecrets`, to: [{ name: 'events-tls' }] },
  { change: `${POD}.volumes[0]`, to: { name: 'configuration', persistentVolumeClaim: { claimName: 'data-events-broker-a-100' } } },
]);

testBadPlaces(check, 'RoleBinding kafka/events-lifecycle', [
  { change: 'roleRef.name', to: 'x', problem: 'names Role kafka/x' },
  { change: 'subjects[0].name', to: 'x', problem: 'names ServiceAccount kafka/x' },
  { change: 'subjects[0].namespace', to: 'other', at: 'subjects[0].name', problem: 'names ServiceAccount other/events-lifecycle' },
]);
testGoodPlaces(check, 'RoleBinding kafka/events-lifecycle', [
  { change: 'subjects[0].namespace', to: undefined },
  { change: 'roleRef', to: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } },
  { change: 'subjects[0]', to: { kind: 'User', name: 'someone' } },
]);
testBadPlaces(check, 'ServiceAccount kafka/events-lifecycle', [
  { change: 'imagePullSecrets', to: [{ name: 'x' }], at: 'imagePullSecrets[0]', problem: 'names Secret kafka/x' },
]);

test('an Ingress names Services and certificates', () => {
  const backend = (name: string) => ({ service: { name, port: { name: 'plain' } } });
  const ingress = (service: string, secretName: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'rest', namespace: 'kafka' },
    spec: { defaultBackend: backend(service), tls: [{ secretName }], rules: [{ http: { paths: [{ pathType: 'Prefix', path: '/', backend: backend(service) }] } }] },
  });
  expect(check([...soundCluster(), ingress('events-bootstrap', 'events-tls')])).toEqual([]);
  expect(check([...soundCluster(), ingress('gone', 'gone-too')]).map(({ path, problem }) => [path, problem])).toEqual([
    ['spec.rules[0].http.paths[0].backend.service.name', 'names Service kafka/gone, which is not among the manifests'],
    ['spec.defaultBackend.service.name', 'names Service kafka/gone, which is not among the manifests'],
    ['spec.tls[0].secretName', 'names Secret kafka/gone-too, which is not among the manifests'],
  ]);
});

test('an object of another namespace is not found', () => {
  const elsewhere = soundCluster().map((manifest) => (manifest.kind === 'ConfigMap' ? { ...manifest, metadata: { name: 'events-broker', namespace: 'other' } } : manifest));
  expect(new Set(check(elsewhere).map(({ problem }) => problem))).toEqual(new Set(['names ConfigMap kafka/events-broker, which is not among the manifests']));
});
