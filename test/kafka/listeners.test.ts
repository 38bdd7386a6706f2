import { App, Chart, Size } from 'cdk8s';
import { ClientCertificates, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, Listener, Storage, Tls } from '../../src';
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
