import { App, Size } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended } from './lifecycle-run';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { KafkaCluster, Storage, TopicRemoval } from '../../src';

/** Three nodes, the Job, and topics. */
const declaration = (topics: (kafka: KafkaCluster) => void) => (app: App, namespace: string) => {
  const chart = new JobChart(app, namespace, { combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) } });
  topics(chart.kafka);
  return chart;
};

const cluster = deployed('topics', declaration((kafka) => {
  kafka.addTopic('Orders_v1.eu', { partitions: 3, replicationFactor: 3, config: { 'retention.ms': 86_400_000, 'cleanup.policy': 'compact' } });
  kafka.addTopic('scratch', { partitions: 2, whenRemoved: TopicRemoval.DELETE });
  kafka.addTopic('archive');
}));

const servers = () => cluster.chart.kafka.bootstrapServers;
const topics = async () => (await cluster.tools.run(['kafka-topics.sh', '--bootstrap-server', servers(), '--list'])).split('\n').filter((name) => name !== '');
const configOf = (topic: string) => cluster.tools.run(['kafka-configs.sh', '--bootstrap-server', servers(), '--entity-type', 'topics', '--entity-name', topic, '--describe']);

scenario(cluster, 'topics that are declared are there when the Job has ended, as they are declared', async () => {
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  expect(await topics()).toEqual(expect.arrayContaining(['Orders_v1.eu', 'scratch', 'archive']));
  const orders = await cluster.tools.describeTopic(servers(), 'Orders_v1.eu');
  expect(orders.map(({ replicas }) => replicas.length)).toEqual([3, 3, 3]);
  expect(await configOf('Orders_v1.eu')).toMatch(/retention\.ms=86400000/);
});

scenario(cluster, 'a change of them restarts nothing; what leaves the code is deleted where that was declared, and what nobody declared is not touched', async () => {
  await cluster.tools.createTopic(servers(), 'of-somebody-else', 1);
  await cluster.tools.run(['kafka-configs.sh', '--bootstrap-server', servers(), '--entity-type', 'topics', '--entity-name', 'of-somebody-else', '--alter', '--add-config', 'retention.ms=1000000']);
  const before = await podIds(cluster);
  await cluster.apply(declaration((kafka) => {
    kafka.addTopic('Orders_v1.eu', { partitions: 5, replicationFactor: 3, config: { 'cleanup.policy': 'delete' } });
  }));
  expect(await ended(cluster)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  expect(await cluster.tools.describeTopic(servers(), 'Orders_v1.eu')).toHaveLength(5);
  const orders = await configOf('Orders_v1.eu');
  expect(orders).toMatch(/cleanup\.policy=delete/);
  expect(orders).not.toMatch(/retention\.ms=86400000/);
  const now = await topics();
  expect(now).toEqual(expect.arrayContaining(['Orders_v1.eu', 'archive', 'of-somebody-else']));
  expect(now).not.toContain('scratch');
  expect(await configOf('of-somebody-else')).toMatch(/retention\.ms=1000000/);
  const after = await podIds(cluster);
  for (const { podName } of cluster.chart.kafka.nodes) { expect(after[podName]).toBe(before[podName]); }
});

scenario(cluster, 'fewer partitions than there are end the run with the reason, and change nothing', async () => {
  await cluster.apply(declaration((kafka) => { kafka.addTopic('Orders_v1.eu', { partitions: 4, config: { 'cleanup.policy': 'delete' } }); }));
  const { exitCode, lastWords } = await ended(cluster);
  expect(exitCode).toBe(2);
  expect(lastWords).toMatch(/Orders_v1\.eu/);
  expect(await cluster.tools.describeTopic(servers(), 'Orders_v1.eu')).toHaveLength(5);
});
