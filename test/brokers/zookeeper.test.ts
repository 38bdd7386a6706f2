import { Chart, Size } from 'cdk8s';
import { Loopback } from './loopback';
import { KafkaCluster, KafkaVersion, Metadata, Sizing, Storage, ZooKeeperEnsemble, ZooKeeperVersion } from '../../src';
import { until } from '../process';

/** ZooKeeper's files, script and probes with real servers, and brokers of Kafka 3.9 that keep their metadata there. */

const STORAGE = Storage.persistent(Size.gibibytes(1));

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

function ensemble(chart: Chart, nodes: number): ZooKeeperEnsemble {
  return new ZooKeeperEnsemble(chart, 'ZooKeeper', { version: ZooKeeperVersion.of('3.8.6'), nodes, storage: STORAGE, sizing: Sizing.DEVELOPMENT });
}

test('a single server serves, hangs and goes', async () => {
  ground.deploy((chart) => ensemble(chart, 1));
  const server = ground.pod('zookeeper-1');
  expect(await server.prepare()).toMatchObject({ code: 0, output: expect.stringContaining('marking the empty volume') });
  expect(await server.probe('startupProbe')).toMatchObject({ code: 1 });
  server.start();
  await server.started();
  await server.ready();
  expect(await server.probe('livenessProbe')).toMatchObject({ code: 0 });
  server.running.signal('SIGSTOP');
  const hanging = await server.probe('livenessProbe');
  expect(hanging.code).toBe(1);
  expect(hanging.milliseconds).toBeLessThan(10_000);
  server.running.signal('SIGCONT');
  await server.running.stop();
  expect(await server.probe('livenessProbe')).toMatchObject({ code: 1 });
});

test('a member without a quorum runs, but does not serve', async () => {
  ground.deploy((chart) => ensemble(chart, 3));
  const [first, second, third] = [1, 2, 3].map((id) => ground.pod(`zookeeper-${id}`));
  await ground.up(first);
  expect(await first.probe('livenessProbe')).toMatchObject({ code: 0 });
  expect(await first.probe('readinessProbe')).toMatchObject({ code: 1 });

  await ground.up(second);
  for (const member of [first, second]) { await member.ready(); }

  await second.running.kill();
  await until(() => `${first.name} notices that the quorum is lost`, 60_000, async () => (await first.probe('readinessProbe')).code === 1);
  expect(await first.probe('livenessProbe')).toMatchObject({ code: 0 });
  expect(third.volumes().size).toBe(0);
});

test("refuses another server's and another ensemble's volume", async () => {
  ground.deploy((chart) => ensemble(chart, 3));
  const server = ground.pod('zookeeper-2');
  expect(await server.prepare({ environment: { HOSTNAME: 'zookeeper-1' } })).toMatchObject({ code: 0 });
  const before = server.volumes();
  expect(await server.prepare()).toMatchObject({ code: 1, output: expect.stringContaining("belongs to ensemble and server 'brokers/zookeeper 1', this is 'brokers/zookeeper 2'") });
  expect(await server.prepare({ environment: { HOSTNAME: 'zookeeper-1', ENSEMBLE: 'other/zookeeper' } })).toMatchObject({ code: 1, output: expect.stringContaining("this is 'other/zookeeper 1'") });
  expect(server.volumes()).toEqual(before);
});

test('brokers of Kafka 3.9 with their metadata in ZooKeeper', async () => {
  ground.deploy((chart) => new KafkaCluster(chart, 'Events', {
    version: KafkaVersion.of('3.9.2'),
    metadata: Metadata.zooKeeper(ensemble(chart, 1)),
    brokers: { nodes: 2, storage: STORAGE },
    sizing: Sizing.DEVELOPMENT,
  }));
  await ground.up(ground.pod('zookeeper-1'));
  await ground.up(ground.pod('events-broker-0'), ground.pod('events-broker-1'));
  const broker = ground.pod('events-broker-1');
  expect(broker.volumes().get('/var/lib/kafka/data/kafka/meta.properties')).toContain('broker.id=1');
  const created = await ground.tool('3.9.2', 'org.apache.kafka.tools.TopicCommand', '--bootstrap-server', `${broker.address}:9092`, '--create', '--topic', 'orders');
  expect(created).toMatchObject({ code: 0, output: expect.stringContaining('Created topic orders') });
  // A broker comes back to the volume that it wrote itself; another one is refused it.
  await broker.running.stop();
  expect(await broker.prepare({ environment: { HOSTNAME: 'events-broker-0' } })).toMatchObject({ code: 1, output: expect.stringContaining("belongs to node '1', this is node '0'") });
  await ground.up(broker);
});
