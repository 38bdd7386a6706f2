import { App, Size } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended } from './lifecycle-run';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { Authentication, KafkaCluster, Listener, Storage, UserAuthentication } from '../../src';

const CANARY = 'canary-of-a-password';

/** Three nodes that ask for rights, the Job, and users. At the first listener everybody comes in as a super user; at the second one users do, with their passwords. */
const declaration = (users: (kafka: KafkaCluster) => void) => (app: App, namespace: string) => {
  const chart = new JobChart(app, namespace, {
    listeners: [Listener.internal('internal'), Listener.internal('login', { port: 9094, authentication: Authentication.scram() })],
    combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
    config: { 'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'super.users': 'User:ANONYMOUS' },
  });
  users(chart.kafka);
  return chart;
};

const both = declaration((kafka) => {
  const shop = kafka.addUser('Shop_V2', { quotas: { producerByteRate: Size.mebibytes(1) } });
  kafka.addTopic('orders', { partitions: 1 }).grantProduce(shop);
  kafka.addUser('pay', { authentication: UserAuthentication.scram({ secret: 'given', key: 'pay' }) });
});

const cluster = deployed('users', both);
const servers = () => cluster.chart.kafka.bootstrapServers;
const users = () => cluster.tools.run(['kafka-configs.sh', '--bootstrap-server', servers(), '--entity-type', 'users', '--describe']);
const acls = () => cluster.tools.run(['kafka-acls.sh', '--bootstrap-server', servers(), '--list']);

interface Secret {
  readonly type: string;
  readonly data?: Readonly<Record<string, string>>;
}

async function secret(name: string): Promise<Readonly<Record<string, string>>> {
  const { data = {} } = JSON.parse(await cluster.kubectl.run(['get', 'secret', name, '-o', 'json'])) as Secret;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

/** What a client says that sends a record with what is in a Secret. */
async function produced(of: Readonly<Record<string, string>>, topic: string): Promise<string> {
  const properties = ['security.protocol', 'sasl.mechanism', 'sasl.jaas.config'].flatMap((key) => ['--producer-property', `${key}=${of[key]}`]);
  const command = [
    '/opt/kafka/bin/kafka-console-producer.sh', '--bootstrap-server', of['bootstrap.servers'], '--topic', topic, '--producer-property', 'max.block.ms=30000', ...properties,
    // Of its own it waits for a second and a half, which a busy machine outruns.
    '--request-timeout-ms', '20000',
  ];
  return cluster.kubectl.exec('kafka-tools', 'tools', ['sh', '-c', 'echo a record | "$@" 2>&1', 'sh', ...command], { seconds: 120 });
}

/** Everything that anybody may read: no password is in it. */
async function expectNothingTold(passwords: readonly string[], ...more: readonly string[]): Promise<void> {
  const all = await Promise.all(['configmaps', 'events', 'events.events.k8s.io', 'jobs', 'pods', 'leases'].map((kind) => cluster.kubectl.run(['get', kind, '-o', 'json'])));
  for (const password of passwords) {
    for (const form of [password, Buffer.from(password).toString('base64')]) { expect([...all, cluster.appliedText(), ...more].join('\n')).not.toContain(form); }
  }
}

scenario(cluster, 'without the Secret in which a password is given the run says which, and does all else', async () => {
  await cluster.apply();
  const { exitCode, lastWords } = await ended(cluster);
  expect(exitCode).toBe(2);
  expect(lastWords).toMatch(/user pay has no password: Secret given is missing/);
  expect(await users()).toMatch(/SCRAM credential configs for user-principal 'Shop_V2' are SCRAM-SHA-512=iterations=4096/);
  expect(await users()).toMatch(/Quota configs for user-principal 'Shop_V2' are producer_byte_rate=1048576/);
  expect(await acls()).toMatch(/principal=User:Shop_V2, host=\*, operation=WRITE, permissionType=ALLOW/);
  const shop = await secret('events-shop-v2');
  expect(shop).toEqual(expect.objectContaining({ 'type': 'kafka', 'username': 'Shop_V2', 'bootstrap-servers': cluster.chart.kafka.bootstrapServersOf('login'), 'password': expect.stringMatching(/^[A-Za-z0-9]{32}$/) }));
  expect(shop['sasl.jaas.config']).toBe(`org.apache.kafka.common.security.scram.ScramLoginModule required username="Shop_V2" password="${shop.password}";`);
  const said = await produced(shop, 'orders');
  expect(said).not.toMatch(/ERROR|Exception/);
  expect(await cluster.tools.countRecords(servers(), 'orders')).toBe(1);
  await cluster.tools.createTopic(servers(), 'of-others', 1);
  expect(await produced(shop, 'of-others')).toMatch(/TopicAuthorizationException|Not authorized to access topics/);
  expect(await produced({ ...shop, 'sasl.jaas.config': shop['sasl.jaas.config'].replace(shop.password, 'wrong') }, 'orders')).toMatch(/SaslAuthenticationException|invalid credentials/);
  expect(await cluster.tools.countRecords(servers(), 'orders')).toBe(1);
});

scenario(cluster, 'the manifests applied again leave what the Job has put into a Secret, and differ in nothing', async () => {
  const before = await secret('events-shop-v2');
  await cluster.kubectl.run(['apply', '-f', '-'], { input: cluster.appliedText() });
  expect(await secret('events-shop-v2')).toEqual(before);
  const { code, stdout } = await cluster.kubectl.answer(['diff', '-f', '-'], { input: cluster.appliedText() });
  expect([code, stdout]).toEqual([0, '']);
  await cluster.kubectl.run(['apply', '--server-side', '--force-conflicts', '-f', '-'], { input: cluster.appliedText() });
  expect(await secret('events-shop-v2')).toEqual(before);
});

scenario(cluster, 'a password that is given is taken, and is told nowhere; a grant and a user that leave the code are taken away; nothing restarts', async () => {
  const pods = await podIds(cluster);
  await cluster.kubectl.run(['create', 'secret', 'generic', 'given', `--from-literal=pay=${CANARY}`]);
  await cluster.apply(declaration((kafka) => {
    kafka.addUser('pay', { authentication: UserAuthentication.scram({ secret: 'given', key: 'pay' }) });
    kafka.addTopic('orders', { partitions: 1 });
  }));
  const { exitCode, lastWords, log } = await ended(cluster);
  expect([exitCode, lastWords]).toEqual([0, 'events: converged']);
  expect((await secret('events-pay')).password).toBe(CANARY);
  const now = await users();
  expect(now).toMatch(/SCRAM credential configs for user-principal 'pay' are SCRAM-SHA-512/);
  expect(now).not.toMatch(/Shop_V2/);
  expect(await acls()).not.toMatch(/Shop_V2/);
  await expectNothingTold([CANARY, (await secret('events-shop-v2')).password], log, lastWords);
  const after = await podIds(cluster);
  for (const { podName } of cluster.chart.kafka.nodes) { expect(after[podName]).toBe(pods[podName]); }
});
