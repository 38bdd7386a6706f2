import { App, Size } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended } from './lifecycle-run';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { KafkaCluster, Storage, UserAuthentication } from '../../src';

const CANARY = 'canary-of-a-password';

/** Three nodes that ask for rights, the Job, and users. Everybody still comes in as a super user: what counts here is what the Job does. */
const declaration = (users: (kafka: KafkaCluster) => void) => (app: App, namespace: string) => {
  const chart = new JobChart(app, namespace, {
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
  expect(shop).toEqual(expect.objectContaining({ 'type': 'kafka', 'username': 'Shop_V2', 'bootstrap-servers': servers(), 'password': expect.stringMatching(/^[A-Za-z0-9]{32}$/) }));
  expect(shop['sasl.jaas.config']).toBe(`org.apache.kafka.common.security.scram.ScramLoginModule required username="Shop_V2" password="${shop.password}";`);
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
