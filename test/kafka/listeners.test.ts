import { App, Chart, Size } from 'cdk8s';
import {
  Authentication, Authorization, ClientCertificates, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaVersion, Listener, Metadata,
  ScramMechanism, Storage, Tls,
} from '../../src';
import { PodSpec } from '../../src/kubernetes/wire';
import { objectAt, stringAt } from '../manifests/manifest';
import { find, synthesizedChart } from '../synthesis/synthesized';

const brokers = { nodes: 3, storage: Storage.persistent(Size.gibibytes(10)) };

function declared(props: Partial<KafkaClusterProps> = {}): KafkaCluster {
  return new KafkaCluster(new Chart(new App(), 'test', { namespace: 'streaming' }), 'Events', { brokers, ...props });
}

function manifestsOf(cluster: KafkaCluster) {
  const { manifests } = synthesizedChart(Chart.of(cluster));
  const data = (name: string, key: string) => stringAt(objectAt(find(manifests, 'ConfigMap', name), 'data'), key) ?? '';
  const ports = (service: string) => objectAt(find(manifests, 'Service', service), 'spec').ports;
  return { manifests, common: data('events-broker-config', 'kafka.properties'), own: data('events-broker-nodes', '0.properties'), ports };
}

describe('listeners for clients', () => {
  test('one, internal at 9092, where none is declared', () => {
    const { common, ports } = manifestsOf(declared());
    expect(common).toContain('\nlisteners=REPLICATION://:9091,INTERNAL://:9092\n');
    expect(ports('events-bootstrap')).toEqual([{ name: 'internal', port: 9092, targetPort: 'internal' }]);
  });

  test('those that are declared, in their order, wherever a listener must be known', () => {
    const cluster = declared({ listeners: [Listener.internal('plain', { port: 9094 }), Listener.internal('analytics', { maxConnections: 500, maxConnectionRate: 20 })] });
    const { common, own, ports } = manifestsOf(cluster);
    expect(common).toContain('\nlisteners=REPLICATION://:9091,PLAIN://:9094,ANALYTICS://:9092\n');
    expect(common).toContain('\nlistener.security.protocol.map=REPLICATION:PLAINTEXT,PLAIN:PLAINTEXT,ANALYTICS:PLAINTEXT,CONTROLLER:PLAINTEXT\n');
    expect(common).toContain('\nlistener.name.analytics.max.connections=500\nlistener.name.analytics.max.connection.creation.rate=20\n');
    const host = 'events-broker-0.events-nodes.streaming.svc.cluster.local';
    expect(own).toContain(`advertised.listeners=REPLICATION://${host}:9091,PLAIN://${host}:9094,ANALYTICS://${host}:9092\n`);
    expect(ports('events-bootstrap')).toEqual([
      { name: 'plain', port: 9094, targetPort: 'plain' }, { name: 'analytics', port: 9092, targetPort: 'analytics' },
    ]);
    expect(ports('events-nodes')).toEqual([
      { name: 'replication', port: 9091 }, { name: 'plain', port: 9094 }, { name: 'analytics', port: 9092 }, { name: 'controller', port: 9093 },
    ]);
    expect(cluster.bootstrapServers).toBe('events-bootstrap.streaming.svc.cluster.local:9094');
    expect(cluster.bootstrapServersOf('analytics')).toBe('events-bootstrap.streaming.svc.cluster.local:9092');
    expect(() => cluster.bootstrapServersOf('shop')).toThrow("KafkaCluster.bootstrapServersOf: test/Events has no listener 'shop' for clients. It has 'plain', 'analytics'.");
  });

  test('controllers know nothing of them', () => {
    const { manifests } = manifestsOf(declared({ listeners: [Listener.internal('plain', { port: 9094, maxConnections: 5 })] }));
    const text = stringAt(objectAt(find(manifests, 'ConfigMap', 'events-controller-config'), 'data'), 'kafka.properties') ?? '';
    expect(text).toContain('\nlisteners=CONTROLLER://:9093\n');
    expect(text.toLowerCase()).not.toContain('plain:');
    expect(text).not.toContain('max.connections');
  });

  test('one that is added later counts everywhere, and restarts brokers only', () => {
    const hashes = (cluster: KafkaCluster) => Object.fromEntries(['events-broker-config', 'events-controller-config'].map((name) =>
      [name, stringAt(objectAt(find(synthesizedChart(Chart.of(cluster)).manifests, 'ConfigMap', name), 'data'), 'hash')]));
    const cluster = declared();
    const before = hashes(cluster);
    cluster.addListener(Listener.internal('analytics', { port: 9094 }));
    const { common, ports } = manifestsOf(cluster);
    expect(common).toContain('\nlisteners=REPLICATION://:9091,INTERNAL://:9092,ANALYTICS://:9094\n');
    expect(ports('events-bootstrap')).toHaveLength(2);
    expect(ports('events-nodes')).toHaveLength(4);
    const after = hashes(cluster);
    expect(after['events-controller-config']).toBe(before['events-controller-config']);
    expect(after['events-broker-config']).not.toBe(before['events-broker-config']);
  });

  test('settings of one are taken under its name', () => {
    const cluster = declared({ listeners: [Listener.internal('analytics', { maxConnections: 500 })], config: { 'listener.name.analytics.max.connections': 600 } });
    expect(cluster.findings).toEqual([]);
    expect(manifestsOf(cluster).common).toContain('\nlistener.name.analytics.max.connections=600\n');
  });

  test('a lifecycle Job asks brokers where they talk among themselves, which no change of these moves', () => {
    const cluster = declared({ listeners: [Listener.internal('analytics', { port: 9094 })] });
    new KafkaLifecycleJob(Chart.of(cluster), 'Lifecycle', { cluster });
    const { manifests } = manifestsOf(cluster);
    const state = manifests.flatMap((m) => m.kind === 'ConfigMap' ? [stringAt(objectAt(m, 'data'), 'desired-state.json') ?? ''] : []).join('');
    expect(state).toContain('"ports": {"broker":9091,"controller":9093}');
  });
});

describe('TLS', () => {
  const pod = (cluster: KafkaCluster, set = 'events-broker') =>
    objectAt(objectAt(objectAt(find(manifestsOf(cluster).manifests, 'StatefulSet', set), 'spec'), 'template'), 'spec') as unknown as PodSpec;
  const settings = (cluster: KafkaCluster) => manifestsOf(cluster).common.split('\n').filter((line) => line.includes('.ssl.'));

  test('from a Secret: only the init container sees it, and Kafka reads a file in memory', () => {
    const cluster = declared({ listeners: [Listener.internal('secure', { port: 9094, tls: Tls.fromSecret('events-tls') })] });
    expect(cluster.findings).toEqual([]);
    expect(manifestsOf(cluster).common).toContain('listener.security.protocol.map=REPLICATION:PLAINTEXT,SECURE:SSL,CONTROLLER:PLAINTEXT\n');
    expect(settings(cluster)).toEqual([
      'listener.name.secure.ssl.keystore.type=PEM',
      'listener.name.secure.ssl.keystore.location=/run/kafka/secure.pem',
      'listener.name.secure.ssl.client.auth=none',
    ]);
    const { initContainers: [prepare] = [], containers: [kafka], volumes } = pod(cluster);
    expect(volumes).toContainEqual({
      name: 'tls-secure',
      secret: { secretName: 'events-tls', defaultMode: 0o440, items: [{ key: 'tls.crt', path: 'tls.crt' }, { key: 'tls.key', path: 'tls.key' }] },
    });
    expect(prepare.volumeMounts).toContainEqual({ name: 'tls-secure', mountPath: '/etc/cdk8s-kafka/tls/secure', readOnly: true });
    expect(prepare.env).toContainEqual({ name: 'TLS', value: '/etc/cdk8s-kafka/tls/secure' });
    expect(kafka.volumeMounts?.map((m) => m.name)).not.toContain('tls-secure');
  });

  test('with certificates of clients, rules for their names, versions and cipher suites', () => {
    const cluster = declared({
      listeners: [Listener.internal('secure', {
        tls: Tls.fromSecret('events-tls', {
          certificate: 'fullchain.pem',
          privateKey: 'privkey.pem',
          clientAuthorities: 'cacerts.pem',
          clientCertificates: ClientCertificates.REQUIRED,
          principalMappingRules: ['RULE:^CN=([^,]+).*$/$1/L', 'DEFAULT'],
          protocols: ['TLSv1.2'],
          cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
        }),
      })],
    });
    expect(settings(cluster)).toEqual([
      'keystore.type=PEM', 'keystore.location=/run/kafka/secure.pem', 'client.auth=required', 'truststore.type=PEM', 'truststore.location=/run/kafka/secure-clients.pem',
      'principal.mapping.rules=RULE:^CN=([^,]+).*$/$1/L,DEFAULT', 'enabled.protocols=TLSv1.2', 'protocol=TLSv1.2', 'cipher.suites=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    ].map((line) => `listener.name.secure.ssl.${line}`));
    expect(pod(cluster).volumes?.find((v) => v.name === 'tls-secure')?.secret?.items).toEqual([
      { key: 'fullchain.pem', path: 'tls.crt' }, { key: 'privkey.pem', path: 'tls.key' }, { key: 'cacerts.pem', path: 'ca.crt' },
    ]);
  });

  test('probes greet by TLS where nothing else is spoken', () => {
    const tls = Tls.fromSecret('events-tls');
    const cluster = declared({ listeners: [Listener.internal('secure', { tls })], interBrokerListener: { tls }, controllerListener: { tls } });
    const probes = (set: string) => {
      const [{ startupProbe, readinessProbe, livenessProbe }] = pod(cluster, set).containers;
      return [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.exec?.command?.slice(2).join(' '));
    };
    expect(probes('events-broker')).toEqual(['9092 tls', '9092 tls', '9091 tls']);
    expect(probes('events-controller')).toEqual(['9093 tls', '9093 tls', '9093 tls']);
  });

  test('probes ask in plain text: at the first listener for clients that speaks it, or else among brokers', () => {
    const tls = Tls.fromSecret('events-tls');
    const ports = (...listeners: Listener[]) => {
      const [{ startupProbe, readinessProbe, livenessProbe }] = pod(declared({ listeners })).containers;
      return [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.exec?.command?.at(-1));
    };
    expect(ports(Listener.internal('secure', { tls }), Listener.internal('plain', { port: 9095 }))).toEqual(['9095', '9095', '9091']);
    expect(ports(Listener.internal('secure', { tls }))).toEqual(['9091', '9091', '9091']);
  });

  test('controllers have nothing of it', () => {
    const spec = pod(declared({ listeners: [Listener.internal('secure', { tls: Tls.fromSecret('events-tls') })] }), 'events-controller');
    expect(JSON.stringify(spec)).not.toContain('tls');
  });
});

describe('between nodes', () => {
  const SECURED = {
    interBrokerListener: { tls: Tls.fromSecret('events-nodes', { protocols: ['TLSv1.3'] }), principal: 'User:CN=nodes' },
    controllerListener: { tls: Tls.fromSecret('events-controllers'), hostnameVerification: false, authentication: Authentication.plain('events-users', { nodes: 'kafka' }) },
  };

  const textOf = (cluster: KafkaCluster, pool: string, key = 'kafka.properties') =>
    stringAt(objectAt(find(synthesizedChart(Chart.of(cluster)).manifests, 'ConfigMap', `events-${pool}-config`), 'data'), key) ?? '';
  const secured = (text: string) => text.split('\n').filter((line) => /^(listener\.(name|security)|sasl|config\.providers|authorizer|super)/.test(line));

  const CONTROLLER = [
    'listener.name.controller.ssl.keystore.type=PEM',
    'listener.name.controller.ssl.keystore.location=/run/kafka/controller.pem',
    'listener.name.controller.ssl.client.auth=none',
    'listener.name.controller.ssl.truststore.type=PEM',
    'listener.name.controller.ssl.truststore.location=/run/kafka/controller-clients.pem',
    'listener.name.controller.ssl.endpoint.identification.algorithm=',
    'listener.name.controller.sasl.enabled.mechanisms=PLAIN',
    'listener.name.controller.plain.sasl.jaas.config=${composed:/run/kafka/jaas:controller.plain}',
    'sasl.mechanism.controller.protocol=PLAIN',
  ];
  const PROVIDER = [
    'config.providers=composed',
    'config.providers.composed.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider',
    'config.providers.composed.param.allowed.paths=/run/kafka/jaas',
  ];

  test('brokers know both listeners, controllers their own', () => {
    const cluster = declared({ ...SECURED, authorization: Authorization.acls({ superUsers: ['User:admin'] }) });
    expect(cluster.findings).toEqual([]);
    expect(secured(textOf(cluster, 'broker'))).toEqual([
      'listener.security.protocol.map=REPLICATION:SSL,INTERNAL:PLAINTEXT,CONTROLLER:SASL_SSL',
      'listener.name.replication.ssl.keystore.type=PEM',
      'listener.name.replication.ssl.keystore.location=/run/kafka/replication.pem',
      'listener.name.replication.ssl.client.auth=required',
      'listener.name.replication.ssl.truststore.type=PEM',
      'listener.name.replication.ssl.truststore.location=/run/kafka/replication-clients.pem',
      'listener.name.replication.ssl.enabled.protocols=TLSv1.3',
      'listener.name.replication.ssl.protocol=TLSv1.3',
      ...CONTROLLER,
      'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users=User:CN=nodes;User:kafka;User:admin',
      ...PROVIDER,
    ]);
    expect(secured(textOf(cluster, 'controller'))).toEqual([
      'listener.security.protocol.map=CONTROLLER:SASL_SSL',
      ...CONTROLLER,
      'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users=User:CN=nodes;User:kafka;User:admin',
      ...PROVIDER,
    ]);
    expect(textOf(cluster, 'controller', 'controller.plain.jaas')).toBe([
      '=org.apache.kafka.common.security.plain.PlainLoginModule required', '= "username"="kafka"', '= "password"="', '@kafka', '="', '*user_', '=;', '',
    ].join('\n'));
  });

  test("providers of the user's stay, and a lifecycle Job comes in as a node", () => {
    const cluster = declared({ ...SECURED, config: { 'config.providers': 'env', 'config.providers.env.class': 'org.apache.kafka.common.config.provider.EnvVarConfigProvider' } });
    new KafkaLifecycleJob(Chart.of(cluster), 'Lifecycle', { cluster });
    expect(cluster.findings).toEqual([]);
    expect(textOf(cluster, 'broker')).toContain('\nconfig.providers=env,composed\n');
    const { manifests } = synthesizedChart(Chart.of(cluster));
    const state: unknown = JSON.parse(stringAt(objectAt(find(manifests, 'ConfigMap', 'lifecycle-desired-state'), 'data'), 'desired-state.json') ?? '');
    const [at, of] = ['/etc/cdk8s-kafka-access/events/replication/tls', '/etc/cdk8s-kafka-access/events/controller'];
    expect(state).toMatchObject({
      clusters: [{
        access: {
          broker: { tls: { trust: `${at}/ca.crt`, certificate: `${at}/tls.crt`, key: `${at}/tls.key`, verifyHost: true } },
          controller: { tls: { trust: `${of}/tls/ca.crt`, verifyHost: false }, sasl: { mechanism: 'PLAIN', username: 'kafka', password: `${of}/sasl/password` } },
        },
      }],
    });
    const job = manifests.find((m) => m.kind === 'Job');
    const spec = objectAt(objectAt(objectAt(job, 'spec'), 'template'), 'spec') as unknown as PodSpec;
    expect(spec.volumes?.filter((v) => v.secret).map((v) => [v.name, v.secret?.secretName, v.secret?.items?.map(({ key, path }) => `${key}:${path}`)])).toEqual([
      ['access-0', 'events-nodes', ['tls.crt:tls.crt', 'tls.key:tls.key', 'ca.crt:ca.crt']],
      ['access-1', 'events-controllers', ['ca.crt:ca.crt']],
      ['access-2', 'events-users', ['kafka:password']],
    ]);
    expect(spec.containers[0].volumeMounts?.filter((m) => m.name.startsWith('access')).map((m) => m.mountPath)).toEqual([at, `${of}/tls`, `${of}/sasl`]);
  });

  test('with ZooKeeper there is none of controllers, and the authorizer is another one', () => {
    const cluster = declared({
      version: KafkaVersion.V3_9, metadata: Metadata.externalZooKeeper('zk-0:2181'), interBrokerListener: SECURED.interBrokerListener, authorization: Authorization.acls(),
    });
    expect(cluster.findings.map(({ rule }) => rule)).toEqual(['authorization.zookeeper']);
    expect(secured(textOf(cluster, 'broker')).filter((line) => /authorizer|super|map/.test(line))).toEqual([
      'listener.security.protocol.map=REPLICATION:SSL,INTERNAL:PLAINTEXT',
      'authorizer.class.name=kafka.security.authorizer.AclAuthorizer',
      'super.users=User:CN=nodes',
    ]);
  });
});

describe('authentication of clients', () => {
  const linesOf = (authentication: Authentication) => {
    const cluster = declared({ listeners: [Listener.internal('shop', { tls: Tls.fromSecret('events-tls'), authentication })] });
    expect(cluster.findings).toEqual([]);
    const lines = manifestsOf(cluster).common.split('\n');
    expect(lines).toContain('listener.security.protocol.map=REPLICATION:PLAINTEXT,SHOP:SASL_SSL,CONTROLLER:PLAINTEXT');
    return { cluster, lines: lines.filter((line) => /\.sasl\.|reauth/.test(line)).map((line) => line.replace('listener.name.shop.', '')) };
  };

  test('SCRAM', () => {
    const { lines } = linesOf(Authentication.scram({ mechanism: ScramMechanism.SHA_256 }));
    expect(lines).toEqual(['sasl.enabled.mechanisms=SCRAM-SHA-256', 'scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;']);
  });

  test('tokens: brokers may ask only where the keys are', () => {
    const { cluster, lines } = linesOf(Authentication.oauth({
      issuer: 'https://id.example.com', jwksEndpoint: 'https://id.example.com/keys', audiences: ['kafka', 'events'], userClaim: 'client_id',
    }));
    expect(lines).toEqual([
      'sasl.enabled.mechanisms=OAUTHBEARER',
      'oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;',
      'oauthbearer.sasl.server.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler',
      'oauthbearer.connections.max.reauth.ms=3600000',
      'sasl.oauthbearer.expected.issuer=https://id.example.com',
      'sasl.oauthbearer.jwks.endpoint.url=https://id.example.com/keys',
      'sasl.oauthbearer.expected.audience=kafka,events',
      'sasl.oauthbearer.sub.claim.name=client_id',
    ]);
    const options = stringAt(objectAt(find(manifestsOf(cluster).manifests, 'ConfigMap', 'events-broker-config'), 'data'), 'jvm.options') ?? '';
    expect(options).toContain('-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=https://id.example.com/keys');
  });

  test('a mechanism of your own: the JAAS configuration is that of the Secret', () => {
    const { cluster, lines } = linesOf(Authentication.custom('LDAP', 'events-ldap', { key: 'jaas', config: { 'sasl.server.callback.handler.class': 'org.example.Handler' } }));
    expect(lines).toEqual(['sasl.enabled.mechanisms=LDAP', 'ldap.sasl.jaas.config=${composed:/run/kafka/jaas:shop.ldap}', 'ldap.sasl.server.callback.handler.class=org.example.Handler']);
    const data = objectAt(find(manifestsOf(cluster).manifests, 'ConfigMap', 'events-broker-config'), 'data');
    expect(stringAt(data, 'shop.ldap.jaas')).toBe('<jaas\n');
  });
});
