import { App, Chart, Size } from 'cdk8s';
import { KafkaCluster, KafkaClusterProps, KafkaVersion, Metadata, Sizing, Storage, ZooKeeperEnsemble } from '../../src';
import { objectAt, stringAt } from '../manifests/manifest';
import { find, listed, printedBy, synthesizedChart } from '../synthesis/synthesized';

const TEN_GIB = Storage.persistent(Size.gibibytes(10));

function declared(props: KafkaClusterProps, namespace: string | undefined = 'streaming'): KafkaCluster {
  return new KafkaCluster(new Chart(new App(), 'test', { namespace }), 'Events', props);
}

function propertiesOf(cluster: KafkaCluster, configMap: string): string {
  return stringAt(objectAt(find(synthesizedChart(Chart.of(cluster)).manifests, 'ConfigMap', configMap), 'data'), 'kafka.properties') ?? '';
}

describe('outputs', () => {
  const cluster = declared({ brokers: { nodes: 2, storage: TEN_GIB }, controllers: { nodes: 1 }, zones: ['eu-1a', 'eu-1b'] });

  test('names and addresses', () => {
    expect(cluster.name).toBe('events');
    expect(cluster.namespace).toBe('streaming');
    expect(cluster.bootstrapServers).toBe('events-bootstrap.streaming.svc.cluster.local:9092');
    expect(cluster.bootstrapServiceName).toBe('events-bootstrap');
    expect(cluster.nodesServiceName).toBe('events-nodes');
  });

  test('are short without a namespace, and in the stated domain with one', () => {
    const brokers = { nodes: 3, storage: TEN_GIB };
    expect(new KafkaCluster(new Chart(new App(), 'test'), 'Events', { brokers, clusterDomain: 'example.com' }).bootstrapServers).toBe('events-bootstrap:9092');
    expect(declared({ brokers, clusterDomain: 'example.com' }).bootstrapServers).toBe('events-bootstrap.streaming.svc.example.com:9092');
  });

  test('the nodes', () => {
    expect(cluster.nodes).toEqual([
      { id: 9000, broker: false, controller: true, podName: 'events-controller-9000', host: 'events-controller-9000.events-nodes.streaming.svc.cluster.local', rack: undefined },
      { id: 0, broker: true, controller: false, podName: 'events-broker-a-0', host: 'events-broker-a-0.events-nodes.streaming.svc.cluster.local', rack: 'eu-1a' },
      { id: 100, broker: true, controller: false, podName: 'events-broker-b-100', host: 'events-broker-b-100.events-nodes.streaming.svc.cluster.local', rack: 'eu-1b' },
    ]);
    expect(declared({ combined: { nodes: 1, storage: TEN_GIB } }).nodes).toMatchObject([{ id: 0, broker: true, controller: true }]);
  });

  test('the objects, which together are all that there is', () => {
    const { services, disruptionBudgets, networkPolicies, configMaps, claims, statefulSets } = cluster;
    const outputs = [...services, ...disruptionBudgets, ...networkPolicies, ...configMaps, ...claims, ...statefulSets];
    expect(outputs.map((o) => `${o.kind} ${o.name}`)).toEqual([
      'Service events-nodes',
      'Service events-bootstrap',
      'PodDisruptionBudget events-brokers',
      'PodDisruptionBudget events-controllers',
      'NetworkPolicy events',
      'ConfigMap events-controller-config',
      'ConfigMap events-controller-nodes',
      'ConfigMap events-broker-config',
      'ConfigMap events-broker-a-nodes',
      'ConfigMap events-broker-b-nodes',
      'PersistentVolumeClaim data-events-controller-9000',
      'PersistentVolumeClaim data-events-broker-a-0',
      'PersistentVolumeClaim data-events-broker-b-100',
      'StatefulSet events-controller',
      'StatefulSet events-broker-a',
      'StatefulSet events-broker-b',
    ]);
    const { manifests } = synthesizedChart(Chart.of(cluster));
    expect(listed(manifests).sort()).toEqual(outputs.map((o) => `${o.kind} ${o.name}`).sort());
  });

  test('are copies', () => {
    cluster.findings.push(...declared({ combined: { nodes: 1, storage: TEN_GIB } }).findings);
    cluster.nodes.pop();
    cluster.services.pop();
    expect([cluster.findings.length, cluster.nodes.length, cluster.services.length]).toEqual([declared({
      brokers: { nodes: 2, storage: TEN_GIB }, controllers: { nodes: 1 }, zones: ['eu-1a', 'eu-1b'],
    }).findings.length, 3, 2]);
  });

  test('the name can be stated', () => {
    expect(declared({ name: 'orders', brokers: { nodes: 3, storage: TEN_GIB } }).nodesServiceName).toBe('orders-nodes');
  });
});

describe('how sets are updated', () => {
  const updates = (props: KafkaClusterProps) => declared(props).statefulSets.map((s) => {
    const { spec } = s.toJson();
    return `${s.name} ${spec.updateStrategy.type}`;
  });

  test('a pool of one set rolls by itself; sets of several zones would lose two brokers at once', () => {
    expect(updates({ brokers: { nodes: 3, storage: TEN_GIB } })).toEqual(['events-controller RollingUpdate', 'events-broker RollingUpdate']);
    expect(updates({ brokers: { nodes: 2, storage: TEN_GIB }, zones: ['a', 'b'] })).toEqual([
      'events-controller RollingUpdate', 'events-broker-a OnDelete', 'events-broker-b OnDelete',
    ]);
  });
});

describe('addConfig', () => {
  test('counts in the manifests, whenever it comes, and replaces what was there', () => {
    const cluster = declared({ brokers: { nodes: 3, storage: TEN_GIB }, config: { 'log.retention.hours': 24 } });
    expect(propertiesOf(cluster, 'events-broker-config')).toContain('\nlog.retention.hours=24\n');
    cluster.addConfig({ 'log.retention.hours': 72, 'auto.create.topics.enable': false });
    for (const pool of ['broker', 'controller']) {
      const text = propertiesOf(cluster, `events-${pool}-config`);
      expect(text).toContain('\nlog.retention.hours=72\n');
      expect(text).toContain('\nauto.create.topics.enable=false\n');
      expect(text).not.toContain('log.retention.hours=24');
    }
  });

  test('changes the hash in ConfigMap and pod template together', () => {
    const cluster = declared({ brokers: { nodes: 3, storage: TEN_GIB } });
    const hashes = () => {
      const { manifests } = synthesizedChart(Chart.of(cluster));
      const own = (name: string) => stringAt(objectAt(find(manifests, 'ConfigMap', name), 'data'), 'hash')?.trim();
      const template = objectAt(find(manifests, 'StatefulSet', 'events-broker'), 'spec', 'template', 'metadata', 'annotations');
      expect(template['cdk8s-kafka/configuration']).toBe(`${own('events-broker-config')}-${own('events-broker-nodes')}`);
      return template['cdk8s-kafka/configuration'];
    };
    const before = hashes();
    cluster.addConfig({ 'num.io.threads': 16 });
    expect(hashes()).not.toBe(before);
  });

  test("leaves the caller's own objects alone", () => {
    const config = { 'num.io.threads': 8 };
    declared({ brokers: { nodes: 3, storage: TEN_GIB }, config }).addConfig({ 'num.io.threads': 16 });
    expect(config).toEqual({ 'num.io.threads': 8 });
  });
});

describe('with ZooKeeper', () => {
  test('an ensemble beside it', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
    const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB });
    const cluster = new KafkaCluster(chart, 'Events', { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), brokers: { nodes: 3, storage: TEN_GIB } });
    expect(propertiesOf(cluster, 'events-broker-config')).toContain(
      '\nzookeeper.connect=' + [1, 2, 3].map((id) => `zookeeper-${id}.zookeeper-nodes.streaming.svc.cluster.local:2181`).join(',') + '/events\n');
    expect(cluster.nodes.every((n) => n.broker && !n.controller)).toBe(true);
    expect(cluster.services.flatMap((s) => s.toJson().spec.ports.map((p: { name: string }) => p.name))).toEqual(['replication', 'internal', 'internal']);
  });

  test('one that something else runs', () => {
    const cluster = declared({
      version: KafkaVersion.V3_9, metadata: Metadata.externalZooKeeper('zk.example.com:2181', { chroot: '/kafka/events' }), brokers: { nodes: 3, storage: TEN_GIB },
    });
    expect(propertiesOf(cluster, 'events-broker-config')).toContain('\nzookeeper.connect=zk.example.com:2181/kafka/events\n');
  });
});

describe('sizing', () => {
  const variable = 'CDK8S_KAFKA_SIZING';
  const before = process.env[variable];
  afterEach(() => {
    if (before === undefined) { delete process.env[variable]; } else { process.env[variable] = before; }
  });
  const claim = (props: Partial<KafkaClusterProps> = {}) => declared({ brokers: { nodes: 3, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) }, ...props })
    .claims.at(-1)?.toJson().spec;

  test('comes from the environment where the cluster says nothing', () => {
    process.env[variable] = 'development';
    expect(claim()).toEqual({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '164Gi' } } });
    expect(claim({ sizing: Sizing.PRODUCTION })).toMatchObject({ storageClassName: 'hdd', resources: { requests: { storage: '16Ti' } } });
  });

  test('is production else', () => {
    delete process.env[variable];
    expect(claim()).toMatchObject({ storageClassName: 'hdd', resources: { requests: { storage: '16Ti' } } });
    expect(claim({ sizing: Sizing.DEVELOPMENT })).not.toHaveProperty('storageClassName');
  });

  test('that is misspelt stops everything', () => {
    process.env[variable] = 'dev';
    expect(() => claim()).toThrow("CDK8S_KAFKA_SIZING is 'dev'");
  });
});

describe('versions', () => {
  test.each([
    [KafkaVersion.V3_9, 'apache/kafka:3.9.2', '3.9', true],
    [KafkaVersion.V4_0, 'apache/kafka:4.0.2', '4.0', false],
    [KafkaVersion.V4_1, 'apache/kafka:4.1.2', '4.1', false],
    [KafkaVersion.V4_2, 'apache/kafka:4.2.2', '4.2', false],
    [KafkaVersion.V4_3, 'apache/kafka:4.3.1', '4.3', false],
    [KafkaVersion.of('5.1.0', { image: 'mine:5', metadataVersion: '5.0' }), 'mine:5', '5.0', false],
  ])('%#', (version, image, metadataVersion, supportsZooKeeper) => {
    expect(version).toMatchObject({ image, metadataVersion, supportsZooKeeper });
  });

  test.each([
    ['4.3', "'4.3' is not a version of Kafka. Give three numbers"],
    ['latest', "'latest' is not a version of Kafka"],
    ['3.8.1', "'3.8.1' is too old; 3.9 is the oldest that is supported"],
    ['2.12.0', 'too old'],
  ])('%s is refused', (version, message) => {
    expect(() => KafkaVersion.of(version)).toThrow(message);
  });
});

test('nothing is printed before the synthesis', () => {
  expect(printedBy(() => declared({ combined: { nodes: 1, storage: TEN_GIB } }))).toBe('');
});
