import { changed } from './changed';
import { immutableChanges, immutableParts } from './immutable-parts';
import { Json, Manifest } from './manifest';
import { soundCluster } from './sound-cluster';

const only = (object: Manifest) => Object.keys(immutableParts(object)).sort();

test('of a sound cluster', () => {
  expect(Object.fromEntries(soundCluster().map((manifest) => [manifest.kind, only(manifest)]))).toEqual({
    ConfigMap: [],
    Job: ['spec.template'],
    Namespace: [],
    NetworkPolicy: [],
    PersistentVolumeClaim: ['spec.accessModes', 'spec.storageClassName'],
    PodDisruptionBudget: [],
    Role: [],
    RoleBinding: ['roleRef'],
    Service: [],
    ServiceAccount: [],
    StatefulSet: ['spec.podManagementPolicy', 'spec.selector', 'spec.serviceName', 'spec.volumeClaimTemplates'],
  });
});

test.each<[string, Manifest, readonly string[]]>([
  ['the fields of a set that may change', {
    kind: 'StatefulSet',
    spec: { replicas: 1, ordinals: {}, template: {}, updateStrategy: {}, persistentVolumeClaimRetentionPolicy: {}, minReadySeconds: 1 },
  }, []],
  ['revisionHistoryLimit of a set, immutable in 1.28', { kind: 'StatefulSet', spec: { revisionHistoryLimit: 1 } }, ['spec.revisionHistoryLimit']],
  ['a Deployment', { kind: 'Deployment', spec: { selector: {}, replicas: 1, template: {} } }, ['spec.selector']],
  ['a DaemonSet', { kind: 'DaemonSet', spec: { selector: {}, template: {} } }, ['spec.selector']],
  ['a ReplicaSet', { kind: 'ReplicaSet', spec: { selector: {}, template: {} } }, ['spec.selector']],
  ['a Job', {
    kind: 'Job',
    spec: {
      selector: {},
      template: {},
      completions: 1,
      completionMode: 'NonIndexed',
      podFailurePolicy: {},
      successPolicy: {},
      backoffLimitPerIndex: 1,
      managedBy: 'a/b',
      parallelism: 1,
      backoffLimit: 1,
      ttlSecondsAfterFinished: 1,
      activeDeadlineSeconds: 1,
      suspend: true,
    },
  }, [
    'spec.backoffLimitPerIndex', 'spec.completionMode', 'spec.completions', 'spec.managedBy', 'spec.podFailurePolicy', 'spec.selector', 'spec.successPolicy', 'spec.template',
  ]],
  ['completions of an indexed Job', { kind: 'Job', spec: { completions: 1, completionMode: 'Indexed' } }, ['spec.completionMode']],
  ['a CronJob', { kind: 'CronJob', spec: { schedule: '@daily', jobTemplate: {} } }, []],
  ['a claim', {
    kind: 'PersistentVolumeClaim',
    spec: { volumeMode: 'Block', volumeAttributesClassName: 'fast', resources: { requests: { storage: '1Gi', iops: '1' }, limits: { storage: '2Gi' } } },
  }, ['spec.resources.limits', 'spec.resources.requests.iops', 'spec.volumeMode']],
  ['a headless Service', { kind: 'Service', spec: { clusterIP: 'None', ipFamilies: ['IPv4'], selector: {}, ports: [] } }, ['spec.clusterIP']],
  ['a headless Service by clusterIPs', { kind: 'Service', spec: { clusterIPs: ['None'] } }, ['spec.clusterIP']],
  ['the first family of a Service', { kind: 'Service', spec: { ipFamilies: ['IPv6', 'IPv4'], sessionAffinity: 'None' } }, ['spec.ipFamilies[0]']],
  ['a load balancer', { kind: 'Service', spec: { type: 'LoadBalancer', loadBalancerClass: 'a/b', healthCheckNodePort: 1 } }, ['spec.healthCheckNodePort', 'spec.loadBalancerClass']],
  ['an ExternalName Service', { kind: 'Service', spec: { type: 'ExternalName', externalName: 'a', clusterIP: '' } }, []],
  ['a ConfigMap', { kind: 'ConfigMap', data: { a: 'b' } }, []],
  ['an immutable ConfigMap', { kind: 'ConfigMap', immutable: true, data: { a: 'b' }, binaryData: {} }, ['binaryData', 'data', 'immutable']],
  ['a Secret', { kind: 'Secret', type: 'Opaque', data: { a: 'b' } }, ['type']],
  ['an immutable Secret', { kind: 'Secret', type: 'Opaque', immutable: true, stringData: {} }, ['immutable', 'stringData', 'type']],
  ['a ClusterRoleBinding', { kind: 'ClusterRoleBinding', roleRef: {}, subjects: [] }, ['roleRef']],
  ['a StorageClass', {
    kind: 'StorageClass',
    provisioner: 'a',
    parameters: {},
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
    mountOptions: [],
  }, ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']],
  ['a Pod', { kind: 'Pod', spec: { containers: [], initContainers: [], tolerations: [], activeDeadlineSeconds: 1, schedulingGates: [], volumes: [] } }, [
    'spec.containers', 'spec.initContainers', 'spec.volumes',
  ]],
])('%s', (_, manifest, expected) => expect(only(manifest)).toEqual(expected));

const SET = 'StatefulSet kafka/events-broker-a';
const CLAIM = 'PersistentVolumeClaim kafka/data-events-broker-a-100';

test('two equal syntheses', () => expect(immutableChanges(soundCluster(), soundCluster())).toEqual([]));

test.each<[string, string, Json | undefined, string]>([
  [SET, 'spec.serviceName', 'other', 'refuses to change "events-broker" to "other"'],
  [SET, 'spec.podManagementPolicy', undefined, 'refuses to change "Parallel" to (absent)'],
  [SET, 'spec.revisionHistoryLimit', 3, 'refuses to change (absent) to 3'],
  [CLAIM, 'spec.storageClassName', 'slow', 'refuses to change "fast" to "slow"'],
  ['Service kafka/events-broker', 'spec.clusterIP', undefined, 'refuses to change "None" to (absent)'],
  ['RoleBinding kafka/events-lifecycle', 'roleRef', {}, 'refuses to change'],
])('%s: %s may not become %j', (object, path, value, problem) => {
  const after = changed(soundCluster(), object, path, value);
  expect(immutableChanges(soundCluster(), after)).toEqual([{ object, path, problem: expect.stringContaining(problem) }]);
});

test.each<[string, string, Json | undefined]>([
  [SET, 'spec.replicas', 5],
  [SET, 'spec.ordinals.start', 99],
  [SET, 'spec.template.spec.containers[0].image', 'docker.io/apache/kafka:4.3.2'],
  [CLAIM, 'spec.resources.requests.storage', '2Ti'],
  ['ConfigMap kafka/events-broker', 'data.more', 'x'],
])('%s: %s may become %j', (object, path, value) => {
  expect(immutableChanges(soundCluster(), changed(soundCluster(), object, path, value))).toEqual([]);
});

test('only the image of a container may change in a Pod', () => {
  const pod = (image: string, name: string) => ({ kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name, image }] } });
  expect(immutableChanges([pod('a:1', 'c')], [pod('a:2', 'c')])).toEqual([]);
  expect(immutableChanges([pod('a:1', 'c')], [pod('a:1', 'd')]).map(({ path }) => path)).toEqual(['spec.containers']);
});

test('an object that is gone or renamed is reported, a new one is not', () => {
  const renamed = changed(soundCluster(), SET, 'metadata.name', 'events-broker-b');
  expect(immutableChanges(soundCluster(), renamed)).toEqual([{ object: SET, path: 'metadata.name', problem: expect.stringContaining('is gone') }]);
  expect(immutableChanges([], soundCluster())).toEqual([]);
});

test('the order of keys is no change', () => {
  const set = (matchLabels: Manifest) => ({ kind: 'StatefulSet', metadata: { name: 's' }, spec: { selector: { matchLabels } } });
  expect(immutableChanges([set({ a: '1', b: '2' })], [set({ b: '2', a: '1' })])).toEqual([]);
});
