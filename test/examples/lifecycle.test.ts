import { manifestsOf, namespacesOf, tableOf } from './example';
import { LifecycleExample } from '../../examples/lifecycle/chart';
import { LifecycleTrigger } from '../../src';
import { allFindings } from '../manifests/all-findings';
import { Manifest, nameOf, objectAt, objectNameOf, ofKind } from '../manifests/manifest';

const manifests = manifestsOf((app) => new LifecycleExample(app, 'lifecycle'));
const jobsOf = (some: readonly Manifest[]) => [...ofKind(some, 'Job'), ...ofKind(some, 'CronJob')].map(objectNameOf);

test('six brokers in three zones, and a Job with what it needs', () => {
  expect(tableOf(manifests).replace(/lifecycle-[0-9a-f]{10}/, 'lifecycle-HASH')).toBe(`\
ServiceAccount: lifecycle
Role: lifecycle
RoleBinding: lifecycle
ConfigMap: lifecycle-program lifecycle-desired-state events-controller-config events-controller-nodes events-broker-config events-broker-a-nodes events-broker-b-nodes events-broker-c-nodes
Service: events-nodes events-bootstrap
PodDisruptionBudget: events-brokers events-controllers
NetworkPolicy: events
PersistentVolumeClaim: data-events-controller-9000 data-events-controller-9001 data-events-controller-9002 data-events-broker-a-0 data-events-broker-a-1 data-events-broker-b-100 data-events-broker-b-101 data-events-broker-c-200 data-events-broker-c-201
StatefulSet: events-controller (as the Job says) events-broker-a (as the Job says) events-broker-b (as the Job says) events-broker-c (as the Job says)
Job: lifecycle-HASH
`);
  expect(namespacesOf(manifests)).toEqual(['lifecycle-example']);
  for (const set of ofKind(manifests, 'StatefulSet')) { expect(objectAt(set, 'spec')).not.toHaveProperty('replicas'); }
});

test.each([
  ['on change', LifecycleTrigger.onChange()],
  ['with Argo CD', LifecycleTrigger.argoCd()],
  ['with Helm', LifecycleTrigger.helm()],
  ['with Flux', LifecycleTrigger.flux()],
  ['each night', LifecycleTrigger.schedule('0 3 * * *', { timeZone: 'Europe/Berlin' })],
])('is sound %s', (_, trigger) => {
  const triggered = manifestsOf((app) => new LifecycleExample(app, 'lifecycle', { trigger }));
  expect(allFindings(triggered, { withToken: jobsOf(triggered) })).toEqual([]);
});

test('can be a Helm chart as it is: nothing in it is a template', () => {
  expect(JSON.stringify(manifests)).not.toContain('{{');
  expect(ofKind(manifests, 'Job').map(nameOf)).toHaveLength(1);
});
