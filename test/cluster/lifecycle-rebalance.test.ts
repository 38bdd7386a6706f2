import { App, Duration, Size } from 'cdk8s';
import { deletePod, killJava, killNode } from './disruption';
import { JobChart } from './job-chart';
import { ended, says } from './lifecycle-run';
import { expectFullIsr } from './records';
import { deployed, scenario, zones } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { until } from './until';
import { RebalanceApproval, RebalanceOptions, RebalancePolicy, RebalanceWindow, Storage } from '../../src';

const TOPIC = 'bulk';
const PARTITIONS = 12;

/** So slow that replicas are seen on their way. */
const slowly = { network: Size.mebibytes(16), networkSharePercent: 25, movesPerBroker: 2 };

/**
 * Three controllers, and as many brokers as are given, in three zones.
 *
 * @param change makes another Job of it, also where all else was declared before: that one has ended, and is still there
 */
const declaration = (brokers: number, change = 0, more: RebalanceOptions = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
  brokers: { nodes: brokers, storage: Storage.persistent(Size.gibibytes(100)) },
  zones: zones(),
}, { rebalance: RebalancePolicy.onScale({ ...slowly, ...more }), noProgress: Duration.minutes(10 + change) });
const cluster = deployed('lifecycle-rebalance', declaration(6));

const servers = () => cluster.chart.kafka.bootstrapServers;

async function placement(): Promise<ReadonlyMap<string, string>> {
  const partitions = [...await cluster.tools.describeTopic(servers(), TOPIC), ...await cluster.tools.describeTopic(servers(), 'load')];
  return new Map(partitions.map(({ topic, partition, replicas }) => [`${topic}-${partition}`, replicas.join(',')]));
}

async function brokersWithReplicas(): Promise<readonly number[]> {
  return [...new Set([...(await placement()).values()].flatMap((replicas) => replicas.split(',').map(Number)))].sort((a, b) => a - b);
}

/** Nothing is left of moves: no reassignment, no throttle, no broker that may take no new replica. */
async function expectTidy(): Promise<void> {
  const describe = async (type: string) => cluster.tools.run(['kafka-configs.sh', '--bootstrap-server', servers(), '--describe', '--entity-type', type]);
  expect(`${await describe('brokers')}${await describe('topics')}`).not.toMatch(/throttled|cordoned/);
  expect(await cluster.tools.run(['kafka-reassign-partitions.sh', '--bootstrap-server', servers(), '--list'])).toContain('No partition reassignments found');
  await expectFullIsr(cluster);
}

const brokerIds = () => cluster.chart.kafka.nodes.filter((n) => n.broker).map((n) => n.id).sort((a, b) => a - b);

scenario(cluster, 'six brokers become nine, and the new ones get their share once that is approved, though the run and a broker are killed meanwhile', async () => {
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
  await cluster.tools.createTopic(servers(), TOPIC, PARTITIONS);
  await cluster.tools.fill(servers(), TOPIC, 120_000);
  const before = await podIds(cluster);

  await underLoad(cluster, async () => {
    const asking = declaration(9, 0, { approval: RebalanceApproval.REQUIRED });
    await cluster.apply(asking);
    const { exitCode, lastWords } = await ended(cluster, 900);
    expect(exitCode).toBe(2);
    const [, proposal] = /is proposed as (\w+): \d+ partitions/.exec(lastWords) ?? [];
    await cluster.kubectl.run(['annotate', 'configmap', 'lifecycle-status', `cdk8s-kafka/approve=${proposal}`]);
    await cluster.kubectl.run(['delete', 'job', cluster.chart.lifecycle.jobName]);
    expect(await brokersWithReplicas()).toEqual(brokerIds().filter((id) => id % 100 < 2));
    await cluster.apply(asking);
    const first = await says(cluster, cluster.chart.lifecycle.jobName, /^move /m);
    expect(killNode(first)).toBe(true);
    killJava(await cluster.pod(cluster.chart.kafka.nodes.filter((n) => n.broker)[0].podName));
    const run = await ended(cluster, 900);
    expect(run).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
    expect(run.log).not.toMatch(/^restart /m);
  });
  expect(await brokersWithReplicas()).toEqual(brokerIds());
  await expectTidy();
  const after = await podIds(cluster);
  for (const [pod, uid] of Object.entries(before)) { expect(after[pod]).toBe(uid); }
}, { zones: 3, local: true });

scenario(cluster, 'six are declared, and nine again while brokers are being emptied: every replica returns to its place', async () => {
  const before = await placement();
  await underLoad(cluster, async () => {
    await cluster.apply(declaration(6, 1));
    await says(cluster, cluster.chart.lifecycle.jobName, /^move /m);
    await until('a replica has left', 180, async () => {
      const now = await placement();
      return [...now].some(([name, replicas]) => replicas !== before.get(name)) || 'all are where they were';
    });
    await cluster.apply(declaration(9, 1));
    expect(await ended(cluster, 900)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  });
  expect(await placement()).toEqual(before);
  await expectTidy();
}, { zones: 3, local: true });

scenario(cluster, 'six are declared: the others are emptied, removed and forgotten, though the pod of one of them is replaced meanwhile, with no failed send and no lost record', async () => {
  const removed = brokerIds();
  const replaced = cluster.chart.kafka.nodes.filter((n) => n.broker)[8].podName;
  await underLoad(cluster, async () => {
    await cluster.apply(declaration(6, 2));
    await says(cluster, cluster.chart.lifecycle.jobName, /^move /m);
    const { metadata: { uid } } = await cluster.pod(replaced);
    await deletePod(cluster.kubectl, replaced);
    // What it has is copied from the other replicas: where its start takes longer than that, it is removed before it is back.
    await until(`${replaced} is back, or is removed`, 180, async () => {
      const pod = (await cluster.pods()).find(({ metadata }) => metadata.name === replaced);
      const isBack = pod !== undefined && pod.metadata.uid !== uid && pod.status.containerStatuses?.[0].ready === true;
      const { spec: { replicas } } = await cluster.kubectl.get<{ readonly spec: { readonly replicas: number } }>('statefulsets', 'events-broker-c');
      if (isBack || replicas === 2) { cluster.tell(`${replaced} ${isBack ? 'is back' : 'is removed'}`); }
      return isBack || replicas === 2 || 'neither';
    });
    const run = await ended(cluster, 900);
    expect(run).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
    expect(run.log).toMatch(/^forget /m);
    expect(run.log).not.toMatch(/^restart /m);
  });
  const left = brokerIds();
  expect(left).toHaveLength(6);
  expect(await brokersWithReplicas()).toEqual(left);
  const known = await cluster.tools.run(['kafka-broker-api-versions.sh', '--bootstrap-server', servers()]);
  for (const id of removed.filter((each) => !left.includes(each))) { expect(known).not.toContain(`id: ${id} `); }
  await expectTidy();
}, { zones: 3, local: true });

scenario(cluster, 'brokers that are to go stay outside of the window for moves', async () => {
  const before = await placement();
  const inFiveHours = new Date(Date.now() + 5 * 3600_000);
  const hour = (later: number) => `${(inFiveHours.getUTCHours() + later) % 24}:00`;
  await cluster.apply(declaration(5, 0, { windows: [RebalanceWindow.daily(hour(0), hour(1))] }));
  expect(await ended(cluster)).toMatchObject({ exitCode: 2, lastWords: expect.stringContaining(`moves begin from ${hour(0).padStart(5, '0')} to`) });
  expect(await placement()).toEqual(before);
}, { zones: 3 });

scenario(cluster, 'fewer brokers than replicas: nothing moves, and the run says why', async () => {
  const before = await placement();
  await cluster.apply(declaration(2));
  expect(await ended(cluster)).toMatchObject({ exitCode: 2, lastWords: expect.stringContaining('more replicas than brokers that stay') });
  expect(await placement()).toEqual(before);
}, { zones: 3 });
