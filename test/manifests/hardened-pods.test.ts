import { testBadPlaces, testGoodPlaces } from './bad-places';
import { changed } from './changed';
import { hardenedPodFindings } from './hardened-pods';
import { Manifest } from './manifest';
import { soundCluster, WITH_TOKEN } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';
const POD = 'spec.template.spec';
const check = (manifests: readonly Manifest[]) => hardenedPodFindings(manifests, WITH_TOKEN);

test('a sound cluster is hardened', () => expect(check(soundCluster())).toEqual([]));

testBadPlaces(check, SET, [
  { change: `${POD}.enableServiceLinks`, to: undefined, problem: 'must be false' },
  { change: `${POD}.enableServiceLinks`, to: true, problem: 'must be false' },
  { change: `${POD}.automountServiceAccountToken`, to: undefined, problem: 'must be false, or the object exempt' },
  { change: `${POD}.automountServiceAccountToken`, to: true, problem: 'must be false, or the object exempt' },
  {
    change: `${POD}.volumes[2].projected.sources[1]`, to: { serviceAccountToken: { path: 'token' } }, problem: 'mounts a token for Kubernetes\' API',
  },
  { change: `${POD}.hostNetwork`, to: true, problem: 'host\'s network' },
  { change: `${POD}.volumes[1]`, to: { name: 'composed', hostPath: { path: '/' } }, problem: 'hostPath' },
  ...['containers', 'initContainers'].map((list) => `${POD}.${list}[0]`).flatMap((container) => [
    { change: `${container}.securityContext.readOnlyRootFilesystem`, to: undefined, problem: 'must be true' },
    { change: `${container}.securityContext.readOnlyRootFilesystem`, to: false, problem: 'must be true' },
    { change: `${container}.resources.limits.memory`, to: undefined, problem: 'is missing' },
    { change: `${container}.resources.requests.memory`, to: undefined, problem: 'is missing' },
    { change: `${container}.resources.requests.cpu`, to: undefined, problem: 'is missing' },
    { change: `${container}.image`, to: 'apache/kafka', problem: 'has no tag' },
    { change: `${container}.image`, to: 'registry.example.com:5000/apache/kafka', problem: 'has no tag' },
    { change: `${container}.image`, to: 'apache/kafka:', problem: 'has no tag' },
    { change: `${container}.image`, to: undefined, problem: 'has no tag' },
    { change: `${container}.image`, to: 'apache/kafka:latest', problem: 'whatever is newest' },
    { change: `${container}.image`, to: 'apache/kafka@sha256:abc', problem: 'digest' },
  ]),
]);

testGoodPlaces(check, SET, [
  { change: `${POD}.containers[0].image`, to: 'registry.example.com:5000/apache/kafka:4.3.1' },
  { change: `${POD}.containers[0].image`, to: `apache/kafka@sha256:${'0a'.repeat(32)}` },
  { change: `${POD}.containers[0].image`, to: `apache/kafka:4.3.1@sha256:${'0a'.repeat(32)}` },
  { change: `${POD}.volumes[2].projected.sources[1]`, to: { serviceAccountToken: { path: 'token', audience: 'kafka' } } },
]);

test('only the exempt may hold a token, and an exemption of nothing is reported', () => {
  expect(hardenedPodFindings(soundCluster())).toEqual([
    { object: 'Job kafka/events-lifecycle', path: 'spec.template.spec.automountServiceAccountToken', problem: 'must be false, or the object exempt' },
  ]);
  expect(hardenedPodFindings(soundCluster(), [...WITH_TOKEN, 'Job kafka/gone'])).toEqual([
    { object: 'Job kafka/gone', path: '', problem: expect.stringContaining('remove the exemption') },
  ]);
});

test('an ephemeral container needs a read-only root, but can have no resources', () => {
  const manifests = changed(soundCluster(), SET, `${POD}.ephemeralContainers`, [{ name: 'debug', image: 'busybox:1.37' }]);
  expect(check(manifests).map(({ path }) => path)).toEqual([`${POD}.ephemeralContainers[0].securityContext.readOnlyRootFilesystem`]);
});
