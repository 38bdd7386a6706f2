import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Size, Testing } from 'cdk8s';
import { combinedNode, Config } from './generated-cluster';
import { Loopback } from './loopback';
import { LoopbackPod } from './loopback-pod';
import { startNodes } from './node-starts';
import { KafkaCluster, KafkaClusterProps, KafkaVersion, Metadata, Severity, Sizing, Storage, ZooKeeperEnsemble } from '../../src';
import { KAFKA_VERSIONS } from '../kafka-versions';
import { until } from '../process';

/** What becomes of a cluster that the rules refuse, if it is run all the same. */

const STORAGE = Storage.persistent(Size.gibibytes(100));
const ALL = KAFKA_VERSIONS.map(({ version }) => version);

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

/** A cluster of one node that the rule refuses; its pod. */
function against(rule: string, props: Partial<KafkaClusterProps>): LoopbackPod {
  const declare = (chart: Chart) => new KafkaCluster(chart, 'Events', { sizing: Sizing.DEVELOPMENT, combined: { nodes: 1, storage: STORAGE }, ...props });
  expect(refusals(declare(Testing.chart()))).toContain(rule);
  ground.deploy(declare);
  return ground.all[0];
}

function refusals(cluster: KafkaCluster): string[] {
  return cluster.findings.filter((f) => f.severity === Severity.ERROR).map((f) => f.rule);
}

interface Refused {
  readonly rule: string;
  readonly config: Config;
  readonly says: RegExp;
  /** The versions that have the key and refuse the value; all if left out. */
  readonly versions?: readonly string[];
}

const BEFORE_THE_START: readonly Refused[] = [
  { rule: 'config.type', config: { 'num.io.threads': 'many' }, says: /Invalid value many for configuration num\.io\.threads/ },
  { rule: 'config.type', config: { 'num.io.threads': '0' }, says: /Value must be at least 1/ },
  { rule: 'config.type', config: { 'log.retention.hours': '7d' }, says: /Invalid value 7d for configuration log\.retention\.hours/ },
  { rule: 'config.type', config: { 'auto.create.topics.enable': 'yes' }, says: /Expected value to be either true or false/ },
  { rule: 'config.type', config: { 'compression.type': 'brotli' }, says: /Invalid value brotli for configuration compression\.type/ },
  { rule: 'config.refused-value', config: { 'log.retention.hours': '0' }, says: /log\.retention\.ms must be unlimited \(-1\) or, greater than or equal to 1/ },
  { rule: 'config.refused-value', config: { 'max.connections.per.ip': '0' }, says: /max\.connections\.per\.ip can be set to zero only if/ },
  { rule: 'config.order', config: { 'replica.fetch.wait.max.ms': '40000' }, says: /replica\.socket\.timeout\.ms should always be at least replica\.fetch\.wait\.max\.ms/ },
  { rule: 'config.order', config: { 'queued.max.request.bytes': '1000' }, says: /queued\.max\.request\.bytes must be larger or equal to socket\.request\.max\.bytes/ },
  { rule: 'config.order', config: { 'connections.max.idle.ms': '100' }, says: /connection\.failed\.authentication\.delay\.ms=100 should always be less than connections\.max\.idle\.ms=100/ },
  { rule: 'config.order', config: { 'group.consumer.session.timeout.ms': '70000' }, says: /group\.consumer\.session\.timeout\.ms must be less than or equals? to group\.consumer\.max\.session\.timeout\.ms/ },
  { rule: 'resources.dedupe-buffer', config: { 'log.cleaner.dedupe.buffer.size': '4194304', 'log.cleaner.threads': '4' }, says: /log\.cleaner\.dedupe\.buffer\.size must be at least 1MB per cleaner thread/ },
];

test.each(ALL)('%s refuses values before its node is formatted', async (version) => {
  const cases = BEFORE_THE_START.filter(({ versions }) => versions?.includes(version) ?? true);
  ground.deploy((chart) => cases.forEach(({ rule, config }, i) => {
    const cluster = combinedNode(chart, `x${i}`, KafkaVersion.of(version), config);
    expect([config, refusals(cluster)]).toEqual([config, expect.arrayContaining([rule])]);
  }));
  const starts = await startNodes(ground, version, cases.map((_, i) => ground.pod(`x${i}-node-0`)));
  const unlike = cases.flatMap(({ config, says }, i) => starts[i].failure.startsWith('formatting: ') && says.test(starts[i].failure) ? [] : [{ config, failure: starts[i].failure.slice(0, 500) }]);
  expect(unlike).toEqual([]);
});

test.each(ALL)('%s makes no topic with more replicas than brokers', async (version) => {
  ground.deploy((chart) => expect(refusals(combinedNode(chart, 'Factor', KafkaVersion.of(version), { 'default.replication.factor': '3' }))).toContain('replication.factor'));
  const [start] = await startNodes(ground, version, ground.all);
  expect(start.failure.slice(0, 1000)).toMatch(/^use: .*InvalidReplicationFactorException/);
});

test.each(['3.9.2', '4.3.1'])('%s takes no record of an acks=all producer when one of as many replicas as must be in sync is down', async (version) => {
  const declare = (chart: Chart) => new KafkaCluster(chart, 'Events', {
    version: KafkaVersion.of(version), sizing: Sizing.DEVELOPMENT, combined: { nodes: 3, storage: STORAGE }, config: { 'min.insync.replicas': '3' },
  });
  expect(refusals(declare(Testing.chart()))).toContain('replication.min-isr');
  ground.deploy(declare);
  await ground.up(...ground.all);
  const [first, , last] = ground.all;
  const bootstrap = ['--bootstrap-server', `${first.address}:9092`];
  expect(await ground.tool(version, 'org.apache.kafka.tools.TopicCommand', ...bootstrap, '--create', '--topic', 'orders')).toMatchObject({ code: 0 });
  const once = path.join(ground.folder, 'once.properties');
  fs.writeFileSync(once, 'retries=3\nenable.idempotence=false\n');
  const send = async () => (await ground.tool(version, 'org.apache.kafka.tools.VerifiableProducer', ...bootstrap,
    '--topic', 'orders', '--max-messages', '1', '--acks', '-1', '--producer.config', once)).output;
  expect(await send()).toContain('"producer_send_success"');
  await last.running.stop();
  const failed = await send();
  expect(failed).toContain('"producer_send_error"');
  expect(failed).toContain('NotEnoughReplicas');
});

/** Sends records and tells how many arrived; `settings` are those of the producer. */
async function produce(pod: LoopbackPod, topic: string, records: number, bytes: number, settings: readonly string[]): Promise<string> {
  const { output } = await ground.tool('4.3.1', 'org.apache.kafka.tools.ProducerPerformance', '--topic', topic, '--num-records', String(records),
    '--record-size', String(bytes), '--throughput', '-1', '--producer-props', `bootstrap.servers=${pod.address}:9092`, ...settings);
  // The last of the lines is about all.
  return [...output.matchAll(/^(\d+) records sent/gm)].pop()?.[1] ?? output;
}

describe('what comes of sizes', () => {
  const topics = (pod: LoopbackPod, ...args: string[]) => ground.tool('4.3.1', 'org.apache.kafka.tools.TopicCommand', '--bootstrap-server', `${pod.address}:9092`, ...args);

  test('a request for a batch as large as message.max.bytes, above socket.request.max.bytes, is cut off, and the producer is not told why', async () => {
    const pod = against('config.order', { config: { 'message.max.bytes': 4_194_304, 'socket.request.max.bytes': 1_048_576 } });
    await ground.up(pod);
    await topics(pod, '--create', '--topic', 'large');
    expect(await produce(pod, 'large', 1, 2_000_000, ['max.request.size=4000000', 'delivery.timeout.ms=10000', 'request.timeout.ms=5000'])).toBe('0');
    expect(pod.log).toMatch(/InvalidReceiveException: Invalid receive \(size = 2000\d+ larger than 1048576\)/);
  });

  /** Two brokers, of which the second has to catch up with three partitions by three fetchers, each reading 10 MiB at a time. */
  const declare = (directMemory: string) => (chart: Chart) => new KafkaCluster(chart, 'Events', {
    sizing: Sizing.DEVELOPMENT,
    controllers: { nodes: 1 },
    brokers: { nodes: 2, storage: STORAGE, jvm: { flags: { MaxDirectMemorySize: directMemory } } },
    config: { 'num.replica.fetchers': 3, 'replica.fetch.max.bytes': 10_485_760, 'min.insync.replicas': 1 },
  });

  test.each([['24m', false], ['64m', true]])('replica fetchers that read 30 MiB at once, with a direct memory of %s', async (directMemory, inSync) => {
    const found = declare(directMemory)(Testing.chart()).findings.map((f) => f.rule);
    expect(found.includes('resources.fetch-buffers')).toBe(!inSync);
    ground.deploy(declare(directMemory));
    await ground.up(...ground.all);
    const [leader, follower] = [ground.pod('events-broker-0'), ground.pod('events-broker-1')];
    await topics(leader, '--create', '--topic', 'large', '--partitions', '3', '--replication-factor', '2');
    await follower.running.stop();
    expect(await produce(leader, 'large', 45_000, 1000, ['acks=1', 'batch.size=500000'])).toBe('45000');

    await ground.up(follower);
    const behind = async () => (await topics(leader, '--describe', '--topic', 'large', '--under-replicated-partitions')).output.match(/Partition: \d/g)?.length ?? 0;
    if (inSync) {
      await until(() => `all partitions are in sync:\n${follower.running.tail()}`, 60_000, async () => await behind() === 0);
      expect(follower.log).not.toContain('OutOfMemoryError');
    } else {
      // Each time anew, and every second or so again.
      const failures = () => follower.log.match(/OutOfMemoryError: Cannot reserve \d+ bytes of direct buffer memory/g)?.length ?? 0;
      await until(() => `a fetcher fails:\n${follower.running.tail()}`, 60_000, async () => failures() >= 6);
      expect(await behind()).toBeGreaterThan(0);
    }
  });
});

async function runsWith(pod: LoopbackPod): Promise<string> {
  await ground.up(pod);
  return pod.log;
}

async function endsWith(pod: LoopbackPod): Promise<string> {
  expect(await pod.prepare()).toMatchObject({ code: 0 });
  const { code } = await pod.start().end(120_000);
  expect(code).not.toBe(0);
  return pod.log;
}

describe('what Kafka takes without a word', () => {
  const config = {
    'log.retention.hour': '1',
    'zookeeper.connect.timeout': '1',
    'log.message.format.version': '3.0',
    'retention.ms': '1',
    'sasl.kerberos.service.name': '${vault:kafka}',
    'listener.name.EXTERNAL.max.connections': '1',
  };

  test('misspelt and removed keys are not named, and what no provider resolves is the value', async () => {
    const pod = against('config.unknown-key', { config });
    const findings = refusals(new KafkaCluster(Testing.chart(), 'Events', { sizing: Sizing.DEVELOPMENT, combined: { nodes: 1, storage: STORAGE }, config }));
    expect(findings).toEqual(expect.arrayContaining(['config.unknown-key', 'config.removed-key', 'config.topic-key', 'config.unknown-provider']));
    const log = await runsWith(pod);
    expect(log).toContain('sasl.kerberos.service.name = ${vault:kafka}');
    for (const key of Object.keys(config).filter((k) => k !== 'sasl.kerberos.service.name')) { expect(log).not.toMatch(new RegExp(`(?<![\\w.])${key.replaceAll('.', '\\.')}(?![\\w.])`)); }
  });
});

describe('what ends the start', () => {
  test('a dedupe buffer as large as the heap', async () => {
    const log = await endsWith(against('resources.dedupe-buffer', { config: { 'log.cleaner.dedupe.buffer.size': '268435456' } }));
    expect(log).toContain('java.lang.OutOfMemoryError: Java heap space');
  });

  test('ZooKeeper, which Kafka 4 does not know', async () => {
    const log = await endsWith(against('metadata.no-zookeeper', { metadata: Metadata.externalZooKeeper('127.0.0.1:2181'), combined: undefined, brokers: { nodes: 1, storage: STORAGE } }));
    expect(log).toContain('Missing required configuration "process.roles"');
  });

  test('a cluster id that looks like an option', async () => {
    const { code, output } = await against('metadata.cluster-id', { clusterId: '-AAAAAAAAAAAAAAAAAAAAA' }).prepare();
    expect(code).not.toBe(0);
    expect(output).toContain('usage: kafka-storage');
  });

  test.each([['2147483648', /Invalid value 2147483648 for configuration (node|broker)\.id: Not a number of type INT/], ['-1', /node\.id/]])('the node id %s', async (id, says) => {
    expect(refusals(new KafkaCluster(Testing.chart(), 'Events', { combined: { nodes: 1, storage: STORAGE, firstNodeId: Number(id) } }))).toContain('ids.range');
    // The library gives no such id to any node, so it is written here.
    ground.deploy((chart) => combinedNode(chart, 'Events', KafkaVersion.V4_3, {}));
    const { code, output } = await ground.all[0].prepare({ edit: (file, text) => file === '0.properties' ? text.replace('node.id=0', `node.id=${id}`) : text });
    expect(code).not.toBe(0);
    expect(output).toMatch(says);
  });

  const authorizing = (version: string, authorizer: string, more: Record<string, string>, others: Partial<KafkaClusterProps>) =>
    (chart: Chart) => new KafkaCluster(chart, 'Events', {
      version: KafkaVersion.of(version), sizing: Sizing.DEVELOPMENT, brokers: { nodes: 1, storage: STORAGE }, config: { 'authorizer.class.name': authorizer, ...more }, ...others,
    });

  test.each(['3.9.2', '4.3.1'])('an authorizer to which the nodes are nobody, on %s', async (version) => {
    for (const [superUsers, locksOut] of [['User:admin', true], ['User:admin;User:ANONYMOUS', false]] as const) {
      const declare = authorizing(version, 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', { 'super.users': superUsers }, { controllers: { nodes: 1 } });
      expect(refusals(declare(Testing.chart())).includes('authorization.super-users')).toBe(locksOut);
      ground.deploy(declare);
      const [controller, broker] = [ground.pod('events-controller-9000'), ground.pod('events-broker-0')];
      await ground.up(controller);
      if (locksOut) {
        expect(await endsWith(broker)).toContain('ClusterAuthorizationException: Received cluster authorization error');
      } else {
        await ground.up(broker);
      }
      await controller.running.stop();
    }
  });

  test('an authorizer to which the nodes are nobody, with ZooKeeper: the broker does not take what its controller says', async () => {
    const declare = (chart: Chart) => authorizing('3.9.2', 'kafka.security.authorizer.AclAuthorizer', {}, {
      metadata: Metadata.zooKeeper(new ZooKeeperEnsemble(chart, 'ZooKeeper', { nodes: 1, storage: STORAGE, sizing: Sizing.DEVELOPMENT })),
    })(chart);
    expect(refusals(declare(Testing.chart()))).toContain('authorization.super-users');
    ground.deploy(declare);
    await ground.up(ground.pod('zookeeper-1'));
    const broker = ground.pod('events-broker-0');
    expect(await broker.prepare()).toMatchObject({ code: 0 });
    broker.start();
    const refused = /Received error CLUSTER_AUTHORIZATION_FAILED in UpdateMetadata response/;
    await until(() => `the broker refuses its controller:\n${broker.running.tail()}`, 60_000, async () => refused.test(broker.log));
  });

  test('ids that a broker shares with a controller', async () => {
    const declare = (chart: Chart) => new KafkaCluster(chart, 'Events', {
      sizing: Sizing.DEVELOPMENT, controllers: { nodes: 1, firstNodeId: 0 }, brokers: { nodes: 1, storage: STORAGE },
    });
    expect(refusals(declare(Testing.chart()))).toContain('ids.overlap');
    ground.deploy(declare);
    await ground.up(ground.pod('events-controller-0'));
    const log = await endsWith(ground.pod('events-broker-0'));
    expect(log).toContain('IllegalStateException: Received request or response with leader');
  });
});

describe('what counts at the first start only', () => {
  test('min.insync.replicas from Kafka 4.1 on: it becomes a dynamic default of the cluster, and later values in the files are passed over (KIP-966)', async () => {
    const answers: string[] = [];
    for (const inSync of ['1', '2']) {
      ground.deploy((chart) => combinedNode(chart, 'Events', KafkaVersion.V4_3, { 'min.insync.replicas': inSync }));
      const pod = ground.pod('events-node-0');
      await ground.up(pod);
      const described = await ground.tool('4.3.1', 'kafka.admin.ConfigCommand', '--bootstrap-server', `${pod.address}:9092`, '--describe', '--entity-type', 'brokers', '--entity-name', '0', '--all');
      answers.push(/^\s*(min\.insync\.replicas=.*)$/m.exec(described.output)?.[1] ?? described.output);
      await pod.running.stop();
    }
    expect(answers[0]).toMatch(/^min\.insync\.replicas=1 .*DYNAMIC_DEFAULT_BROKER_CONFIG:min\.insync\.replicas=1, STATIC_BROKER_CONFIG:min\.insync\.replicas=1/);
    expect(answers[1]).toMatch(/^min\.insync\.replicas=1 .*DYNAMIC_DEFAULT_BROKER_CONFIG:min\.insync\.replicas=1, STATIC_BROKER_CONFIG:min\.insync\.replicas=2/);
  });
});
