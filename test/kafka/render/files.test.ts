import { Size } from 'cdk8s';
import { KafkaVersion, LogLayout, Storage } from '../../../src';
import { KafkaModel } from '../../../src/kafka/model';
import { configurationHash, nodesConfigMap, poolConfigMap } from '../../../src/kafka/render/files';
import { modelOf, poolOf } from '../declared-model';

const TEN_GIB = Storage.persistent(Size.gibibytes(10));
const KRAFT = modelOf({
  brokers: { nodes: 3, storage: TEN_GIB, config: { 'num.io.threads': 16 } },
  controllers: { nodes: 1 },
  zones: ['eu-1a', 'eu-1b', 'eu-1c'],
  config: { 'log.retention.hours': 72, 'compression.type': 'zstd' },
  pluginConfig: { 'audit.topic': 'audit' },
});

const file = (model: KafkaModel, property: 'brokers' | 'controllers' | 'combined', name: string) => poolConfigMap(model, poolOf(model, property))[name];

describe('kafka.properties', () => {
  test('of brokers', () => {
    expect(file(KRAFT, 'brokers', 'kafka.properties')).toBe(`\
# Kafka 4.3.1, broker of events

# What follows from the cluster
process.roles=broker
listeners=REPLICATION://:9091,INTERNAL://:9092
listener.security.protocol.map=REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=REPLICATION
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=events-controller-9000.events-nodes.streaming.svc.cluster.local:9093
log.dirs=/var/lib/kafka/data/kafka

# Defaults that follow from the cluster; \`config\` overrides them
default.replication.factor=3
min.insync.replicas=2
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=2
replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector

# Declared for the cluster
compression.type=zstd
log.retention.hours=72

# Declared for these nodes
num.io.threads=16

# Declared for plugins
audit.topic=audit
`);
  });

  test('of controllers', () => {
    expect(file(KRAFT, 'controllers', 'kafka.properties')).toBe(`\
# Kafka 4.3.1, controller of events

# What follows from the cluster
process.roles=controller
listeners=CONTROLLER://:9093
listener.security.protocol.map=CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=events-controller-9000.events-nodes.streaming.svc.cluster.local:9093
log.dirs=/var/lib/kafka/data/kafka

# Defaults that follow from the cluster; \`config\` overrides them
default.replication.factor=3
min.insync.replicas=2

# Declared for the cluster
compression.type=zstd
log.retention.hours=72

# Declared for plugins
audit.topic=audit
`);
  });

  test('of a single node that is both', () => {
    const model = modelOf({ combined: { nodes: 1, storage: TEN_GIB } });
    expect(file(model, 'combined', 'kafka.properties')).toBe(`\
# Kafka 4.3.1, controller and broker of events

# What follows from the cluster
process.roles=controller,broker
listeners=REPLICATION://:9091,INTERNAL://:9092,CONTROLLER://:9093
listener.security.protocol.map=REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=REPLICATION
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=events-node-0.events-nodes.streaming.svc.cluster.local:9093
log.dirs=/var/lib/kafka/data/kafka

# Defaults that follow from the cluster; \`config\` overrides them
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
`);
  });

  test('of brokers with ZooKeeper', () => {
    const model = modelOf({ version: KafkaVersion.V3_9, brokers: { nodes: 2, storage: TEN_GIB } }, { metadata: { mode: 'zookeeper', servers: 'zk-1:2181,zk-2:2181' } });
    expect(file(model, 'brokers', 'kafka.properties')).toBe(`\
# Kafka 3.9.2, broker of events

# What follows from the cluster
listeners=REPLICATION://:9091,INTERNAL://:9092
listener.security.protocol.map=REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT
inter.broker.listener.name=REPLICATION
zookeeper.connect=zk-1:2181,zk-2:2181/events
broker.id.generation.enable=false
log.dirs=/var/lib/kafka/data/kafka

# Defaults that follow from the cluster; \`config\` overrides them
default.replication.factor=2
min.insync.replicas=1
offsets.topic.replication.factor=2
transaction.state.log.replication.factor=2
transaction.state.log.min.isr=1
`);
  });

  test('of what the user replaced has the last word only', () => {
    const model = modelOf({ brokers: { nodes: 3, storage: TEN_GIB, config: { 'min.insync.replicas': 1 } }, config: { 'log.dirs': '/elsewhere' } });
    const lines = file(model, 'brokers', 'kafka.properties').split('\n');
    expect(lines.filter((l) => /^(min\.insync\.replicas|log\.dirs)=/.test(l))).toEqual(['log.dirs=/var/lib/kafka/data/kafka', 'min.insync.replicas=1']);
  });
});

describe("the nodes' own files", () => {
  test('of brokers in a zone', () => {
    const brokers = poolOf(KRAFT, 'brokers');
    expect(nodesConfigMap(KRAFT, brokers, brokers.sets[1])).toEqual({
      'hash': expect.stringMatching(/^[0-9a-f]{10}\n$/),
      '100.properties': `\
# Node 100
node.id=100
broker.rack=eu-1b
advertised.listeners=REPLICATION://events-broker-b-100.events-nodes.streaming.svc.cluster.local:9091,INTERNAL://events-broker-b-100.events-nodes.streaming.svc.cluster.local:9092
`,
      'any-node.properties': `\
# Node @ID@
node.id=@ID@
broker.rack=eu-1b
advertised.listeners=REPLICATION://events-broker-b-@ID@.events-nodes.streaming.svc.cluster.local:9091,INTERNAL://events-broker-b-@ID@.events-nodes.streaming.svc.cluster.local:9092
`,
    });
  });

  test('of a controller: no rack', () => {
    const controllers = poolOf(KRAFT, 'controllers');
    expect(nodesConfigMap(KRAFT, controllers, controllers.sets[0])['9000.properties']).toBe(`\
# Node 9000
node.id=9000
advertised.listeners=CONTROLLER://events-controller-9000.events-nodes.streaming.svc.cluster.local:9093
`);
  });

  test('with ZooKeeper have a broker.id', () => {
    const model = modelOf({ version: KafkaVersion.V3_9, brokers: { nodes: 1, storage: TEN_GIB } }, { metadata: { mode: 'zookeeper', servers: 'zk:2181' } });
    const [pool] = model.pools;
    expect(nodesConfigMap(model, pool, pool.sets[0])['0.properties']).toBe(`\
# Node 0
broker.id=0
advertised.listeners=REPLICATION://events-broker-0.events-nodes.streaming.svc.cluster.local:9091,INTERNAL://events-broker-0.events-nodes.streaming.svc.cluster.local:9092
`);
  });
});

describe('other files', () => {
  test('are the same for every pool but for the heap', () => {
    expect(Object.keys(poolConfigMap(KRAFT, poolOf(KRAFT, 'brokers'))).sort()).toEqual(['hash', 'jvm.options', 'kafka.properties', 'log4j2.properties', 'prepare.sh', 'probe.sh']);
    for (const name of ['log4j2.properties', 'prepare.sh', 'probe.sh']) { expect(file(KRAFT, 'brokers', name)).toBe(file(KRAFT, 'controllers', name)); }
    expect(file(KRAFT, 'brokers', 'jvm.options')).toContain('-Xmx4096m\n');
    expect(file(KRAFT, 'controllers', 'jvm.options')).toContain('-Xmx1331m\n');
  });

  test("the JVM's arguments name the logging's file; its class path is left to the script, which sees it", () => {
    const lines = file(KRAFT, 'brokers', 'jvm.options').trimEnd().split('\n');
    expect(lines).not.toContain('-cp');
    expect(lines).toContain('-Dlog4j2.configurationFile=/run/kafka/log4j2.properties');
    expect(lines).toContain('-Xlog:gc*:file=/tmp/gc.log:time,tags:filecount=10,filesize=10m');
  });

  test("are log4j 1's in Kafka 3.9", () => {
    const model = modelOf({ version: KafkaVersion.V3_9, brokers: { nodes: 1, storage: TEN_GIB } });
    expect(Object.keys(poolConfigMap(model, poolOf(model, 'brokers')))).toContain('log4j.properties');
    expect(file(model, 'brokers', 'jvm.options')).toContain('-Dlog4j.configuration=file:/run/kafka/log4j.properties\n');
  });

  test('take what the user says of levels and layout', () => {
    const model = modelOf({ brokers: { nodes: 1, storage: TEN_GIB }, logging: { rootLevel: 'WARN', levels: { 'kafka.request.logger': 'DEBUG' }, layout: LogLayout.JSON } });
    expect(file(model, 'brokers', 'log4j2.properties')).toMatch(/rootLogger\.level=WARN\n[^]*name=kafka\.request\.logger\n.*level=DEBUG\n/);
    expect(file(model, 'brokers', 'log4j2.properties')).toContain('"message":"%enc{%m}{JSON}"');
  });
});

describe('the hash', () => {
  const brokers = { nodes: 3, storage: TEN_GIB };
  const hashes = (props: object, more = {}) => {
    const model = modelOf({ brokers, ...props }, more);
    return model.pools.flatMap((pool) => pool.sets.map((set) => configurationHash(model, pool, set)));
  };
  const before = hashes({});

  test('is that which the ConfigMaps carry', () => {
    const pool = poolOf(KRAFT, 'brokers');
    const [shared, own] = [poolConfigMap(KRAFT, pool).hash, nodesConfigMap(KRAFT, pool, pool.sets[2]).hash];
    expect(configurationHash(KRAFT, pool, pool.sets[2])).toBe(`${shared.trim()}-${own.trim()}`);
  });

  test('is not changed by a node more', () => {
    expect(hashes({ brokers: { ...brokers, nodes: 4 } })).toEqual(before);
  });

  test.each([
    ['a setting', { config: { 'num.io.threads': 9 } }],
    ['the heap', { brokers: { ...brokers, jvm: { heap: Size.gibibytes(3) } }, controllers: { jvm: { heap: Size.gibibytes(1) } } }],
    ['the logging', { logging: { rootLevel: 'DEBUG' } }],
    ['the version', { version: KafkaVersion.V4_2 }],
    ['a plugin', { pluginConfig: { a: 'b' } }],
    ['the domain', { clusterDomain: 'example.com' }],
  ])('is changed, in every set, by %s', (_, props) => {
    hashes(props).forEach((hash, i) => expect(hash).not.toBe(before[i]));
  });

  test('of other pools is not changed by a setting of one', () => {
    const [controllers, own] = hashes({ brokers: { ...brokers, config: { 'num.io.threads': 9 } } });
    expect(controllers).toBe(before[0]);
    expect(own).not.toBe(before[1]);
  });

  test.each<[string, object, object?]>([
    ['the size of a volume', { brokers: { ...brokers, storage: Storage.persistent(Size.gibibytes(20), { storageClass: 'ssd' }) } }],
    ['labels', { labels: { team: 'data' } }],
    ['the place in the tree', {}, { path: 'elsewhere/Events' }],
    ['an acknowledgement', { acknowledge: [{ rule: 'a', reason: 'b' }] }],
  ])('is not changed by %s', (_, props, more = {}) => {
    expect(hashes(props, more)).toEqual(before);
  });

  test('does not depend on the order in which things are written', () => {
    const written = (reverse: boolean) => {
      const ordered = (entries: Record<string, string>) => Object.fromEntries(reverse ? Object.entries(entries).reverse() : Object.entries(entries));
      return hashes({
        config: ordered({ 'num.io.threads': '9', 'log.retention.hours': '72', 'min.insync.replicas': '1' }),
        pluginConfig: ordered({ a: '1', b: '2' }),
        logging: { levels: ordered({ a: 'WARN', b: 'DEBUG' }) },
        labels: ordered({ a: '1', b: '2' }),
        brokers: {
          ...brokers,
          config: ordered({ 'num.network.threads': '5', 'background.threads': '6' }),
          jvm: { flags: ordered({ G1HeapRegionSize: '16m', MaxGCPauseMillis: '50' }), systemProperties: ordered({ x: '1', y: '2' }) },
        },
      });
    };
    expect(written(true)).toEqual(written(false));
  });
});
