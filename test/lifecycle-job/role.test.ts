import { manifestsOf, servedCluster, servedWithZooKeeper, THREE_BROKERS } from './declared-job';
import { KafkaLifecycleJobProps } from '../../src';
import { Manifest, objectsAt, stringsAt } from '../manifests/manifest';
import { find } from '../synthesis/synthesized';

/** A line for each rule: `verbs of group/resources: names`. */
function rightsIn(manifests: readonly Manifest[]): string[] {
  return objectsAt(find(manifests, 'Role', 'lifecycle'), 'rules').map((rule) => {
    const names = stringsAt(rule, 'resourceNames');
    return `${stringsAt(rule, 'verbs').join(' ')} ${stringsAt(rule, 'apiGroups').join()}/${stringsAt(rule, 'resources').join()}: ${rule.resourceNames === undefined ? '*' : names.join(' ')}`;
  });
}

const rights = (props: KafkaLifecycleJobProps = {}) => rightsIn(manifestsOf(servedCluster(THREE_BROKERS, props)));

const PODS = 'events-controller-9000 events-controller-9001 events-controller-9002 events-broker-0 events-broker-1 events-broker-2';
const READING = [
  'get apps/statefulsets: events-controller events-broker',
  'get /pods: *',
  `get /pods/log: ${PODS}`,
  'get /configmaps: lifecycle-desired-state lifecycle-status',
];

test('names what it may change', () => {
  expect(rights()).toEqual([
    ...READING,
    'get patch apps/statefulsets/scale: events-controller events-broker',
    `delete /pods: ${PODS}`,
    `create /pods/eviction: ${PODS}`,
    'create patch /configmaps: lifecycle-status',
    'get create patch coordination.k8s.io/leases: lifecycle',
    'create events.k8s.io/events: *',
  ]);
});

test('allows a dry run to read only', () => {
  expect(rights({ dryRun: true })).toEqual(READING);
});

test('names the servers of an ensemble', () => {
  const [sets] = rightsIn(manifestsOf(servedWithZooKeeper()));
  expect(sets).toBe('get apps/statefulsets: zookeeper events-broker');
  expect(rightsIn(manifestsOf(servedWithZooKeeper())).find((line) => line.startsWith('create /pods/eviction'))).toContain(': zookeeper-1 zookeeper-2 zookeeper-3 events-broker-0');
});

test('is bound to the account of the pod, and to nothing else', () => {
  expect(find(manifestsOf(servedCluster()), 'RoleBinding', 'lifecycle')).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'lifecycle' },
    subjects: [{ kind: 'ServiceAccount', name: 'lifecycle' }],
  });
});
