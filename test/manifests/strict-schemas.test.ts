import { testBadPlaces, testGoodPlaces } from './bad-places';
import { Manifest } from './manifest';
import { soundCluster } from './sound-cluster';
import { KUBERNETES_VERSIONS, schemaFindings } from './strict-schemas';

const SET = 'StatefulSet kafka/events-broker-a';
const POD = 'spec.template.spec';
const in128 = (manifests: readonly Manifest[]) => schemaFindings(manifests, ['1.28']);
const in136 = (manifests: readonly Manifest[]) => schemaFindings(manifests, ['1.36']);

test.each(KUBERNETES_VERSIONS)('a sound cluster is sound in Kubernetes %s', (version) => {
  expect(schemaFindings(soundCluster(), [version])).toEqual([]);
});

testBadPlaces(in136, SET, [
  { change: 'spec.replica', to: 3, at: 'spec', problem: 'Kubernetes 1.36: unknown field "replica"' },
  { change: `${POD}.containers[0].imagePullPolicies`, to: 'Always', at: `${POD}.containers[0]`, problem: 'unknown field' },
  { change: 'spec.volumeClaimTemplates[0].spec.size', to: '1Gi', at: 'spec.volumeClaimTemplates[0].spec', problem: 'unknown field' },
  { change: 'status', to: { replicas: 1 }, at: '', problem: 'unknown field "status"' },
  { change: 'spec.selector', to: undefined, at: 'spec', problem: '"selector" is missing' },
  { change: 'spec.replicas', to: null, problem: 'must be integer, not null' },
  { change: 'metadata.labels', to: null, problem: 'must be object, not null' },
  { change: 'metadata.annotations', to: { 'a.b/c': null }, at: 'metadata.annotations["a.b/c"]', problem: 'must be string, not null' },
  { change: 'spec.replicas', to: '3', problem: 'must be integer, not "3"' },
  { change: 'spec.replicas', to: 2 ** 31, problem: 'int32' },
  { change: `${POD}.securityContext.runAsUser`, to: 1.5, problem: 'integer' },
  { change: `${POD}.securityContext.runAsUser`, to: 2 ** 60, problem: 'int64' },
  { change: 'metadata.annotations', to: { a: 1 }, at: 'metadata.annotations.a', problem: 'must be string' },
  { change: `${POD}.containers[0].command`, to: 'java', problem: 'must be array' },
  { change: `${POD}.containers[0].resources.limits.memory`, to: '4GB', problem: 'quantity' },
  { change: `${POD}.containers[0].resources.limits.memory`, to: '4 Gi', problem: 'quantity' },
  { change: `${POD}.containers[0].resources.limits.memory`, to: true, problem: 'must be string,number' },
  { change: `${POD}.containers[0].startupProbe.tcpSocket.port`, to: 9092.5, problem: 'must be string,integer' },
  {
    change: `${POD}.containers[0].env`, to: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }], problem: 'two entries with equal name',
  },
  {
    change: `${POD}.containers[0].ports`,
    to: [{ name: 'a', containerPort: 1 }, { name: 'b', containerPort: 1, protocol: 'TCP' }],
    problem: 'two entries with equal containerPort and protocol',
  },
  { change: 'metadata.finalizers', to: ['a/b', 'a/b'], problem: 'two entries with equal value' },
  { change: 'spec.volumeClaimTemplates[0].kind', to: 'Claim', problem: 'must be one of ["PersistentVolumeClaim"], not "Claim"' },
  { change: 'metadata.finalizers', to: ['a/b', 1], at: 'metadata.finalizers[1]', problem: 'must be string' },
  { change: 'metadata.creationTimestamp', to: 'yesterday', problem: 'date-time' },
  { change: 'apiVersion', to: 'apps/v1beta1', problem: 'Kubernetes 1.36 is not known to serve apps/v1beta1 StatefulSet: it serves apps/v1 StatefulSet' },
]);

testGoodPlaces(in136, SET, [
  { change: `${POD}.containers[0].resources.limits.memory`, to: '1.5e9' },
  { change: `${POD}.containers[0].resources.limits.memory`, to: 4 },
  { change: `${POD}.containers[0].resources.limits.cpu`, to: '.5' },
  { change: `${POD}.containers[0].resources.limits.cpu`, to: '500m' },
  { change: `${POD}.containers[0].ports`, to: [{ containerPort: 1 }, { containerPort: 1, protocol: 'UDP' }] },
  { change: 'metadata.creationTimestamp', to: '2026-01-02T03:04:05Z' },
  { change: `${POD}.volumes[0].emptyDir`, to: {} },
]);

testBadPlaces(in136, 'ConfigMap kafka/events-broker', [
  { change: 'binaryData', to: { a: 'not base64' }, at: 'binaryData.a', problem: 'byte' },
  { change: 'immutable', to: 'yes', problem: 'must be boolean' },
]);
testGoodPlaces(in136, 'ConfigMap kafka/events-broker', [{ change: 'binaryData', to: { a: 'YWI=' } }]);

testBadPlaces(in136, 'ServiceAccount kafka/events-lifecycle', [
  { change: 'kind', to: 'ServiceAcount', at: 'apiVersion', in: 'ServiceAcount kafka/events-lifecycle', problem: 'for a kind that it serves' },
  { change: 'apiVersion', to: undefined, at: 'apiVersion', problem: '(no apiVersion) ServiceAccount' },
]);

// A field that came with a later version, and one that later became optional.
testBadPlaces(in128, SET, [
  { change: `${POD}.resources`, to: { limits: { memory: '1Gi' } }, at: POD, problem: 'Kubernetes 1.28: unknown field "resources"' },
  { change: 'spec.serviceName', to: undefined, at: 'spec', problem: '"serviceName" is missing' },
]);
testGoodPlaces(in136, SET, [
  { change: `${POD}.resources`, to: { limits: { memory: '1Gi' } } },
  { change: 'spec.serviceName', to: undefined },
]);
