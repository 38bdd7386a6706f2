import { App, Duration, Size, Yaml } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended, restartsIn } from './lifecycle-run';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { expectSecondApplyToChangeNothing } from './unchanged';
import { underLoad } from './under-load';
import { Authentication, Authorization, KafkaClusterProps, Listener, Storage, Tls } from '../../src';
import { Authority } from '../authority';

const PASSWORD = 'canary "of\\a $password\'';

/**
 * Nodes that come to each other with certificates, and to controllers as a user; a listener for SCRAM beside the one of the tests' own clients, which may do what no ACL speaks of.
 *
 * @param change makes another Job of it, also where all else was declared before: that one has ended, and is still there
 */
const declaration = (brokers: number, more: Partial<KafkaClusterProps> = {}, change = 0) => (app: App, namespace: string) =>
  new JobChart(app, namespace, {
    brokers: { nodes: brokers, storage: Storage.persistent(Size.gibibytes(10)) },
    interBrokerListener: { tls: Tls.fromSecret('events-nodes'), principal: 'User:CN=nodes,O=Example' },
    controllerListener: { tls: Tls.fromSecret('events-nodes'), authentication: Authentication.plain('events-users', { nodes: 'kafka' }) },
    listeners: [
      Listener.internal('internal'),
      Listener.internal('users', { port: 9094, tls: Tls.fromSecret('events-nodes'), authentication: Authentication.scram() }),
    ],
    authorization: Authorization.acls({ allowWithoutAcls: true }),
    ...more,
  }, { noProgress: Duration.minutes(10 + change) });
const cluster = deployed('secured', declaration(3));

const authority = new Authority('Example');
afterAll(() => authority.close());

async function writeSecrets(): Promise<void> {
  const { kafka } = declaration(4)(new App(), cluster.namespace);
  const nodes = authority.issueNode('nodes', [...kafka.nodes.map((n) => n.host), kafka.bootstrapServers.split(':')[0]]);
  const secret = (name: string, stringData: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData });
  const written = [
    secret('events-nodes', { 'tls.crt': nodes.certificate, 'tls.key': nodes.privateKey, 'ca.crt': authority.certificate }),
    secret('events-users', { kafka: PASSWORD }),
  ];
  await cluster.kubectl.run(['apply', '--filename', '-'], { input: Yaml.stringify(...written) });
}

scenario(cluster, 'the Job starts a cluster whose nodes prove to each other who they are', async () => {
  await writeSecrets();
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  await expectSecondApplyToChangeNothing(cluster);
});

scenario(cluster, 'a client logs in by name and password over TLS, and not with another password or without TLS', async () => {
  const { kafka } = cluster.chart;
  await cluster.tools.run([
    'kafka-configs.sh', '--bootstrap-server', kafka.bootstrapServers, '--alter', '--entity-type', 'users', '--entity-name', 'shop', '--add-config', 'SCRAM-SHA-512=[password=of-shop]',
  ]);
  await cluster.tools.write('/tmp/ca.crt', authority.certificate);
  const describe = async (protocol: string, password: string) => {
    const settings = [
      `security.protocol=${protocol}`, 'sasl.mechanism=SCRAM-SHA-512', 'ssl.truststore.type=PEM', 'ssl.truststore.location=/tmp/ca.crt',
      `sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="shop" password="${password}";`,
      'default.api.timeout.ms=20000', 'request.timeout.ms=10000',
    ];
    await cluster.tools.write('/tmp/shop.properties', `${settings.join('\n')}\n`);
    return cluster.tools.run([
      'kafka-topics.sh', '--bootstrap-server', kafka.bootstrapServersOf('users'), '--command-config', '/tmp/shop.properties', '--describe', '--topic', 'orders',
    ]).catch(String);
  };
  expect(await describe('SASL_SSL', 'of-shop')).toContain('PartitionCount');
  expect(await describe('SASL_SSL', 'of-another')).toMatch(/SaslAuthenticationException|Authentication failed/);
  expect(await describe('SASL_PLAINTEXT', 'of-shop')).not.toContain('PartitionCount');
});

scenario(cluster, 'a static change restarts every node with no failed send; one broker more is filled, and one less is emptied', async () => {
  await underLoad(cluster, async () => {
    await cluster.apply(declaration(3, { config: { 'num.partitions': 6 } }));
    const run = await ended(cluster, 900);
    expect(run).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
    expect([...restartsIn(run.log)].sort()).toEqual(cluster.chart.kafka.nodes.map((n) => n.podName).sort());
    await cluster.apply(declaration(4, { config: { 'num.partitions': 6 } }));
    const out = await ended(cluster, 900);
    expect(out).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
    expect(out.log).toMatch(/^move /m);
    await cluster.apply(declaration(3, { config: { 'num.partitions': 6 } }, 1));
    expect(await ended(cluster, 900)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  });
  const brokers = (await cluster.pods()).map((pod) => pod.metadata.name).filter((name) => name.includes('broker'));
  expect(brokers.sort()).toEqual(['events-broker-0', 'events-broker-1', 'events-broker-2']);
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});

scenario(cluster, 'no manifest, log, event or status holds the password or the key', async () => {
  const secret = await cluster.kubectl.run(['get', 'secret', 'events-nodes', '--output', 'jsonpath={.data.tls\\.key}']);
  const key = Buffer.from(secret, 'base64').toString().split('\n')[1];
  expect(key.length).toBeGreaterThan(40);
  const pods = await cluster.pods();
  const logs = await Promise.all(pods.flatMap(({ metadata: { name } }) => name.startsWith('events-') ? ['prepare', 'kafka'].map((container) => cluster.kubectl.log(name, container)) : [cluster.kubectl.log(name)]));
  const seen = [cluster.appliedText(), await cluster.kubectl.run(['get', 'events,pods,configmaps,statefulsets,jobs,leases', '--output', 'yaml']), ...logs];
  for (const text of seen) {
    expect(text.length).toBeGreaterThan(100);
    for (const canary of [key, PASSWORD, 'canary "of', Buffer.from(PASSWORD).toString('base64')]) { expect(text).not.toContain(canary); }
  }
  const [{ podName }] = cluster.chart.kafka.nodes.filter((n) => n.controller);
  const processes = await cluster.kubectl.exec(podName, 'kafka', ['sh', '-c', 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr "\\0" " "; ls -l /run/kafka/jaas/controller.plain']);
  expect(processes).toMatch(/-rw------- .*controller\.plain/);
  for (const canary of [key, PASSWORD, 'canary']) { expect(processes).not.toContain(canary); }
});
