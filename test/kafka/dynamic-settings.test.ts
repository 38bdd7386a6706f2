import { Size } from 'cdk8s';
import { modelOf, poolOf } from './declared-model';
import { KafkaClusterProps, KafkaVersion, Storage } from '../../src';
import { catalogOf, KAFKA_MINORS } from '../../src/config/catalog';
import { CONTROLLERS_ACT_UPON, STATIC_ALL_THE_SAME, dynamicKeys, dynamicSettings, staticSettings, whyStatic } from '../../src/kafka/dynamic-settings';
import { KafkaModel } from '../../src/kafka/model';
import { configurationHash } from '../../src/kafka/render/files';

const storage = Storage.persistent(Size.gibibytes(100));
const THREE: KafkaClusterProps = { brokers: { nodes: 3, storage } };

const served = (props: KafkaClusterProps): KafkaModel => modelOf({ ...THREE, ...props }, { served: true });
const dynamic = (props: KafkaClusterProps) => dynamicSettings(served(props));
const staticKeys = (props: KafkaClusterProps, property: 'brokers' | 'controllers' = 'brokers') => {
  const model = served(props);
  return [...staticSettings(model, poolOf(model, property)).keys()];
};
/** The hash of a pool's configuration, by which its pods are outdated. */
function hashOf(props: KafkaClusterProps, property: 'brokers' | 'controllers'): string {
  const model = served(props);
  const pool = poolOf(model, property);
  return configurationHash(model, pool, pool.sets[0]);
}

describe('which settings are dynamic', () => {
  test.each(KAFKA_MINORS)('%s: all that Kafka can change at run time, but for those with a reason', (minor) => {
    const changeable = catalogOf(minor).keys().filter((key) => key.updateMode !== 'read-only');
    const reasons = new Map(changeable.map((key) => [key.name, whyStatic(key)]));
    const withoutReason = changeable.map((key) => key.name).filter((name) => reasons.get(name) === undefined);
    expect([...dynamicKeys(minor).keys()].sort()).toEqual(withoutReason.sort());
    expect(dynamicKeys(minor).size).toBeGreaterThan(45);
    expect(reasons.get('listeners')).toMatch(/listeners/);
    expect(reasons.get('ssl.keystore.location')).toMatch(/for a listener by its name/);
    expect(reasons.get('ssl.keystore.password')).toMatch(/secret/);
    expect(reasons.get('sasl.mechanism.inter.broker.protocol')).toMatch(/for a listener by its name/);
  });

  test.each([...STATIC_ALL_THE_SAME.keys(), ...CONTROLLERS_ACT_UPON])('%s is a key that Kafka can change at run time', (name) => {
    expect(catalogOf('4.3').get(name)?.updateMode).toBe('cluster-wide');
  });

  test('some of a later version, some of a former one', () => {
    expect(dynamicKeys('4.3').has('cordoned.log.dirs')).toBe(true);
    expect(dynamicKeys('4.2').has('cordoned.log.dirs')).toBe(false);
    expect(dynamicKeys('3.9').has('log.message.downconversion.enable')).toBe(true);
    expect(dynamicKeys('4.0').has('log.message.downconversion.enable')).toBe(false);
    const config = { 'remote.log.reader.threads': 12 };
    expect(dynamic({ config }).clusterWide).toHaveProperty(['remote.log.reader.threads'], '12');
    expect(dynamic({ config, version: KafkaVersion.V3_9 }).clusterWide).not.toHaveProperty(['remote.log.reader.threads']);
    expect(staticKeys({ config, version: KafkaVersion.V3_9 })).toContain('remote.log.reader.threads');
    expect(dynamic({ config, version: KafkaVersion.of('5.1.0') }).clusterWide).toHaveProperty(['remote.log.reader.threads'], '12');
  });
});

describe('where they are set', () => {
  test("of the library's own defaults only one is dynamic: min.insync.replicas", () => {
    expect(dynamic({})).toEqual({ clusterWide: { 'min.insync.replicas': '2' }, perBroker: {} });
    expect(staticKeys({})).toContain('default.replication.factor');
    // A larger heap makes it larger, and comes with a restart.
    const small = { brokers: { nodes: 3, storage, resources: { memory: Size.mebibytes(768) } } };
    expect(staticKeys(small)).toContain('log.cleaner.dedupe.buffer.size');
    expect(dynamic(small).clusterWide).not.toHaveProperty(['log.cleaner.dedupe.buffer.size']);
  });

  test('what is declared for the cluster, for all brokers alike, in the order of its name', () => {
    expect(Object.entries(dynamic({ config: { 'num.io.threads': ' 16 ', 'log.retention.ms': 3_600_000, 'log.retention.hours': 2, 'compression.type': 'zstd' } }).clusterWide)).toEqual([
      ['compression.type', 'zstd'], ['log.retention.ms', '3600000'], ['min.insync.replicas', '2'], ['num.io.threads', '16'],
    ]);
  });

  test('so is what is declared for the brokers, if controllers do not act upon it', () => {
    const { clusterWide, perBroker } = dynamic({ brokers: { nodes: 3, storage, config: { 'log.retention.ms': 1000, 'num.io.threads': 16 } } });
    expect(clusterWide).toEqual({ 'log.retention.ms': '1000', 'min.insync.replicas': '2' });
    // For all alike it would give the controllers sixteen threads as well.
    expect(perBroker).toEqual(Object.fromEntries([0, 1, 2].map((id) => [id, { 'num.io.threads': '16' }])));
  });

  test('controllers that say otherwise keep their own', () => {
    const props: KafkaClusterProps = { config: { 'num.io.threads': 16 }, controllers: { config: { 'num.io.threads': 4 } } };
    expect(dynamic(props).perBroker).toHaveProperty(['2'], { 'num.io.threads': '16' });
    expect(staticKeys(props, 'controllers')).toContain('num.io.threads');
    expect(staticKeys(props)).not.toContain('num.io.threads');
    const agreed: KafkaClusterProps = { brokers: { nodes: 3, storage, config: { 'num.io.threads': 4 } }, controllers: { config: { 'num.io.threads': 4 } } };
    expect(dynamic(agreed).clusterWide).toHaveProperty(['num.io.threads'], '4');
    expect(staticKeys(agreed, 'controllers')).not.toContain('num.io.threads');
  });

  test('with combined nodes and with ZooKeeper there are no controllers to ask', () => {
    const config = { 'num.io.threads': 16 };
    expect(dynamicSettings(modelOf({ combined: { nodes: 3, storage, config } }, { served: true })).clusterWide).toHaveProperty(['num.io.threads'], '16');
    const zooKeeper = { metadata: { mode: 'zookeeper', servers: 'zk:2181' } as const };
    expect(dynamicSettings(modelOf({ version: KafkaVersion.V3_9, brokers: { nodes: 3, storage, config } }, zooKeeper)).clusterWide).toHaveProperty(['num.io.threads'], '16');
  });

  test('what Kafka takes for a single broker only is set for each', () => {
    const { clusterWide, perBroker } = dynamic({ config: { 'cordoned.log.dirs': '/var/lib/kafka/data/kafka' } });
    expect(clusterWide).not.toHaveProperty(['cordoned.log.dirs']);
    expect(perBroker).toEqual(Object.fromEntries([0, 1, 2].map((id) => [id, { 'cordoned.log.dirs': '/var/lib/kafka/data/kafka' }])));
  });

  test('what differs between pools of brokers is set for each of them', () => {
    const model = served({ config: { 'log.retention.ms': 1000, 'compression.type': 'zstd' } });
    const brokers = poolOf(model, 'brokers');
    const archive = {
      ...brokers,
      sets: [{ ...brokers.sets[0], nodes: [{ ...brokers.sets[0].nodes[0], id: 70 }] }],
      settings: new Map([...brokers.settings, ['log.retention.ms', { value: '9000', origin: 'pool' as const }]]),
    };
    const { clusterWide, perBroker } = dynamicSettings({ ...model, pools: [...model.pools, archive] });
    expect(clusterWide).toEqual({ 'compression.type': 'zstd', 'min.insync.replicas': '2' });
    expect(Object.entries(perBroker)).toEqual([['0', '1000'], ['1', '1000'], ['2', '1000'], ['70', '9000']].map(([id, value]) => [id, { 'log.retention.ms': value }]));
  });
});

describe('what stays static', () => {
  test.each<[string, KafkaClusterProps, string]>([
    ['a secret', { config: { 'ssl.keystore.password': '${file:/etc/secrets/keystore:password}' } }, 'ssl.keystore.password'],
    ['a setting of one listener', { config: { 'listener.name.internal.num.network.threads': 5 } }, 'listener.name.internal.num.network.threads'],
    ['a reference that is resolved where a node starts', { config: { 'log.retention.ms': '${env:RETENTION}' } }, 'log.retention.ms'],
    ['what the library owns', {}, 'listeners'],
    ['a setting of a plugin', { pluginConfig: { 'example.audit.topic': 'audit' } }, 'example.audit.topic'],
    ['a key that no version knows', { config: { 'no.such.key': 1 } }, 'no.such.key'],
    ['metric reporters', { config: { 'metric.reporters': 'com.example.Reporter' } }, 'metric.reporters'],
  ])('%s', (_, props, key) => {
    expect(staticKeys(props)).toContain(key);
    const { clusterWide, perBroker } = dynamic(props);
    expect([clusterWide, ...Object.values(perBroker)].filter((settings) => key in settings)).toEqual([]);
  });
});

describe('what outdates a pod', () => {
  const before = { brokers: hashOf({}, 'brokers'), controllers: hashOf({}, 'controllers') };

  test.each<[string, KafkaClusterProps, readonly string[]]>([
    ['a dynamic setting of the cluster: nothing', { config: { 'log.retention.ms': 1000, 'num.io.threads': 16 } }, []],
    ['a dynamic setting of the brokers: nothing', { brokers: { nodes: 3, storage, config: { 'num.io.threads': 16 } } }, []],
    ['a static setting of the cluster: all', { config: { 'num.partitions': 3 } }, ['brokers', 'controllers']],
    ['a static setting of the brokers: these', { brokers: { nodes: 3, storage, config: { 'num.partitions': 3 } } }, ['brokers']],
    ['what controllers alone act upon: these', { controllers: { config: { 'num.io.threads': 4 } } }, ['controllers']],
    ['what controllers alone have and do not act upon: nothing', { controllers: { config: { 'log.retention.ms': 4 } } }, []],
    ['a JVM flag of the brokers: these', { brokers: { nodes: 3, storage, jvm: { flags: { MaxGCPauseMillis: 50 } } } }, ['brokers']],
    ['logging: all', { logging: { rootLevel: 'WARN' } }, ['brokers', 'controllers']],
  ])('%s', (_, props, outdated) => {
    expect((['brokers', 'controllers'] as const).filter((pool) => hashOf(props, pool) !== before[pool])).toEqual(outdated);
  });

  test('without a Job every setting does', () => {
    const hash = (props: KafkaClusterProps) => {
      const model = modelOf({ ...THREE, ...props });
      const pool = poolOf(model, 'brokers');
      return configurationHash(model, pool, pool.sets[0]);
    };
    expect(hash({ config: { 'log.retention.ms': 1000 } })).not.toBe(hash({}));
  });
});
