import { testBadPlaces, testGoodPlaces } from './bad-places';
import { selectorMatches } from './label-selector';
import { Manifest } from './manifest';
import { selectorFindings } from './selectors';
import { soundCluster } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';
const POD = 'spec.template.spec';
const COMPONENT = '["app.kubernetes.io/component"]';

test('the selectors of a sound cluster are sound', () => expect(selectorFindings(soundCluster())).toEqual([]));

testBadPlaces(selectorFindings, 'Service kafka/events-bootstrap', [
  { change: `spec.selector${COMPONENT}`, to: 'brokers', at: 'spec.selector', problem: 'selects no pod of these manifests' },
  { change: 'spec.selector', to: {}, problem: 'selects no pod' },
  { change: 'metadata.namespace', to: 'other', in: 'Service other/events-bootstrap', at: 'spec.selector', problem: 'selects no pod' },
  { change: 'spec.selector["statefulset.kubernetes.io/pod-name"]', to: 'events-broker-a-102', at: 'spec.selector', problem: 'selects no pod' },
  { change: 'spec.selector["statefulset.kubernetes.io/pod-name"]', to: 'events-broker-100', at: 'spec.selector', problem: 'selects no pod' },
  { change: 'spec.selector["apps.kubernetes.io/pod-index"]', to: '0', at: 'spec.selector', problem: 'selects no pod' },
]);
testGoodPlaces(selectorFindings, 'Service kafka/events-bootstrap', [
  { change: 'spec.selector', to: undefined },
  { change: 'spec.selector["statefulset.kubernetes.io/pod-name"]', to: 'events-broker-a-101' },
  { change: 'spec.selector["apps.kubernetes.io/pod-index"]', to: '101' },
  { change: 'spec.selector', to: { 'batch.kubernetes.io/job-name': 'events-lifecycle' } },
]);

testBadPlaces(selectorFindings, 'PodDisruptionBudget kafka/events-broker', [
  { change: `spec.selector.matchLabels${COMPONENT}`, to: 'brokers', at: 'spec.selector', problem: 'selects no pod' },
  { change: 'spec.selector', to: undefined, problem: 'selects no pod of these manifests: it is missing' },
]);
testBadPlaces(selectorFindings, 'NetworkPolicy kafka/events-broker', [
  { change: 'spec.podSelector.matchExpressions[0].values', to: ['brokers'], at: 'spec.podSelector', problem: 'selects no pod' },
]);
testGoodPlaces(selectorFindings, 'NetworkPolicy kafka/events-broker', [{ change: 'spec.podSelector', to: {} }]);

test('two disruption budgets for one pod', () => {
  const second = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'all', namespace: 'kafka' }, spec: { selector: {} } };
  expect(selectorFindings([...soundCluster(), second])).toEqual([{
    object: SET,
    path: 'spec.template.metadata.labels',
    problem: 'has 2 disruption budgets (PodDisruptionBudget kafka/events-broker, PodDisruptionBudget kafka/all): its pods could not be evicted',
  }]);
});

testBadPlaces(selectorFindings, SET, [
  { change: 'spec.selector.matchLabels.x', to: 'y', at: 'spec.selector', problem: 'does not match the labels of its own pods' },
  { change: 'spec.selector', to: undefined, problem: 'does not match the labels of its own pods' },
  { change: 'spec.selector.matchLabels', to: { 'app.kubernetes.io/name': 'kafka' }, at: 'spec.selector', problem: 'also matches the pods of Job kafka/events-lifecycle' },
  { change: 'spec.serviceName', to: undefined, problem: 'is missing' },
  { change: 'spec.serviceName', to: 'gone', problem: 'names the Service "gone", which is not among the manifests' },
  { change: 'spec.serviceName', to: 'events-bootstrap', problem: 'is not headless' },
  {
    change: `${POD}.topologySpreadConstraints[0].labelSelector.matchLabels.x`, to: 'y', at: `${POD}.topologySpreadConstraints[0].labelSelector`, problem: 'does not match the pod itself',
  },
  { change: `${POD}.topologySpreadConstraints[0].labelSelector`, to: undefined, problem: 'does not match the pod itself: it is missing' },
  ...(['podAntiAffinity', 'podAffinity'] as const).flatMap((affinity) => [
    {
      change: `${POD}.affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution`,
      to: [{ weight: 1, podAffinityTerm: { labelSelector: { matchLabels: { x: 'y' } } } }],
      at: `${POD}.affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector`,
      problem: affinity === 'podAffinity' ? 'selects no pod' : 'does not match the pod itself',
    },
    {
      change: `${POD}.affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution`,
      to: [{ labelSelector: { matchLabels: { x: 'y' } } }],
      at: `${POD}.affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector`,
      problem: affinity === 'podAffinity' ? 'selects no pod' : 'does not match the pod itself',
    },
  ]),
]);
testGoodPlaces(selectorFindings, SET, [{
  change: `${POD}.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
  to: [{ labelSelector: { matchLabels: { 'app.kubernetes.io/component': 'lifecycle' } } }],
}]);

test('the governing Service selects the pods of its set', () => {
  const set = (app: string): Manifest => ({
    kind: 'StatefulSet', metadata: { name: app }, spec: { serviceName: 'a', selector: { matchLabels: { app } }, template: { metadata: { labels: { app } } } },
  });
  const service = { kind: 'Service', metadata: { name: 'a' }, spec: { clusterIP: 'None', selector: { app: 'a' } } };
  expect(selectorFindings([service, set('a')])).toEqual([]);
  expect(selectorFindings([service, set('a'), set('b')])).toEqual([
    { object: 'StatefulSet b', path: 'spec.serviceName', problem: 'the Service "a" does not select the set\'s pods' },
  ]);
});

test.each([
  [undefined, false],
  [{}, true],
  [{ matchLabels: { a: '1' } }, true],
  [{ matchLabels: { a: '2' } }, false],
  [{ matchLabels: { a: '1', b: '1' } }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['0', '1'] }] }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['0'] }] }, false],
  [{ matchExpressions: [{ key: 'b', operator: 'In', values: ['0'] }] }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['1'] }] }, false],
  [{ matchExpressions: [{ key: 'b', operator: 'NotIn', values: ['1'] }] }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, true],
  [{ matchExpressions: [{ key: 'b', operator: 'Exists' }] }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, false],
  [{ matchExpressions: [{ key: 'b', operator: 'DoesNotExist' }] }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'Is' }] }, false],
  [{ matchLabels: { a: '1' }, matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, false],
])('selector %j on {a: 1}: %s', (selector, expected) => expect(selectorMatches(selector, { a: '1' })).toBe(expected));
