import { testBadPlaces, testGoodPlaces } from './bad-places';
import { soundCluster } from './sound-cluster';
import { claimFindings } from './stateful-set-claims';

const SET = 'StatefulSet kafka/events-broker-a';

test('the claims of a sound cluster are sound', () => expect(claimFindings(soundCluster())).toEqual([]));

test.each([
  'data-events-broker-a-102', 'data-events-broker-a-99', 'data-events-broker-a-0101', 'data-events-broker-101', 'dat-events-broker-a-101', 'data-events-broker-a-', 'x',
])('"%s" is no claim of the set, and the one that is wanted is missing', (name) => {
  const manifests = soundCluster().map((manifest) => (
    typeof manifest.metadata === 'object' && JSON.stringify(manifest.metadata).includes('data-events-broker-a-101')
      ? { ...manifest, metadata: { name, namespace: 'kafka' } } : manifest));
  expect(claimFindings(manifests)).toEqual([
    { object: `PersistentVolumeClaim kafka/${name}`, path: 'metadata.name', problem: expect.stringContaining('is no claim of a StatefulSet among the manifests') },
    { object: SET, path: 'spec.volumeClaimTemplates[0]', problem: 'other claims of the set are declared apart, but "data-events-broker-a-101" is not' },
  ]);
});

testBadPlaces(claimFindings, SET, [
  { change: 'spec.replicas', to: 3, at: 'spec.volumeClaimTemplates[0]', problem: '"data-events-broker-a-102" is not' },
  {
    change: 'spec.replicas', to: 1, at: 'metadata.name', in: 'PersistentVolumeClaim kafka/data-events-broker-a-101', problem: 'is no claim of a StatefulSet',
  },
]);

testGoodPlaces(claimFindings, SET, [
  // Scaled by others: any number of claims from the first ordinal on.
  { change: 'spec.replicas', to: undefined },
]);

test('a set without replicas has every volume of every ordinal that is declared', () => {
  const claim = (name: string) => ({ kind: 'PersistentVolumeClaim', metadata: { name } });
  const set = { kind: 'StatefulSet', metadata: { name: 's' }, spec: { volumeClaimTemplates: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] } };
  expect(claimFindings([set])).toEqual([]);
  expect(claimFindings([set, claim('a-s-0'), claim('b-s-0')])).toEqual([]);
  expect(claimFindings([set, claim('a-s-0'), claim('a-s-1'), claim('b-s-0')])).toEqual([
    { object: 'StatefulSet s', path: 'spec.volumeClaimTemplates[1]', problem: 'other claims of the set are declared apart, but "b-s-1" is not' },
  ]);
});

test('a claim that a pod names may have any name', () => {
  const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'reports' } };
  const pod = { kind: 'Pod', metadata: { name: 'p' }, spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'reports' } }] } };
  expect(claimFindings([claim, pod])).toEqual([]);
  expect(claimFindings([claim]).map(({ object }) => object)).toEqual(['PersistentVolumeClaim reports']);
});
