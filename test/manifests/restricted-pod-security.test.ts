import { testBadPlaces, testGoodPlaces } from './bad-places';
import { JsonObject, Manifest } from './manifest';
import { podSecurityFindings } from './restricted-pod-security';
import { soundCluster } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';
const POD = 'spec.template.spec';
const MAIN = `${POD}.containers[0]`;
const INIT = `${POD}.initContainers[0]`;

test('a sound cluster is restricted', () => expect(podSecurityFindings(soundCluster())).toEqual([]));

describe('pods', () => {
  testBadPlaces(podSecurityFindings, SET, [
    { change: `${POD}.hostNetwork`, to: true, problem: 'host\'s namespaces' },
    { change: `${POD}.hostPID`, to: true, problem: 'host\'s namespaces' },
    { change: `${POD}.hostIPC`, to: true, problem: 'host\'s namespaces' },
    { change: `${POD}.securityContext.windowsOptions.hostProcess`, to: true, problem: 'may not be true' },
    { change: `${POD}.securityContext.seLinuxOptions.type`, to: 'spc_t', problem: 'may not be "spc_t"' },
    { change: `${POD}.securityContext.seLinuxOptions.type`, to: 'container_engine_t', problem: 'may not be' },
    { change: `${POD}.securityContext.seLinuxOptions.user`, to: 'root', problem: 'may not be "root"' },
    { change: `${POD}.securityContext.seLinuxOptions.role`, to: 'sysadm_r', problem: 'may not be' },
    { change: `${POD}.securityContext.appArmorProfile.type`, to: 'Unconfined', problem: 'may not be' },
    { change: `${POD}.securityContext.runAsUser`, to: 0, problem: 'may not be 0' },
    { change: `${POD}.securityContext.sysctls`, to: [{ name: 'kernel.msgmax', value: '1' }], at: `${POD}.securityContext.sysctls[0]`, problem: 'kernel.msgmax' },
    { change: `${POD}.securityContext.sysctls`, to: [{ name: 'net.ipv4.tcp_rmem', value: '1' }], at: `${POD}.securityContext.sysctls[0]`, problem: 'tcp_rmem' },
    {
      change: 'spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/kafka"]', to: 'unconfined', problem: 'AppArmor profile "unconfined"',
    },
  ]);
  testGoodPlaces(podSecurityFindings, SET, [
    { change: `${POD}.hostNetwork`, to: false },
    { change: `${POD}.securityContext.windowsOptions.hostProcess`, to: false },
    { change: `${POD}.securityContext.seLinuxOptions`, to: { level: 's0:c123,c456', type: 'container_t', user: '' } },
    { change: `${POD}.securityContext.appArmorProfile.type`, to: 'RuntimeDefault' },
    { change: `${POD}.securityContext.sysctls`, to: [{ name: 'net.ipv4.ip_local_port_range', value: '1024 65535' }] },
    { change: 'spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/kafka"]', to: 'localhost/kafka' },
  ]);
});

describe('runAsNonRoot and seccomp are set by the pod or by each container, and taken back by none', () => {
  const ofContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const pod = (securityContext: JsonObject, container: JsonObject): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { securityContext, containers: [{ name: 'c', securityContext: { ...ofContainer, ...container } }] },
  });
  test.each([
    ['runAsNonRoot', { seccompProfile: { type: 'RuntimeDefault' } }, { runAsNonRoot: true }, 'must be true here or for the pod'],
    ['seccompProfile', { runAsNonRoot: true }, { seccompProfile: { type: 'Localhost' } }, 'must be one of RuntimeDefault, Localhost here or for the pod'],
  ])('%s', (field, others, set, problem) => {
    expect(podSecurityFindings([pod(others, {})])).toEqual([
      { object: 'Pod p', path: `spec.containers[0].securityContext.${field}`, problem: expect.stringContaining(problem) },
    ]);
    expect(podSecurityFindings([pod(others, set)])).toEqual([]);
    expect(podSecurityFindings([pod({ ...others, ...set }, {})])).toEqual([]);
  });
  testBadPlaces(podSecurityFindings, SET, [
    { change: `${MAIN}.securityContext.runAsNonRoot`, to: false, problem: 'may not be false' },
    { change: `${MAIN}.securityContext.seccompProfile.type`, to: 'Unconfined', problem: 'may not be "Unconfined"' },
  ]);
});

describe('volume types', () => {
  const types = [
    'awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs',
    'hostPath', 'image', 'iscsi', 'nfs', 'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume',
  ];
  testBadPlaces(podSecurityFindings, SET, types.map((type) => (
    { change: `${POD}.volumes[1]`, to: { name: 'composed', [type]: {} }, problem: `volume type ${type} is not one of` }
  )));
  testGoodPlaces(podSecurityFindings, SET, [{ change: `${POD}.volumes[1]`, to: { name: 'composed' } }]);
  testGoodPlaces(podSecurityFindings, SET, ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']
    .map((type) => ({ change: `${POD}.volumes[1]`, to: { name: 'composed', [type]: {} } })));
});

describe.each([['ordinary', MAIN], ['init', INIT]])('%s containers', (_, container) => {
  testBadPlaces(podSecurityFindings, SET, [
    { change: `${container}.securityContext.privileged`, to: true, problem: 'privileged is forbidden' },
    { change: `${container}.securityContext.procMount`, to: 'Unmasked', problem: 'only "Default"' },
    { change: `${container}.securityContext.allowPrivilegeEscalation`, to: undefined, problem: 'must be false' },
    { change: `${container}.securityContext.allowPrivilegeEscalation`, to: true, problem: 'must be false' },
    { change: `${container}.securityContext.capabilities.drop`, to: ['NET_RAW'], problem: 'must include "ALL"' },
    { change: `${container}.securityContext.capabilities.add`, to: ['NET_BIND_SERVICE', 'CHOWN'], problem: 'not CHOWN' },
    { change: `${container}.securityContext.runAsUser`, to: 0, problem: 'may not be 0' },
    { change: `${container}.securityContext.windowsOptions.hostProcess`, to: true, problem: 'may not be true' },
    { change: `${container}.securityContext.seLinuxOptions.user`, to: 'root', problem: 'may not be "root"' },
    { change: `${container}.securityContext.appArmorProfile.type`, to: 'Unconfined', problem: 'may not be' },
    { change: `${container}.ports`, to: [{ containerPort: 1, hostPort: 1 }], at: `${container}.ports[0]`, problem: 'host port 1' },
    ...['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap((handler) => ['httpGet', 'tcpSocket'].map((way) => (
      { change: `${container}.${handler}.${way}.host`, to: '169.254.169.254', problem: 'a host other than the pod' }
    ))),
  ]);
  testGoodPlaces(podSecurityFindings, SET, [
    { change: `${container}.securityContext.capabilities.add`, to: ['NET_BIND_SERVICE'] },
    { change: `${container}.securityContext.procMount`, to: 'Default' },
    { change: `${container}.securityContext.privileged`, to: false },
    { change: `${container}.ports`, to: [{ containerPort: 1, hostPort: 0 }] },
  ]);
});

test('ephemeral containers, and containers without any security context', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [], ephemeralContainers: [{ name: 'debug' }] } };
  expect(podSecurityFindings([pod]).map(({ path }) => path)).toEqual([
    'spec.ephemeralContainers[0].securityContext.allowPrivilegeEscalation',
    'spec.ephemeralContainers[0].securityContext.capabilities.drop',
    'spec.ephemeralContainers[0].securityContext.runAsNonRoot',
    'spec.ephemeralContainers[0].securityContext.seccompProfile',
  ]);
});

test.each([
  ['Deployment', 'spec.template.spec.hostPID', { template: { spec: { hostPID: true } } }],
  ['DaemonSet', 'spec.template.spec.hostPID', { template: { spec: { hostPID: true } } }],
  ['ReplicaSet', 'spec.template.spec.hostPID', { template: { spec: { hostPID: true } } }],
  ['ReplicationController', 'spec.template.spec.hostPID', { template: { spec: { hostPID: true } } }],
  ['StatefulSet', 'spec.template.spec.hostPID', { template: { spec: { hostPID: true } } }],
  ['Job', 'spec.template.spec.hostPID', { template: { spec: { hostPID: true } } }],
  ['CronJob', 'spec.jobTemplate.spec.template.spec.hostPID', { jobTemplate: { spec: { template: { spec: { hostPID: true } } } } }],
  ['Pod', 'spec.hostPID', { hostPID: true }],
])('the pods of a %s are found', (kind, path, spec) => {
  expect(podSecurityFindings([{ kind, metadata: { name: 'x' }, spec }])).toEqual([{ object: `${kind} x`, path, problem: expect.stringContaining('host\'s namespaces') }]);
});

test('a bare PodTemplate is found', () => {
  expect(podSecurityFindings([{ kind: 'PodTemplate', metadata: { name: 'x' }, template: { spec: { hostPID: true } } }]).map(({ path }) => path)).toEqual(['template.spec.hostPID']);
});
