import { App } from 'cdk8s';
import { ended, restartsIn } from './lifecycle-run';
import { propertiesOf } from './node-identity';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario, zones } from './scenario';
import { expectSecondApplyToChangeNothing, podIds } from './unchanged';
import { underLoad } from './under-load';
import { LifecycleExample } from '../../examples/lifecycle/chart';
import { Listener } from '../../src';

/** Three controllers and six brokers in three zones, and the Job that starts, configures and restarts them. */
const declaration = (config: Record<string, string | number> = {}) => (app: App, namespace: string) => {
  const chart = new LifecycleExample(app, 'lifecycle', { namespace, zones: zones() });
  chart.kafka.addConfig(config);
  // With the first change comes a listener more.
  if ('num.partitions' in config) { chart.kafka.addListener(Listener.internal('analytics', { port: 9094, maxConnections: 100 })); }
  return chart;
};
const cluster = deployed('lifecycle', declaration());

scenario(cluster, 'the example becomes ready by its Job, takes and returns records, and stays as it is', async () => {
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  await expectSecondApplyToChangeNothing(cluster);
});

scenario(cluster, 'a static change restarts every node once, the active controller as the last of its kind, with no failed send and no lost record', async () => {
  const before = await podIds(cluster);
  const leader = (await cluster.tools.quorum(cluster.chart.kafka.bootstrapServers)).get('LeaderId');
  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.partitions': 6 }));
    const run = await ended(cluster, 900);
    expect(run).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
    const restarts = restartsIn(run.log);
    expect([...restarts].sort()).toEqual(cluster.chart.kafka.nodes.map((n) => n.podName).sort());
    expect(restarts.slice(0, 3).every((pod) => pod.includes('controller'))).toBe(true);
    expect(restarts[2]).toBe(`events-controller-${leader}`);
    expect(run.log).toContain('num.partitions: (not set) -> 6');
    expect(run.log).toMatch(/listener\.security\.protocol\.map: \S+ -> REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT,ANALYTICS:PLAINTEXT,CONTROLLER:PLAINTEXT/);
  });
  const after = await podIds(cluster);
  for (const { podName } of cluster.chart.kafka.nodes) {
    expect(after[podName]).not.toBe(before[podName]);
    expect((await propertiesOf(cluster, podName)).get('num.partitions')).toBe('6');
  }
  await expectFullIsr(cluster);
  await expectRecords(cluster);
  // Both listeners lead to all of them.
  for (const servers of [cluster.chart.kafka.bootstrapServers, cluster.chart.kafka.bootstrapServersOf('analytics')]) {
    const partitions = await cluster.tools.describeTopic(servers, 'orders');
    expect(partitions).not.toEqual([]);
    for (const { leader: now, replicas: [preferred] } of partitions) { expect(now).toBe(preferred); }
  }
}, { zones: 3 });

scenario(cluster, 'what Kafka can change at run time is changed there, and no pod restarts', async () => {
  const before = await podIds(cluster);
  await cluster.apply(declaration({ 'num.partitions': 6, 'log.retention.ms': 86_400_000, 'min.insync.replicas': 1 }));
  expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
  const { kafka } = cluster.chart;
  const [broker] = kafka.nodes.filter((n) => n.broker);
  const describe = async (id: number) => cluster.tools.run([
    'kafka-configs.sh', '--bootstrap-server', kafka.bootstrapServers, '--entity-type', 'brokers', '--entity-name', String(id), '--describe', '--all',
  ]);
  const told = await describe(broker.id);
  expect(told).toMatch(/log\.retention\.ms=86400000 .*DYNAMIC_DEFAULT_BROKER_CONFIG/);
  // Since 4.1 the value of the first start is a dynamic default, which the files do not change any more (KIP-966).
  expect(told).toMatch(/min\.insync\.replicas=1 .*DYNAMIC_DEFAULT_BROKER_CONFIG/);

  await cluster.apply(declaration({ 'num.partitions': 6, 'min.insync.replicas': 1 }));
  const removed = await ended(cluster);
  expect(removed).toMatchObject({ exitCode: 0, log: expect.stringMatching(/^configure +all brokers: log\.retention\.ms .*removed/m) });
  expect(await describe(broker.id)).not.toMatch(/log\.retention\.ms=.*DYNAMIC_DEFAULT_BROKER_CONFIG/);
  const after = await podIds(cluster);
  for (const { podName } of kafka.nodes) { expect(after[podName]).toBe(before[podName]); }
}, { zones: 3 });
