import { OWNED_KEYS, SettingsInput, settingsOf } from '../../src/kafka/settings';

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;

const BROKER: SettingsInput = {
  minor: '4.3',
  roles: ['broker'],
  metadata: { mode: 'kraft', clusterId: '4L6g3nShT-eMCtK--X86sw', clusterIdGiven: true },
  listeners: [
    { name: 'REPLICATION', keyName: 'replication', mechanisms: [], port: 9091, protocol: 'PLAINTEXT', purpose: 'inter-broker' },
    { name: 'INTERNAL', keyName: 'internal', mechanisms: [], port: 9092, protocol: 'PLAINTEXT', purpose: 'client' },
    { name: 'CONTROLLER', keyName: 'controller', mechanisms: [], port: 9093, protocol: 'PLAINTEXT', purpose: 'controller' },
  ],
  controllers: ['c-0:9093', 'c-1:9093', 'c-2:9093'],
  logDirs: ['/data/kafka', '/data-1/kafka'],
  brokers: 3,
  zones: 0,
  heapBytes: 4 * GIB,
  development: false,
  config: {},
  poolConfig: {},
  pluginConfig: {},
};

const values = (input: Partial<SettingsInput>, origin?: string) => Object.fromEntries(
  [...settingsOf({ ...BROKER, ...input })].filter(([, s]) => origin === undefined || s.origin === origin).map(([key, s]) => [key, s.value]),
);

describe('what follows from the cluster', () => {
  test('for a broker', () => {
    expect(values({}, 'identity')).toEqual({
      'process.roles': 'broker',
      'listeners': 'REPLICATION://:9091,INTERNAL://:9092',
      'listener.security.protocol.map': 'REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'inter.broker.listener.name': 'REPLICATION',
      'controller.listener.names': 'CONTROLLER',
      'controller.quorum.bootstrap.servers': 'c-0:9093,c-1:9093,c-2:9093',
      'log.dirs': '/data/kafka,/data-1/kafka',
    });
  });

  test('for a controller: its own listener only', () => {
    expect(values({ roles: ['controller'] }, 'identity')).toEqual({
      'process.roles': 'controller',
      'listeners': 'CONTROLLER://:9093',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT',
      'controller.listener.names': 'CONTROLLER',
      'controller.quorum.bootstrap.servers': 'c-0:9093,c-1:9093,c-2:9093',
      'log.dirs': '/data/kafka,/data-1/kafka',
    });
  });

  test('for a node that is both', () => {
    expect(values({ roles: ['controller', 'broker'] }, 'identity')).toMatchObject({
      'process.roles': 'controller,broker',
      'listeners': 'REPLICATION://:9091,INTERNAL://:9092,CONTROLLER://:9093',
      'inter.broker.listener.name': 'REPLICATION',
    });
  });

  test('for a broker of a cluster whose metadata is in ZooKeeper', () => {
    const input = { minor: '3.9', metadata: { mode: 'zookeeper', connect: 'zk:2181/events', chroot: '/events' }, listeners: BROKER.listeners.slice(0, 2), controllers: [] } as const;
    expect(values(input, 'identity')).toEqual({
      'listeners': 'REPLICATION://:9091,INTERNAL://:9092',
      'listener.security.protocol.map': 'REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT',
      'inter.broker.listener.name': 'REPLICATION',
      'zookeeper.connect': 'zk:2181/events',
      'broker.id.generation.enable': 'false',
      'log.dirs': '/data/kafka,/data-1/kafka',
    });
  });

  test('is owned by the library, all of it', () => {
    for (const roles of [['broker'], ['controller'], ['controller', 'broker']] as const) {
      expect(Object.keys(values({ roles }, 'identity')).filter((key) => !OWNED_KEYS.has(key))).toEqual([]);
    }
    expect(['node.id', 'broker.id', 'broker.rack', 'advertised.listeners'].filter((key) => !OWNED_KEYS.has(key))).toEqual([]);
  });
});

describe('defaults', () => {
  test.each([
    [0, '1', '1'],
    [1, '1', '1'],
    [2, '2', '1'],
    [3, '3', '2'],
    [60, '3', '2'],
  ])('%d brokers keep %s replicas, %s in sync', (brokers, replicas, inSync) => {
    expect(values({ brokers }, 'default')).toEqual({
      'default.replication.factor': replicas,
      'min.insync.replicas': inSync,
      'offsets.topic.replication.factor': replicas,
      'transaction.state.log.replication.factor': replicas,
      'transaction.state.log.min.isr': inSync,
      'share.coordinator.state.topic.replication.factor': replicas,
      'share.coordinator.state.topic.min.isr': inSync,
    });
  });

  test('controllers create topics: they have the same replication', () => {
    expect(values({ roles: ['controller'] }, 'default')).toEqual({ 'default.replication.factor': '3', 'min.insync.replicas': '2' });
  });

  test('consumers may read in their own zone', () => {
    expect(values({ zones: 3 })).toHaveProperty(['replica.selector.class'], 'org.apache.kafka.common.replica.RackAwareReplicaSelector');
    expect(values({ zones: 3, roles: ['controller'] })).not.toHaveProperty(['replica.selector.class']);
    expect(values({ zones: 0 })).not.toHaveProperty(['replica.selector.class']);
  });

  test('a small heap has a small buffer for the log cleaner', () => {
    expect(values({ heapBytes: 256 * MIB })).toHaveProperty(['log.cleaner.dedupe.buffer.size'], String(32 * MIB));
    expect(values({ heapBytes: GIB })).not.toHaveProperty(['log.cleaner.dedupe.buffer.size']);
    expect(values({ heapBytes: 256 * MIB, roles: ['controller'] })).not.toHaveProperty(['log.cleaner.dedupe.buffer.size']);
  });

  test('of development have few partitions and short sessions', () => {
    expect(values({ development: true })).toMatchObject({
      'offsets.topic.num.partitions': '5',
      'transaction.state.log.num.partitions': '5',
      'share.coordinator.state.topic.num.partitions': '5',
      'group.initial.rebalance.delay.ms': '0',
      'broker.session.timeout.ms': '3000',
      'broker.heartbeat.interval.ms': '500',
    });
    expect(values({ development: false })).not.toHaveProperty(['broker.session.timeout.ms']);
    expect(values({ development: true, roles: ['controller'] })).not.toHaveProperty(['offsets.topic.num.partitions']);
  });

  test('have only keys that the version knows', () => {
    const [before, since] = ['3.9', '4.0'].map((minor) => Object.keys(values({ minor, development: true, zones: 1, heapBytes: 128 * MIB }, 'default')));
    // Share groups: KIP-932.
    expect(since.filter((key) => !before.includes(key))).toEqual([
      'share.coordinator.state.topic.replication.factor', 'share.coordinator.state.topic.min.isr', 'share.coordinator.state.topic.num.partitions',
    ]);
    expect(before.filter((key) => !since.includes(key))).toEqual([]);
    // One that is later than all that the library knows has those of the newest.
    expect(values({ minor: '9.9' }, 'default')).toEqual(values({ minor: '4.3' }, 'default'));
  });
});

describe('layers', () => {
  test('the pool speaks last, and what was replaced is known', () => {
    const settings = settingsOf({
      ...BROKER,
      config: { 'min.insync.replicas': '1', 'log.retention.hours': '24', 'num.io.threads': '4' },
      poolConfig: { 'log.retention.hours': '48', 'num.network.threads': '5' },
      pluginConfig: { 'my.plugin.color': 'red' },
    });
    expect(settings.get('min.insync.replicas')).toEqual({ value: '1', origin: 'config', overridden: { value: '2', origin: 'default' } });
    expect(settings.get('log.retention.hours')).toEqual({ value: '48', origin: 'pool', overridden: { value: '24', origin: 'config' } });
    expect(settings.get('num.io.threads')).toEqual({ value: '4', origin: 'config' });
    expect(settings.get('num.network.threads')).toEqual({ value: '5', origin: 'pool' });
    expect(settings.get('my.plugin.color')).toEqual({ value: 'red', origin: 'plugin' });
    expect(settings.get('default.replication.factor')).toEqual({ value: '3', origin: 'default' });
  });

  test('an owned key keeps its value, and what the user wanted is known', () => {
    const settings = settingsOf({ ...BROKER, config: { 'log.dirs': '/elsewhere' }, poolConfig: { 'process.roles': 'broker,controller' } });
    expect(settings.get('log.dirs')).toEqual({ value: '/data/kafka,/data-1/kafka', origin: 'identity', overridden: { value: '/elsewhere', origin: 'config' } });
    expect(settings.get('process.roles')).toEqual({ value: 'broker', origin: 'identity', overridden: { value: 'broker,controller', origin: 'pool' } });
  });
});
