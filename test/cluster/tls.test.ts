import { App, Size, Yaml } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { Kubectl } from './kubectl';
import { deployed, scenario } from './scenario';
import { until } from './until';
import { ClientCertificates, Listener, Storage, Tls } from '../../src';
import { Authority, inOldForm } from '../authority';

/** A broker to which clients come with certificates, and may do what ACLs say. */
const cluster = deployed('tls', (app: App, namespace) => new KafkaChart(app, namespace, {
  combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(10)) },
  listeners: [
    Listener.internal('internal'),
    Listener.internal('secure', {
      port: 9094,
      tls: Tls.fromSecret('events-tls', {
        certificate: 'fullchain.pem',
        privateKey: 'privkey.pem',
        clientAuthorities: 'cacerts.pem',
        clientCertificates: ClientCertificates.REQUIRED,
        principalMappingRules: ['RULE:^CN=([^,]+),O=Example$/$1/L', 'DEFAULT'],
        protocols: ['TLSv1.3'],
      }),
    }),
  ],
  // Brokers among themselves come as nobody, and have to do everything.
  config: { 'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'super.users': 'User:ANONYMOUS' },
}));

const authority = new Authority('Example');
const other = new Authority('Other');
afterAll(() => { authority.close(); other.close(); });

async function writeSecret({ kubectl }: { readonly kubectl: Kubectl }, privateKey: (pem: string) => string = (pem) => pem): Promise<void> {
  const { kafka } = cluster.chart;
  const server = authority.issue('events', [...kafka.nodes.map((n) => n.host), kafka.bootstrapServersOf('secure').split(':')[0]]);
  await kubectl.run(['apply', '--filename', '-'], {
    input: Yaml.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'events-tls' },
      stringData: { 'fullchain.pem': server.certificate, 'privkey.pem': privateKey(server.privateKey), 'cacerts.pem': authority.certificate },
    }),
  });
}

/** Describes the topic as a client with these settings; what it says, or why it was refused. */
async function describeAs(name: string, settings: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<string> {
  const written = { ...files, [`${name}.properties`]: settings.join('\n') };
  for (const [file, text] of Object.entries(written)) {
    await cluster.tools.write(`/tmp/${file}`, `${text}\n`);
  }
  const servers = cluster.chart.kafka.bootstrapServersOf('secure');
  return cluster.tools.run(['kafka-topics.sh', '--bootstrap-server', servers, '--command-config', `/tmp/${name}.properties`, '--describe', '--topic', 'orders']).catch(String);
}

const TRUST = ['security.protocol=SSL', 'ssl.truststore.type=PEM', 'ssl.truststore.location=/tmp/ca.crt', 'default.api.timeout.ms=20000', 'request.timeout.ms=10000'];

function withCertificate(name: string, from: Authority): Promise<string> {
  const { certificate, privateKey } = from.issue(name);
  return describeAs(name, [...TRUST, 'ssl.keystore.type=PEM', `ssl.keystore.location=/tmp/${name}.pem`], { [`${name}.pem`]: `${privateKey}${certificate}` });
}

scenario(cluster, 'a private key that Kafka cannot read is said in so many words, and nothing is formatted', async () => {
  await cluster.apply();
  await writeSecret(cluster, inOldForm);
  const [{ podName }] = cluster.chart.kafka.nodes;
  await until('the init container says what is wrong with the key', 120, async () => {
    const log = await cluster.kubectl.log(podName, 'prepare').catch(String);
    return /is not PKCS#8/.test(log) || log;
  });
  expect(await cluster.kubectl.log(podName, 'prepare')).toMatch(/ERROR: the private key of listener 'secure' is not PKCS#8, .*openssl pkcs8 -topk8 -nocrypt/);
  await writeSecret(cluster);
  await cluster.kubectl.run(['delete', 'pod', podName]);
  await cluster.ready();
});

scenario(cluster, 'a client comes in with a certificate of the authority, under the name that the rules make of it, and may do what that one may', async () => {
  const { kafka } = cluster.chart;
  await cluster.tools.createTopic(kafka.bootstrapServers, 'orders', 3);
  await cluster.tools.run(['kafka-acls.sh', '--bootstrap-server', kafka.bootstrapServers, '--add', '--allow-principal', 'User:shop', '--operation', 'Describe', '--operation', 'DescribeConfigs', '--topic', 'orders']);
  await cluster.tools.write('/tmp/ca.crt', authority.certificate);
  expect(await withCertificate('Shop', authority)).toContain('PartitionCount: 3');
  expect(await withCertificate('Bank', authority)).toContain("Topic 'orders' does not exist as expected");
});

scenario(cluster, 'without a certificate, or with one of another authority, nobody comes in', async () => {
  for (const refused of [await describeAs('nobody', TRUST), await withCertificate('Shop', other)]) {
    expect(refused).not.toContain('PartitionCount');
    expect(refused).toMatch(/SSL handshake failed|SslAuthenticationException|certificate/);
  }
});

scenario(cluster, 'no manifest, log or event holds the private key, and Kafka cannot read the Secret itself', async () => {
  const [{ podName }] = cluster.chart.kafka.nodes;
  const secret = await cluster.kubectl.run(['get', 'secret', 'events-tls', '--output', 'jsonpath={.data.privkey\\.pem}']);
  const key = Buffer.from(secret, 'base64').toString().split('\n')[1];
  expect(key.length).toBeGreaterThan(40);
  const seen = [
    cluster.appliedText(), await cluster.kubectl.log(podName, 'prepare'), await cluster.kubectl.log(podName, 'kafka'),
    await cluster.kubectl.run(['get', 'events,pods,configmaps,statefulsets', '--output', 'yaml']),
  ];
  for (const text of seen) { expect(text.length).toBeGreaterThan(100); expect(text).not.toContain(key); }
  const files = await cluster.kubectl.exec(podName, 'kafka', ['sh', '-c', 'ls -l /run/kafka/secure.pem; ls /etc/cdk8s-kafka 2>&1 || true']);
  expect(files).toMatch(/^-rw------- /);
  expect(files).toMatch(/No such file/);
});
