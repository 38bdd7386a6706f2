import { manifestsOf, namespacesOf, tableOf } from './example';
import { Quickstart } from '../../examples/quickstart/chart';
import { allFindings } from '../manifests/all-findings';

const manifests = manifestsOf((app) => new Quickstart(app, 'quickstart'));

test('three controllers, three brokers in three zones', () => {
  expect(tableOf(manifests)).toBe(`\
Service: events-nodes events-bootstrap
PodDisruptionBudget: events-brokers events-controllers
NetworkPolicy: events
ConfigMap: events-controller-config events-controller-nodes events-broker-config events-broker-a-nodes events-broker-b-nodes events-broker-c-nodes
PersistentVolumeClaim: data-events-controller-9000 data-events-controller-9001 data-events-controller-9002 data-events-broker-a-0 data-events-broker-b-100 data-events-broker-c-200
StatefulSet: events-controller (3) events-broker-a (1) events-broker-b (1) events-broker-c (1)
`);
  expect(namespacesOf(manifests)).toEqual(['quickstart']);
});

test('is sound', () => {
  expect(allFindings(manifests)).toEqual([]);
});

test('takes the zones of your own Kubernetes, and a namespace', () => {
  const own = manifestsOf((app) => new Quickstart(app, 'quickstart', { zones: ['eu-1'], namespace: 'mine' }));
  expect(tableOf(own)).toContain('StatefulSet: events-controller (3) events-broker-1 (3)\n');
  expect(namespacesOf(own)).toEqual(['mine']);
});
