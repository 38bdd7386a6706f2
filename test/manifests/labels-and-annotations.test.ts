import { testBadPlaces, testGoodPlaces } from './bad-places';
import { labelFindings } from './labels-and-annotations';
import { soundCluster } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';

test('the labels and annotations of a sound cluster are sound', () => expect(labelFindings(soundCluster())).toEqual([]));

const badValues = ['-a', 'a b', 'a/b', 'a.', 'x'.repeat(64)];
const badKeys = ['a b', 'Example.com/a', 'example.com/', '/a', 'a/b/c', `example.com/${'x'.repeat(64)}`, `${'x'.repeat(254)}/a`, '-a'];

const LABELS = [
  'metadata.labels',
  'spec.template.metadata.labels',
  'spec.selector.matchLabels',
  'spec.volumeClaimTemplates[0].metadata.labels',
  'spec.template.spec.nodeSelector',
  'spec.template.spec.topologySpreadConstraints[0].labelSelector.matchLabels',
];

testBadPlaces(labelFindings, SET, LABELS.flatMap((labels) => [
  ...badValues.map((value) => ({ change: `${labels}.tier`, to: value, problem: `"${value}"` })),
  ...badKeys.map((key) => ({ change: `${labels}["${key}"]`, to: 'a', problem: '"' })),
  { change: `${labels}.tier`, to: 1, problem: '1 is no text' },
]));
testBadPlaces(labelFindings, 'Service kafka/events-bootstrap', [{ change: 'spec.selector.tier', to: 'a b', problem: 'is no label value' }]);

testGoodPlaces(labelFindings, SET, [
  { change: 'metadata.labels.tier', to: '' },
  { change: 'metadata.labels.tier', to: 'x'.repeat(63) },
  { change: `metadata.labels["example.com/${'x'.repeat(63)}"]`, to: 'A_b.c-1' },
  { change: 'metadata.annotations["Example.com/a"]', to: 'Anything: {goes}\n' },
  { change: 'metadata.annotations.a', to: 'x'.repeat(256 * 1024 - 1) },
]);

testBadPlaces(labelFindings, SET, [
  { change: 'metadata.annotations["a b"]', to: 'c', problem: 'is no key of a label or an annotation' },
  { change: 'metadata.annotations.a', to: true, problem: 'true is no text' },
  { change: 'metadata.annotations', to: { a: 'x'.repeat(256 * 1024) }, problem: 'all annotations have 262145 bytes, Kubernetes takes 262144' },
  { change: 'spec.template.metadata.annotations', to: { a: 'é'.repeat(128 * 1024) }, problem: 'all annotations have 262145 bytes' },
]);

// What a ConfigMap holds is no label.
testGoodPlaces(labelFindings, 'ConfigMap kafka/events-broker', [{ change: 'data.labels', to: 'a b' }]);
