import { App, Chart } from 'cdk8s';
import { TEN_GIB, THREE_BROKERS, manifestsOf, servedCluster, servedWithZooKeeper } from './declared-job';
import { CommandLine, readCommandLine } from '../../lifecycle/command-line';
import { KafkaCluster, KafkaLifecycleJob, KafkaLifecycleJobProps, LifecycleTrigger } from '../../src';
import { Manifest, objectAt, objectsAt, stringsAt } from '../manifests/manifest';
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
  'get /configmaps: events-controller-config events-controller-nodes events-broker-config events-broker-nodes',
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

test('needs no names of brokers that are declared no longer: their pods are read whatever their names, and go with the scale of their set', () => {
  const rightsOf = (nodes: number) => rightsIn(manifestsOf(servedCluster({ brokers: { nodes, storage: TEN_GIB } })));
  expect(rightsOf(3).filter((line) => line.includes('events-broker-3'))).toEqual([]);
  for (const right of ['get /pods: *', 'get patch apps/statefulsets/scale: events-controller events-broker']) { expect(rightsOf(3)).toContain(right); }
  expect(rightsOf(4).filter((line) => !line.includes('events-broker-3'))).toEqual(rightsOf(3).filter((line) => !line.includes(PODS)));
});

test('allows a dry run to read only', () => {
  expect(rights({ dryRun: true })).toEqual(READING);
});

describe('a report', () => {
  const declared = (jobs: readonly (readonly KafkaCluster[])[], chart: Chart, clusters: readonly KafkaCluster[]) => {
    const report = new KafkaLifecycleJob(chart, 'Report', { clusters: [...clusters], trigger: LifecycleTrigger.report('@daily') });
    jobs.forEach((served, i) => new KafkaLifecycleJob(chart, `Worker${i}`, { clusters: [...served] }));
    return report;
  };
  const chartOf = () => new Chart(new App(), 'test', { namespace: 'streaming' });
  const configMapsOf = (report: KafkaLifecycleJob) => stringsAt(objectsAt(report.role.toJson(), 'rules').find((rule) => stringsAt(rule, 'resources').join() === 'configmaps') ?? {}, 'resourceNames');
  const argumentsOf = (report: KafkaLifecycleJob) => {
    const [container] = objectsAt(objectAt(report.job.toJson(), 'spec', 'jobTemplate', 'spec', 'template', 'spec'), 'containers');
    return stringsAt(container, 'args');
  };

  test('reads what the Job has set that does the work, and nothing more, also if that is declared after it', () => {
    const chart = chartOf();
    const [events, orders] = ['Events', 'Orders'].map((id) => new KafkaCluster(chart, id, THREE_BROKERS));
    const report = declared([[events, orders]], chart, [events, orders]);
    expect(configMapsOf(report)).toEqual(['report-desired-state', 'worker0-status']);
    const { command, status } = readCommandLine(argumentsOf(report)) as CommandLine;
    expect([command, status]).toEqual(['plan', 'worker0-status']);
  });

  test('on clusters of several Jobs has no status that would hold for all', () => {
    const chart = chartOf();
    const [events, orders] = ['Events', 'Orders'].map((id) => new KafkaCluster(chart, id, THREE_BROKERS));
    const report = declared([[events], [orders]], chart, [events, orders]);
    expect(configMapsOf(report)).toEqual(['report-desired-state', 'report-status']);
    expect(argumentsOf(report)).not.toContain('--status');
  });
});

test('names the servers of an ensemble', () => {
  const [sets] = rightsIn(manifestsOf(servedWithZooKeeper()));
  expect(sets).toBe('get apps/statefulsets: zookeeper events-broker');
  expect(rightsIn(manifestsOf(servedWithZooKeeper())).find((line) => line.startsWith('create /pods/eviction'))).toContain(': zookeeper-1 zookeeper-2 zookeeper-3 events-broker-0');
});

test('reads the configuration of servers and nodes, each ConfigMap by its name', () => {
  const [, configuration] = rightsIn(manifestsOf(servedWithZooKeeper())).filter((line) => line.startsWith('get /configmaps'));
  expect(configuration).toBe('get /configmaps: zookeeper-config events-broker-config events-broker-nodes');
});

test('is bound to the account of the pod, and to nothing else', () => {
  expect(find(manifestsOf(servedCluster()), 'RoleBinding', 'lifecycle')).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'lifecycle' },
    subjects: [{ kind: 'ServiceAccount', name: 'lifecycle' }],
  });
});
