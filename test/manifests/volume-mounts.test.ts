import { testBadPlaces, testGoodPlaces } from './bad-places';
import { soundCluster } from './sound-cluster';
import { volumeMountFindings } from './volume-mounts';

const SET = 'StatefulSet kafka/events-broker-a';
const POD = 'spec.template.spec';
const MOUNTS = `${POD}.containers[0].volumeMounts`;
const CONFIGURATION_FILES = 'cluster.id, prepare.sh, log4j2.yaml, client.properties';

test('the mounts of a sound cluster are sound', () => expect(volumeMountFindings(soundCluster())).toEqual([]));

testBadPlaces(volumeMountFindings, SET, [
  { change: `${MOUNTS}[0].name`, to: 'dat', at: `${MOUNTS}[0]`, problem: 'names the volume "dat", which the pod does not have; it has data, configuration, composed, secrets' },
  { change: 'spec.volumeClaimTemplates', to: [], at: `${MOUNTS}[0]`, problem: 'names the volume "data"' },
  { change: `${POD}.containers[0].volumeDevices`, to: [{ name: 'x', devicePath: '/dev/x' }], at: `${POD}.containers[0].volumeDevices[0]`, problem: 'names the volume "x"' },
  { change: `${MOUNTS}[0].mountPath`, to: 'var/lib/kafka', at: `${MOUNTS}[0]`, problem: 'must be absolute' },
  { change: `${MOUNTS}[0].mountPath`, to: '/', at: `${MOUNTS}[0]`, problem: 'would hide the image\'s root' },
  { change: `${MOUNTS}[0].mountPath`, to: '/run//events/', at: `${MOUNTS}[1]`, problem: 'mountPath "/run/events" is taken' },
  { change: `${MOUNTS}[0].mountPath`, to: '/run/secrets/events/x', at: `${MOUNTS}[0]`, problem: 'lies inside "/run/secrets/events", which is read-only and has no "x"' },
  { change: `${MOUNTS}[0].mountPath`, to: '/run/events/x', at: `${MOUNTS}[0]`, problem: 'lies inside "/run/events", which is read-only' },
  { change: `${MOUNTS}[0].subPath`, to: '../x', at: `${MOUNTS}[0]`, problem: 'must be relative and without ".."' },
  { change: `${MOUNTS}[0].subPathExpr`, to: '/x', at: `${MOUNTS}[0]`, problem: 'must be relative and without ".."' },
  { change: `${MOUNTS}[0].subPathExpr`, to: '$(NODE_ID)', at: `${MOUNTS}[0]`, problem: 'uses $(NODE_ID), which the container\'s env does not set' },
  { change: `${MOUNTS}[2].subPathExpr`, to: 'x', at: `${MOUNTS}[2]`, problem: 'exclude each other' },
  { change: `${MOUNTS}[2].subPath`, to: 'log4j.yaml', at: `${MOUNTS}[2]`, problem: `takes "log4j.yaml" of the volume, which has ${CONFIGURATION_FILES}` },
  { change: `${POD}.volumes[0].configMap.items`, to: [{ key: 'log4j2.yaml', path: 'x.yaml' }], at: `${MOUNTS}[2]`, problem: 'which has x.yaml' },
  { change: `${MOUNTS}[3].subPath`, to: 'tls.crt', at: `${MOUNTS}[3]`, problem: 'which has tls.key, client.properties' },
  {
    change: `${POD}.volumes[2].projected.sources[1]`, to: { configMap: { name: 'events-broker', items: [{ key: 'x', path: 'tls.key' }] } }, at: `${POD}.volumes[2]`, problem: 'two sources give the file "tls.key"',
  },
]);

test('a volume of a claim template\'s name would be hidden', () => {
  const manifests = soundCluster().map((manifest) => (manifest.kind !== 'StatefulSet' ? manifest : {
    kind: 'StatefulSet',
    metadata: { name: 's' },
    spec: { template: { spec: { volumes: [{ name: 'data', emptyDir: {} }] } }, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
  }));
  expect(volumeMountFindings(manifests)).toEqual([
    { object: 'StatefulSet s', path: 'spec.template.spec.volumes[0]', problem: 'there is another volume or claim template "data"' },
  ]);
});

testGoodPlaces(volumeMountFindings, SET, [
  { change: `${MOUNTS}[0].subPathExpr`, to: '$(POD_NAME)' },
  { change: `${MOUNTS}[2].subPath`, to: 'client.properties' },
  { change: `${MOUNTS}[3].subPath`, to: 'tls.key' },
  { change: `${MOUNTS}[0].mountPath`, to: '/run/events-data' },
  { change: `${MOUNTS}[1].readOnly`, to: false },
  // A file that the read-only volume has can be covered by a mount.
  { change: `${MOUNTS}[2].mountPath`, to: '/run/secrets/events/client.properties' },
  // What an external Secret holds is not known.
  { change: `${POD}.volumes[0]`, to: { name: 'configuration', secret: { secretName: 'events-tls' } } },
  { change: `${POD}.volumes[0]`, to: { name: 'configuration', downwardAPI: { items: [{ path: 'log4j2.yaml', fieldRef: { fieldPath: 'metadata.name' } }] } } },
]);
