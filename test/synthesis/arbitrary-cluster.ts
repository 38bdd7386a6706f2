import { Chart, Size } from 'cdk8s';
import fc from 'fast-check';
import {
  HostSpread, KafkaCluster, KafkaClusterProps, KafkaVersion, LogLayout, Metadata, NodePoolProps, Sizing, Storage, TaintEffect, ZooKeeperEnsemble,
  ZooKeeperEnsembleProps,
} from '../../src';

/** A cluster within the rules, and the ensemble that it needs if its metadata is to be in ZooKeeper. */
export interface ArbitraryCluster {
  readonly kafka: KafkaClusterProps;
  readonly zooKeeper?: ZooKeeperEnsembleProps;
}

/** Puts it into a chart, the ensemble first. */
export function declareIn(chart: Chart, { kafka, zooKeeper }: ArbitraryCluster): KafkaCluster {
  if (!zooKeeper) { return new KafkaCluster(chart, 'Events', kafka); }
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', zooKeeper);
  return new KafkaCluster(chart, 'Events', { ...kafka, metadata: Metadata.zooKeeper(ensemble) });
}

/** Either of these, or nothing said. */
const perhaps = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);
const labelValue = fc.stringMatching(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?)?$/);
const labels = fc.dictionary(fc.oneof(name, name.map((n) => `example.com/${n}`)), labelValue, { maxKeys: 3 });
// Whatever text there is: quotes, line ends, other alphabets.
const annotations = fc.dictionary(name.map((n) => `example.com/${n}`), fc.string({ unit: 'binary' }), { maxKeys: 3 });

const size = (min: number, max: number) => fc.integer({ min, max }).map((n) => Size.gibibytes(n));
const volume = fc.record({ bytes: size(10, 20_000), storageClass: perhaps(name) })
  .map(({ bytes, storageClass }) => Storage.persistent(bytes, { storageClass }));
const storage = fc.oneof(
  { weight: 6, arbitrary: volume },
  { weight: 2, arbitrary: fc.array(volume, { minLength: 1, maxLength: 4 }).map((volumes) => Storage.jbod(volumes)) },
  { weight: 1, arbitrary: size(10, 100).map((sizeLimit) => Storage.ephemeral({ sizeLimit })) },
);

const settings = fc.record({
  'num.io.threads': fc.integer({ min: 1, max: 64 }),
  'log.retention.hours': fc.integer({ min: 1, max: 1000 }),
  'compression.type': fc.constantFrom('producer', 'zstd', 'lz4'),
  'auto.create.topics.enable': fc.boolean(),
}, { requiredKeys: [] });

const pool: fc.Arbitrary<NodePoolProps> = fc.record({
  resources: fc.record({ cpu: fc.integer({ min: 1, max: 64 }).map((n) => n / 4), memory: size(4, 64) }),
  jvm: fc.record({
    heap: fc.constantFrom(Size.mebibytes(1024), Size.mebibytes(1536)),
    flags: fc.dictionary(fc.constantFrom('MaxGCPauseMillis', 'G1ReservePercent'), fc.integer({ min: 1, max: 50 })),
    systemProperties: fc.dictionary(name, fc.string()),
    gcLogging: fc.boolean(),
  }, { requiredKeys: [] }),
  config: settings,
  placement: fc.record({
    hosts: fc.constantFrom(HostSpread.REQUIRED, HostSpread.PREFERRED, HostSpread.NONE),
    nodeSelector: labels,
    tolerations: fc.array(fc.record({ key: name, value: labelValue, effect: fc.constantFrom(TaintEffect.NO_SCHEDULE, TaintEffect.PREFER_NO_SCHEDULE) }, { requiredKeys: ['key'] }), { maxLength: 2 }),
    priorityClassName: name,
  }, { requiredKeys: [] }),
  labels,
  annotations,
}, { requiredKeys: [] });

const zones = fc.uniqueArray(fc.constantFrom('eu-west-1a', 'eu-west-1b', 'us-east-1a', 'zone-1', 'zone-2', 'Rack.A', 'rack_b'), { minLength: 1, maxLength: 4 });
const odd = (most: number) => fc.integer({ min: 0, max: (most - 1) / 2 }).map((n) => 2 * n + 1);

const cluster: fc.Arbitrary<KafkaClusterProps> = fc.record({
  name,
  zones,
  config: settings,
  pluginConfig: fc.dictionary(name.map((n) => `com.example.${n}`), fc.string()),
  clusterDomain: fc.constantFrom('cluster.local', 'k8s.example.com'),
  image: fc.constantFrom('registry.example.com:5000/kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'kafka:1'),
  sizing: fc.constantFrom(Sizing.PRODUCTION, Sizing.DEVELOPMENT),
  labels,
  annotations,
}, { requiredKeys: [] });

const logging = fc.record({ rootLevel: fc.constantFrom('INFO', 'warn', 'DEBUG'), levels: fc.dictionary(fc.stringMatching(/^[a-z]+(\.[a-zA-Z]+){0,3}\$?$/), fc.constantFrom('TRACE', 'off')) },
  { requiredKeys: [] });

const kraft: fc.Arbitrary<ArbitraryCluster> = fc.record({
  cluster,
  version: perhaps(fc.constantFrom(KafkaVersion.V3_9, KafkaVersion.V4_0, KafkaVersion.V4_1, KafkaVersion.V4_2, KafkaVersion.V4_3, KafkaVersion.of('4.7.0'))),
  clusterId: perhaps(fc.constantFrom('4L6g3nShT-eMCtK--X86sw')),
  logging: perhaps(logging),
  json: fc.boolean(),
  nodes: fc.oneof(
    fc.record({
      brokers: fc.record({ pool, nodes: fc.integer({ min: 1, max: 12 }), storage }),
      controllers: perhaps(fc.record({ pool, nodes: odd(5), storage: volume })),
    })
      .map(({ brokers, controllers }) => ({
        brokers: { ...brokers.pool, nodes: brokers.nodes, storage: brokers.storage },
        ...(controllers ? { controllers: { ...controllers.pool, nodes: controllers.nodes, storage: controllers.storage } } : {}),
      })),
    fc.record({ pool, nodes: odd(5), storage })
      .map((combined) => ({ combined: { ...combined.pool, nodes: combined.nodes, storage: combined.storage } })),
  ),
}).map(({ cluster: props, version, clusterId, logging: levels, json, nodes }) => ({
  kafka: { ...props, ...nodes, version, clusterId, logging: { ...levels, layout: json && version?.minor !== '3.9' ? LogLayout.JSON : LogLayout.TEXT } },
}));

const zooKeeperMode: fc.Arbitrary<ArbitraryCluster> = fc.record({
  cluster,
  brokers: fc.record({ pool, nodes: fc.integer({ min: 1, max: 9 }), storage }),
  logging: perhaps(logging),
  ensemble: fc.record(
    { nodes: odd(7), transactionLogStorage: volume, zones, labels, annotations, firstNodeId: fc.integer({ min: 1, max: 100 }) }, { requiredKeys: [] },
  ),
  ensembleStorage: volume,
}).map(({ cluster: props, brokers, logging: levels, ensemble, ensembleStorage }) => ({
  kafka: { ...props, version: KafkaVersion.V3_9, logging: levels, brokers: { ...brokers.pool, nodes: brokers.nodes, storage: brokers.storage } },
  zooKeeper: { ...ensemble, storage: ensembleStorage, logging: levels },
}));

/** Clusters of every kind, with whatever the user may state beside. */
export const arbitraryCluster: fc.Arbitrary<ArbitraryCluster> = fc.oneof({ weight: 3, arbitrary: kraft }, { weight: 1, arbitrary: zooKeeperMode });
