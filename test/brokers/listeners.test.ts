import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Size } from 'cdk8s';
import { Loopback } from './loopback';
import { Issuer } from './secured-kafka';
import { Security } from '../../lifecycle/clients/kafka/access/security';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { KafkaNode } from '../../lifecycle/clients/kafka/kafka-node';
import {
  Authentication, Authorization, ClientCertificates, KafkaCluster, KafkaClusterProps, KafkaVersion, Listener, Metadata,
  NodeListenerOptions, Sizing, Storage, Tls, ZooKeeperEnsemble, ZooKeeperVersion,
} from '../../src';
import { Authority } from '../authority';
import { withKafka } from '../lifecycle/bundled-kafka-side';

/** Clusters whose nodes come to each other in every way that is offered, with listeners for clients in every way: who comes in, who stays out. */

/** Whatever a password may hold. */
const ODD = 'c"a\\n\'a r;y=\\ #${env:HOME}${composed:/x:y} é€\u{1f511}/*//';
const STORAGE = Storage.persistent(Size.gibibytes(1));
const NODES_SECRET = Tls.fromSecret('nodes');

interface Way {
  readonly name: string;
  readonly nodes: NodeListenerOptions;
  /** As whom nodes come, where only their certificates say it. */
  readonly superUsers?: readonly string[];
  readonly access: (files: Files) => Security;
}

interface Files {
  readonly trust: { readonly text: string; readonly from: string };
  readonly own: { readonly text: string; readonly from: string };
}

const nodeTls = ({ trust, own }: Files) => ({ trust, certificate: own, verifyHost: false });
const nodeSasl = { mechanism: 'PLAIN', username: 'kafka', password: { text: ODD, from: 'the test' } } as const;

const WAYS: readonly Way[] = [
  { name: 'certificates', nodes: { tls: NODES_SECRET, principal: 'User:CN=nodes,O=Example' }, access: (files) => ({ tls: nodeTls(files) }) },
  {
    name: 'PLAIN with TLS',
    nodes: { tls: NODES_SECRET, authentication: Authentication.plain('users', { nodes: 'kafka' }) },
    access: ({ trust }) => ({ tls: { trust, verifyHost: false }, sasl: nodeSasl }),
  },
  { name: 'PLAIN without TLS', nodes: { authentication: Authentication.plain('users', { nodes: 'kafka' }) }, access: () => ({ sasl: nodeSasl }) },
];

const CASES = [
  { version: '4.3.1', mode: 'kraft', ways: WAYS },
  { version: '3.9.2', mode: 'kraft', ways: WAYS.slice(1, 2) },
  { version: '3.9.2', mode: 'zookeeper', ways: WAYS.slice(0, 2) },
].flatMap(({ ways, ...rest }) => ways.map((way) => ({ ...rest, way })));

describe.each(CASES)('Kafka $version with $mode, nodes by $way.name', ({ version, mode, way }) => {
  let ground: Loopback;
  const issuer = new Issuer();
  const authority = new Authority('Example');
  const other = new Authority('Other');
  const client = authority.issue('shop');
  const stranger = other.issue('shop');
  const pem = ({ certificate, privateKey }: { certificate: string; privateKey: string }) => ({ text: `${privateKey}${certificate}`, from: 'the test' });
  const trust = { text: authority.certificate, from: 'the test' };
  const password = (text: string) => ({ text, from: 'the test' });
  let nodes: ReturnType<Authority['issueNode']>;

  const PORTS = { clear: 9092, tls: 9094, mutual: 9095, scram: 9096, any: 9097 };

  function props(): Omit<KafkaClusterProps, 'brokers'> {
    const tls = Tls.fromSecret('nodes');
    return {
      version: KafkaVersion.of(version),
      sizing: Sizing.DEVELOPMENT,
      listeners: [
        Listener.internal('clear', { port: PORTS.clear }),
        Listener.internal('tls', { port: PORTS.tls, tls }),
        Listener.internal('mutual', {
          port: PORTS.mutual, tls: Tls.fromSecret('nodes', { clientCertificates: ClientCertificates.REQUIRED, principalMappingRules: ['RULE:^CN=([^,]+),.*$/$1/', 'DEFAULT'] }),
        }),
        Listener.internal('scram', { port: PORTS.scram, tls, authentication: Authentication.scram() }),
        Listener.internal('any', {
          port: PORTS.any,
          tls,
          authentication: Authentication.anyOf([
            Authentication.plain('users'), Authentication.scram(),
            Authentication.oauth({ issuer: issuer.url, jwksEndpoint: `${issuer.url}/jwks`, audiences: ['kafka'] }),
          ]),
        }),
      ],
      interBrokerListener: way.nodes,
      ...(mode === 'kraft' ? { controllerListener: way.nodes } : {}),
      authorization: Authorization.acls({ superUsers: ['User:admin', 'User:shop', 'User:alice', ...way.superUsers ?? []] }),
    };
  }

  beforeAll(async () => {
    await issuer.start();
    ground = new Loopback().deploy((chart: Chart) => {
      const brokers = { nodes: 2, storage: STORAGE };
      if (mode === 'zookeeper') {
        const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { version: ZooKeeperVersion.of('3.8.6'), nodes: 1, storage: STORAGE, sizing: Sizing.DEVELOPMENT });
        new KafkaCluster(chart, 'Events', { ...props(), metadata: Metadata.zooKeeper(ensemble), brokers });
      } else {
        new KafkaCluster(chart, 'Events', { ...props(), controllers: { nodes: 1 }, brokers });
      }
    });
    nodes = authority.issueNode('nodes', ground.all.map(({ name }) => `${name}.events-nodes.brokers.svc.cluster.local`));
    ground.secret('nodes', { 'tls.crt': nodes.certificate, 'tls.key': nodes.privateKey, 'ca.crt': authority.certificate });
    ground.secret('users', { 'kafka': ODD, 'admin': 'of admin\n', 'a.b-c_1': 'x' });
    for (const kind of [/^zookeeper-/, /-controller-/, /-broker-/]) { await ground.up(...ground.all.filter(({ name }) => kind.test(name))); }
  }, 240_000);
  afterAll(async () => {
    issuer.stop();
    await ground?.close();
    authority.close();
    other.close();
  });

  const files = (): Files => ({ trust, own: pem(nodes) });
  const oauth = (secret: string) => ({ mechanism: 'OAUTHBEARER' as const, tokenEndpoint: `${issuer.url}/token`, clientId: 'lifecycle', clientSecret: password(secret) });
  const tls = { trust, verifyHost: false };

  async function comesIn(port: number, security: Security, use?: (admin: KafkaAdmin, node: KafkaNode) => Promise<unknown>): Promise<string> {
    const { address: host } = ground.pod('events-broker-0');
    const node: KafkaNode = { id: 0, role: 'broker', host, port };
    return withKafka(undefined, async (admin) => use ? use(admin, node) : admin.identify(node), { broker: security }).then(() => 'in', (error: Error) => error.message);
  }

  test('the brokers replicate, and each node is ready', async () => {
    for (const pod of ground.all) { expect([pod.name, (await pod.probe('livenessProbe')).code]).toEqual([pod.name, 0]); }
    // Kafka's own client, by the names in the certificates.
    fs.writeFileSync(path.join(ground.folder, 'ca.crt'), authority.certificate);
    const settings = [
      'security.protocol=SASL_SSL', 'sasl.mechanism=PLAIN', 'ssl.truststore.type=PEM', `ssl.truststore.location=${ground.folder}/ca.crt`,
      'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="of admin";',
    ];
    fs.writeFileSync(path.join(ground.folder, 'client.properties'), settings.join('\n'));
    const servers = `events-broker-0.events-nodes.brokers.svc.cluster.local:${PORTS.any}`;
    const topics = (...args: string[]) => ground.tool(
      version, 'org.apache.kafka.tools.TopicCommand', '--bootstrap-server', servers, '--command-config', path.join(ground.folder, 'client.properties'), ...args,
    );
    expect(await topics('--create', '--topic', 'orders', '--partitions', '2', '--replication-factor', '2')).toMatchObject({ code: 0 });
    const described = await topics('--describe', '--topic', 'orders');
    expect(described.output.match(/Isr: \d,\d/g)).toHaveLength(2);
  }, 60_000);

  test('the lifecycle Job comes in as a node, and others stay out of the listener among nodes', async () => {
    expect(await comesIn(9091, way.access(files()))).toBe('in');
    const refused: Security[] = [{}, { tls }, { tls: { ...tls, certificate: pem(stranger) } }, { tls, sasl: { ...nodeSasl, password: password('wrong') } }, { sasl: { ...nodeSasl, password: password('wrong') } }];
    for (const security of refused) { expect(await comesIn(9091, security)).not.toBe('in'); }
  });

  test('TLS, with and without certificates of clients', async () => {
    expect(await comesIn(PORTS.tls, { tls })).toBe('in');
    expect(await comesIn(PORTS.tls, { tls: { ...tls, trust: password(other.certificate) } })).not.toBe('in');
    expect(await comesIn(PORTS.tls, {})).not.toBe('in');
    expect(await comesIn(PORTS.mutual, { tls: { ...tls, certificate: pem(client) } })).toBe('in');
    expect(await comesIn(PORTS.mutual, { tls: { ...tls, certificate: pem(stranger) } })).not.toBe('in');
    expect(await comesIn(PORTS.mutual, { tls })).not.toBe('in');
  });

  test('SCRAM, PLAIN and tokens, several at one listener', async () => {
    const scram = (text: string) => ({ mechanism: 'SCRAM-SHA-512' as const, username: 'alice', password: password(text) });
    const alice = [{ user: 'alice', mechanism: 'SCRAM-SHA-512', password: ODD }] as const;
    const codes: string[] = [];
    // With ZooKeeper it is the controller alone that takes it.
    for (const host of ['events-broker-0', 'events-broker-1'].map((name) => ground.pod(name).address)) {
      await comesIn(9091, way.access(files()), async (admin, node) => {
        codes.push(...(await admin.alterScramCredentials({ ...node, host }, alice)).map(({ code }) => code));
      });
    }
    expect(codes).toContain('NONE');
    for (const port of [PORTS.scram, PORTS.any]) {
      await expect(eventually(() => comesIn(port, { tls, sasl: scram(ODD) }))).resolves.toBe('in');
      expect(await comesIn(port, { tls, sasl: scram('wrong') })).not.toBe('in');
    }
    const plain = (username: string, text: string) => ({ mechanism: 'PLAIN' as const, username, password: password(text) });
    // What ends a file is none of the password.
    for (const [user, text] of [['kafka', ODD], ['admin', 'of admin'], ['a.b-c_1', 'x']]) {
      expect([user, await comesIn(PORTS.any, { tls, sasl: plain(user, text) })]).toEqual([user, 'in']);
      expect([user, await comesIn(PORTS.any, { tls, sasl: plain(user, `${text}.`) })]).not.toEqual([user, 'in']);
    }
    expect(await comesIn(PORTS.scram, { tls, sasl: plain('kafka', ODD) })).not.toBe('in');
    expect(await comesIn(PORTS.any, { tls, sasl: oauth(issuer.secret) })).toBe('in');
    issuer.audience = 'somebody-else';
    expect(await comesIn(PORTS.any, { tls, sasl: { ...oauth(issuer.secret), scope: 'another' } })).not.toBe('in');
    issuer.audience = 'kafka';
    expect(await comesIn(PORTS.any, { tls })).not.toBe('in');
  });

  test('no log holds a password, nor does the command line of a node', async () => {
    for (const { log } of ground.all) { expect(log.length).toBeGreaterThan(1000); expect(log).not.toContain('a r;y='); }
  });
});

async function eventually(look: () => Promise<string>): Promise<string> {
  let seen = await look();
  for (let i = 0; i < 20 && seen !== 'in'; i++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    seen = await look();
  }
  return seen;
}
