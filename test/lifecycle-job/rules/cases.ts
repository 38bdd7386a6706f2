import { Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Authentication, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaLifecycleJobProps, KafkaVersion, LifecycleTrigger, Listener, Metadata,
  PrometheusOptions, Tls, RebalanceOptions, RebalancePolicy, RebalanceWindow, Storage, TaintEffect, VolumeOfNode, Weekday, ZooKeeperEnsemble,
} from '../../../src';

const storage = Storage.persistent(Size.gibibytes(100));
const BROKERS: KafkaClusterProps = { brokers: { nodes: 3, storage } };

/** What is declared in the chart `streaming`, whose cluster `Events` a Job `Lifecycle` looks after. */
export interface LifecycleCase {
  readonly props?: KafkaLifecycleJobProps;
  readonly kafka?: KafkaClusterProps;
  /** In the place of that Job. */
  readonly declare?: (chart: Chart, kafka: KafkaCluster) => KafkaLifecycleJob;
  /** Without one for `null`. */
  readonly namespace?: string | null;
  /** `[property, value]`. */
  readonly found?: readonly [string, string];
}

export interface LifecycleCases {
  readonly fires: readonly LifecycleCase[];
  readonly rests: readonly LifecycleCase[];
}

const fires = (props: KafkaLifecycleJobProps, property: string, value: string): LifecycleCase => ({ props, found: [property, value] });
const jobIn = (scope: Construct, id: string, props: KafkaLifecycleJobProps) => new KafkaLifecycleJob(scope, id, props);

const withEnsemble = (chart: Chart): { ensemble: ZooKeeperEnsemble; old: (id: string) => KafkaCluster } => {
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage });
  return { ensemble, old: (id) => new KafkaCluster(chart, id, { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), ...BROKERS }) };
};

const cron = (expression: string, timeZone?: string): KafkaLifecycleJobProps => ({ trigger: LifecycleTrigger.schedule(expression, { timeZone }) });
const rebalance = (options: RebalanceOptions): KafkaLifecycleJobProps => ({ rebalance: RebalancePolicy.onScale(options) });
const TWO_VOLUMES: KafkaClusterProps = { brokers: { nodes: 3, storage: Storage.jbod([storage, storage]) } };
const emptying = (emptyVolumes: VolumeOfNode[], property: string, value: string): LifecycleCase => ({
  kafka: TWO_VOLUMES, props: rebalance({ emptyVolumes }), found: [property, value],
});
const drift = (percent?: number, options?: RebalanceOptions): KafkaLifecycleJobProps => ({ rebalance: RebalancePolicy.onDrift(percent, options) });
const prometheus = (options: Partial<PrometheusOptions>, more: RebalanceOptions = { networkInBandPercent: 10 }) => rebalance({ prometheus: { url: 'http://prometheus:9090', ...options }, ...more });
const NO_PERCENTAGES = [0, -1, 100.5, NaN, Infinity];
const patched = (patch: JsonPatch, found?: readonly [string, string], props: KafkaLifecycleJobProps = {}): LifecycleCase => ({
  declare: (chart, kafka) => {
    kafka.statefulSets[1].addJsonPatch(patch);
    return jobIn(chart, 'Lifecycle', { cluster: kafka, ...props });
  },
  found,
});

/** For every rule about lifecycle Jobs: where it fires, and where it does not, though it is near. */
export const LIFECYCLE_CASES: { readonly [rule: string]: LifecycleCases } = {
  'lifecycle.nothing': {
    fires: [
      { declare: (chart) => jobIn(chart, 'Lifecycle', {}), found: ['cluster', ''] },
      { declare: (chart) => jobIn(chart, 'Lifecycle', { clusters: [], ensembles: [] }), found: ['cluster', ''] },
    ],
    rests: [{}, { declare: (chart) => jobIn(chart, 'Lifecycle', { ensembles: [withEnsemble(chart).ensemble] }) }],
  },
  'lifecycle.twice': {
    fires: [
      { declare: (chart, kafka) => jobIn(chart, 'Lifecycle', { cluster: kafka, clusters: [kafka] }), found: ['clusters', 'streaming/Events'] },
      {
        declare: (chart) => {
          const { ensemble } = withEnsemble(chart);
          return jobIn(chart, 'Lifecycle', { ensembles: [ensemble, ensemble] });
        },
        found: ['ensembles', 'streaming/ZooKeeper'],
      },
    ],
    rests: [{ declare: (chart, kafka) => jobIn(chart, 'Lifecycle', { clusters: [kafka, new KafkaCluster(chart, 'Orders', BROKERS)] }) }],
  },
  'lifecycle.namespace': {
    fires: [
      { declare: (chart, kafka) => jobIn(new Chart(chart, 'Other', { namespace: 'other' }), 'Lifecycle', { cluster: kafka }), found: ['clusters', 'streaming/Events'] },
      { declare: (_, kafka) => jobIn(new Chart(Testing.app(), 'Other', { namespace: 'streaming' }), 'Lifecycle', { cluster: kafka }), found: ['clusters', 'streaming/Events'] },
      { declare: (chart, kafka) => jobIn(new Chart(chart, 'Other'), 'Lifecycle', { cluster: kafka }), found: ['clusters', 'streaming/Events'] },
      { namespace: null, declare: (chart, kafka) => jobIn(new Chart(chart, 'Other'), 'Lifecycle', { cluster: kafka }), found: ['clusters', 'streaming/Events'] },
    ],
    rests: [{ namespace: null }, { declare: (chart, kafka) => jobIn(new Chart(chart, 'Other', { namespace: 'streaming' }), 'Lifecycle', { cluster: kafka }) }],
  },
  'lifecycle.access': {
    fires: [{ kafka: { ...BROKERS, controllerListener: { authentication: Authentication.custom('LDAP', 'events-ldap') } }, found: ['clusters', 'streaming/Events'] }],
    rests: [
      { kafka: { ...BROKERS, controllerListener: { authentication: Authentication.plain('users', { nodes: 'kafka' }) }, interBrokerListener: { tls: Tls.fromSecret('nodes') } } },
      { kafka: { ...BROKERS, listeners: [Listener.internal('ldap', { authentication: Authentication.custom('LDAP', 'events-ldap') })] } },
    ],
  },
  'lifecycle.two-jobs': {
    fires: [
      {
        declare: (chart, kafka) => {
          jobIn(chart, 'Other', { cluster: kafka });
          return jobIn(chart, 'Lifecycle', { cluster: kafka });
        },
        found: ['clusters', 'streaming/Events'],
      },
      {
        declare: (chart) => {
          const { old } = withEnsemble(chart);
          jobIn(chart, 'Other', { cluster: old('Orders') });
          return jobIn(chart, 'Lifecycle', { cluster: old('Audit') });
        },
        found: ['ensembles', 'streaming/ZooKeeper'],
      },
    ],
    rests: [
      {
        declare: (chart, kafka) => {
          jobIn(chart, 'Report', { cluster: kafka, trigger: LifecycleTrigger.report('@daily') });
          return jobIn(chart, 'Lifecycle', { cluster: kafka });
        },
      },
      {
        declare: (chart) => {
          const { old } = withEnsemble(chart);
          jobIn(chart, 'Other', { cluster: old('Orders') });
          return jobIn(chart, 'Lifecycle', { cluster: old('Audit'), ensembles: [] });
        },
      },
    ],
  },
  'lifecycle.reports-only': {
    fires: [fires({ trigger: LifecycleTrigger.report('@daily') }, 'clusters', 'streaming/Events')],
    rests: [
      { props: { trigger: LifecycleTrigger.schedule('@daily') } },
      { props: { dryRun: true } },
      {
        declare: (chart, kafka) => {
          jobIn(chart, 'Lifecycle', { cluster: kafka });
          return jobIn(chart, 'Report', { cluster: kafka, trigger: LifecycleTrigger.report('@daily') });
        },
      },
    ],
  },
  'lifecycle.patched-set': {
    fires: [
      patched(JsonPatch.add('/spec/replicas', 3), ["streaming/Events: StatefulSet 'events-broker' /spec/replicas", '3']),
      patched(JsonPatch.replace('/spec/updateStrategy', { type: 'RollingUpdate' }), ["streaming/Events: StatefulSet 'events-broker' /spec/updateStrategy", '{"type":"RollingUpdate"}']),
      patched(JsonPatch.remove('/spec/updateStrategy'), ["streaming/Events: StatefulSet 'events-broker' /spec/updateStrategy", 'null']),
    ],
    rests: [patched(JsonPatch.add('/spec/revisionHistoryLimit', 3))],
  },
  'names.dns-label': { fires: [fires({ name: 'Keeper' }, 'name', 'Keeper')], rests: [{ props: { name: 'keeper' } }] },
  'namespace.name': { fires: [{ namespace: 'Streaming', found: ["the chart's namespace", 'Streaming'] }], rests: [{ namespace: null }] },
  'labels.syntax': { fires: [fires({ labels: { team: 'a b' } }, "labels 'team'", 'a b')], rests: [{ props: { labels: { team: 'data' } } }] },
  'labels.reserved': { fires: [fires({ labels: { 'app.kubernetes.io/name': 'x' } }, "labels 'app.kubernetes.io/name'", 'x')], rests: [{ props: { labels: { 'app.kubernetes.io/part-of': 'x' } } }] },
  'labels.annotations': { fires: [fires({ annotations: { 'a b': 'x' } }, "annotations 'a b'", 'x')], rests: [{ props: { annotations: { a: 'x y' } } }] },
  'version.image': { fires: [fires({ image: 'Node:22' }, 'image', 'Node:22')], rests: [{ props: { image: 'registry.example.com/node:22' } }] },
  'version.floating-image': { fires: [fires({ image: 'node' }, 'image', 'node'), fires({ image: 'node:latest' }, 'image', 'node:latest')], rests: [{ props: { image: 'node:20' } }, {}] },
  'lifecycle.name-length': { fires: [fires({ name: 'n'.repeat(53) }, 'name', 'n'.repeat(53))], rests: [{ props: { name: 'n'.repeat(52) } }] },
  'lifecycle.concurrency': {
    fires: [0, -1, 1.5, NaN, Infinity].map((concurrency) => fires({ concurrency }, 'concurrency', String(concurrency))),
    rests: [{ props: { concurrency: 1 } }, { props: { concurrency: 40 } }],
  },
  'lifecycle.in-sync-margin': {
    fires: [-1, 0.5, NaN].map((inSyncMargin) => fires({ inSyncMargin }, 'inSyncMargin', String(inSyncMargin))),
    rests: [{ props: { inSyncMargin: 0 } }, { props: { inSyncMargin: 2 } }],
  },
  'lifecycle.rebalance-bands': {
    fires: [
      ...[...NO_PERCENTAGES, 0.009].map((percent) => fires(rebalance({ diskBandPercent: percent }), 'rebalance diskBandPercent', String(percent))),
      fires(rebalance({ replicaBandPercent: 101 }), 'rebalance replicaBandPercent', '101'),
      fires(rebalance({ leaderBandPercent: 0 }), 'rebalance leaderBandPercent', '0'),
      fires(rebalance({ networkInBandPercent: 0 }), 'rebalance networkInBandPercent', '0'),
      fires(rebalance({ networkOutBandPercent: 101 }), 'rebalance networkOutBandPercent', '101'),
      fires(rebalance({ leaderBytesBandPercent: NaN }), 'rebalance leaderBytesBandPercent', 'NaN'),
      fires(rebalance({ topicBandPercent: -5 }), 'rebalance topicBandPercent', '-5'),
      fires({ rebalance: RebalancePolicy.never({ leaderBandPercent: 0 }) }, 'rebalance leaderBandPercent', '0'),
    ],
    rests: [{}, ...[0.01, 100].map((of) => ({
      props: rebalance({ diskBandPercent: of, replicaBandPercent: of, leaderBandPercent: of, networkInBandPercent: of, topicBandPercent: of }),
    }))],
  },
  'lifecycle.rebalance-drift': {
    fires: [
      ...[10, 5].map((percent) => fires(drift(percent), 'rebalance drift', String(percent))),
      ...[0, -1, NaN, Infinity].map((percent) => fires(drift(percent), 'rebalance drift', String(percent))),
      fires(drift(undefined, { replicaBandPercent: 20 }), 'rebalance drift', '20'),
      fires(drift(12, { leaderBandPercent: 12.5 }), 'rebalance drift', '12'),
      fires(drift(20, { networkInBandPercent: 25 }), 'rebalance drift', '20'),
      { kafka: TWO_VOLUMES, props: drift(5, { diskBandPercent: 1, replicaBandPercent: 2, leaderBandPercent: 4.9 }), found: ['rebalance drift', '5'] },
    ],
    rests: [
      ...[undefined, 10.1, 200].map((percent) => ({ props: drift(percent) })),
      { props: drift(5, { diskBandPercent: 1, replicaBandPercent: 2, leaderBandPercent: 4.9 }) },
      // Without a drift there is none to compare with.
      { props: rebalance({ diskBandPercent: 50 }) },
    ],
  },
  'lifecycle.rebalance-disk-limit': {
    fires: [...NO_PERCENTAGES, 0.9].map((diskLimitPercent) => fires(rebalance({ diskLimitPercent }), 'rebalance diskLimitPercent', String(diskLimitPercent))),
    rests: [1, 100].map((diskLimitPercent) => ({ props: rebalance({ diskLimitPercent }) })),
  },
  'lifecycle.rebalance-limits': {
    fires: [
      ...[0, -1, 1.5, NaN, Infinity].map((replicaLimit) => fires(rebalance({ replicaLimit }), 'rebalance replicaLimit', String(replicaLimit))),
      fires(rebalance({ networkInLimit: Size.kibibytes(0.5) }), 'rebalance networkInLimit', '512 B'),
      fires(rebalance({ networkOutLimit: Size.mebibytes(Infinity) }), 'rebalance networkOutLimit', 'Infinity'),
      fires(rebalance({ brokerLimits: [{ nodes: [0], replicaLimit: 0 }] }), 'rebalance brokerLimits[0].replicaLimit', '0'),
      fires(rebalance({ brokerLimits: [{ nodes: [], replicaLimit: 1 }] }), 'rebalance brokerLimits[0]', 'no nodes'),
      fires(rebalance({ brokerLimits: [{ nodes: [0] }] }), 'rebalance brokerLimits[0]', 'no limit'),
      fires(rebalance({ brokerLimits: [{ nodes: [0, 9000], replicaLimit: 1 }] }), 'rebalance brokerLimits[0].nodes', '9000'),
      fires(rebalance({ brokerLimits: [{ nodes: [0], replicaLimit: 1 }, { nodes: [0], replicaLimit: 2 }] }), 'rebalance brokerLimits[1].nodes', '0'),
      {
        declare: (chart, kafka) => jobIn(chart, 'Lifecycle', { clusters: [kafka, new KafkaCluster(chart, 'Orders', BROKERS)], ...rebalance({ brokerLimits: [{ nodes: [1], replicaLimit: 1 }] }) }),
        found: ['rebalance brokerLimits[0].nodes', '1'],
      },
    ],
    rests: [{
      props: rebalance({
        replicaLimit: 1, networkInLimit: Size.kibibytes(1), networkOutLimit: Size.gibibytes(10), brokerLimits: [{ nodes: [0, 1], replicaLimit: 2 }],
      }),
    }],
  },
  'lifecycle.rebalance-topics': {
    fires: ['', '.', '..', 'a b', 'audit-?', 'a,b', 'a'.repeat(250), `${'a'.repeat(250)}*`, '\u{1f600}'].map((topic) => (
      fires(rebalance({ excludedTopics: ['orders', topic] }), 'rebalance excludedTopics[1]', topic || "''"))),
    rests: [{ props: rebalance({ excludedTopics: ['orders', '__consumer_offsets', 'audit-*', '*.raw', '*', 'a'.repeat(249), `*${'a'.repeat(249)}*`] }) }],
  },
  'lifecycle.rebalance-throttle': {
    fires: [
      ...[...NO_PERCENTAGES, 0.9].map((networkSharePercent) => fires(rebalance({ networkSharePercent }), 'rebalance networkSharePercent', String(networkSharePercent))),
      fires(rebalance({ network: Size.kibibytes(2047) }), 'rebalance network', '2 MiB'),
      ...[...NO_PERCENTAGES, 51].map((leastNetworkSharePercent) => (
        fires(rebalance({ leastNetworkSharePercent }), 'rebalance leastNetworkSharePercent', String(leastNetworkSharePercent)))),
      fires(rebalance({ network: Size.mebibytes(50), networkSharePercent: 1 }), 'rebalance network', '50 MiB'),
      fires(rebalance({ network: Size.mebibytes(Infinity) }), 'rebalance network', 'Infinity'),
      fires(rebalance({ network: Size.mebibytes(NaN) }), 'rebalance network', 'NaN'),
    ],
    rests: [{ network: Size.mebibytes(2) }, { network: Size.mebibytes(1), networkSharePercent: 100 }, { networkSharePercent: 1 }]
      .map((of) => ({ props: rebalance(of) })),
  },
  'lifecycle.rebalance-volumes': {
    fires: [
      fires(rebalance({ volumeThroughput: Size.kibibytes(1023) }), 'rebalance volumeThroughput', '1023 KiB'),
      fires(rebalance({ volumeThroughput: Size.mebibytes(NaN) }), 'rebalance volumeThroughput', 'NaN'),
      emptying([{ node: 9000, volume: 0 }], 'rebalance emptyVolumes[0]', 'volume 0 of node 9000'),
      ...[2, -1, 0.5, NaN].map((volume) => emptying([{ node: 1, volume }], 'rebalance emptyVolumes[0]', `volume ${volume} of node 1`)),
      emptying([{ node: 1, volume: 1 }, { node: 1, volume: 1 }], 'rebalance emptyVolumes[1]', 'volume 1 of node 1'),
      emptying([{ node: 0, volume: 1 }, { node: 2, volume: 0 }], 'rebalance emptyVolumes[1]', 'volume 0 of node 2'),
      {
        declare: (chart) => {
          const metadata = Metadata.zooKeeper(new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage }));
          const cluster = new KafkaCluster(chart, 'Old', { version: KafkaVersion.V3_9, metadata, ...TWO_VOLUMES });
          return jobIn(chart, 'Lifecycle', { cluster, ...rebalance({ emptyVolumes: [{ node: 2, volume: 0 }, { node: 2, volume: 1 }] }) });
        },
        found: ['rebalance emptyVolumes[1]', 'volume 1 of node 2'],
      },
      { props: rebalance({ emptyVolumes: [{ node: 0, volume: 0 }] }), found: ['rebalance emptyVolumes[0]', 'volume 0 of node 0'] },
      {
        declare: (chart, kafka) => jobIn(chart, 'Lifecycle', { clusters: [kafka, new KafkaCluster(chart, 'Orders', BROKERS)], ...rebalance({ emptyVolumes: [{ node: 0, volume: 0 }] }) }),
        found: ['rebalance emptyVolumes[0]', 'volume 0 of node 0'],
      },
    ],
    rests: [{ props: rebalance({ volumeThroughput: Size.mebibytes(1) }) }, { ...emptying([{ node: 0, volume: 1 }, { node: 2, volume: 1 }], '', ''), found: undefined }],
  },
  'lifecycle.rebalance-load': {
    fires: [
      ...[9, 3601].map((of) => fires(rebalance({ loadWindow: Duration.seconds(of) }), 'rebalance loadWindow', `${of} s`)),
      ...['', 'prometheus:9090', 'ftp://prometheus', 'http://user:word@prometheus', 'http://prometheus?token=x'].map((url) => (
        fires(prometheus({ url, bytesIn: 'in' }), 'rebalance prometheus.url', url || "''"))),
      fires(prometheus({}), 'rebalance prometheus', 'no expression'),
      fires(prometheus({ bytesIn: ' ' }), 'rebalance prometheus', "''"),
      fires(prometheus({ bytesIn: 'in' }, {}), 'rebalance prometheus', 'bytesIn'),
      fires(prometheus({ bytesOut: 'out', latency: 'p99', latencyLimit: Duration.millis(1) }, {}), 'rebalance prometheus', 'bytesOut'),
      fires(prometheus({ latency: 'p99' }), 'rebalance prometheus.latencyLimit', 'none'),
      fires(prometheus({ bytesIn: 'in', latencyLimit: Duration.seconds(1) }), 'rebalance prometheus.latencyLimit', '1000 ms'),
      fires(prometheus({ latency: 'p99', latencyLimit: Duration.seconds(0) }), 'rebalance prometheus.latencyLimit', '0 ms'),
    ],
    rests: [
      ...[10, 3600].map((of) => ({ props: rebalance({ loadWindow: Duration.seconds(of) }) })),
      { props: prometheus({ url: 'https://metrics.example.com/prometheus', latency: 'p99', latencyLimit: Duration.millis(1) }) },
      { props: prometheus({ bytesOut: 'out' }) },
      { props: prometheus({ bytesOut: 'out' }, { networkOutLimit: Size.mebibytes(80) }) },
      { props: prometheus({ bytesIn: 'in' }, { brokerLimits: [{ nodes: [0], networkInLimit: Size.mebibytes(80) }] }) },
    ],
  },
  'lifecycle.rebalance-windows': {
    fires: [
      ...['', '24:00', '6', '6:60', '6am'].map((time) => fires(rebalance({ windows: [RebalanceWindow.daily(time, '06:00')] }), 'rebalance windows[0]', time || "''")),
      fires(rebalance({ windows: [RebalanceWindow.daily('22:00', '06:00'), RebalanceWindow.daily('22:00', '-1:00')] }), 'rebalance windows[1]', '-1:00'),
      fires(rebalance({ windows: [RebalanceWindow.daily('22:00', '06:00', { timeZone: 'Berlin' })] }), 'rebalance windows[0]', 'Berlin'),
    ],
    rests: [{ props: rebalance({ windows: [RebalanceWindow.daily('0:00', '23:59'), RebalanceWindow.daily('22:00', '22:00', { days: [Weekday.MONDAY], timeZone: 'Europe/Berlin' })] }) }],
  },
  'lifecycle.rebalance-moves': {
    fires: [
      ...[0, -1, 1.5, NaN, Infinity].map((movesPerBroker) => fires(rebalance({ movesPerBroker }), 'rebalance movesPerBroker', String(movesPerBroker))),
      fires(rebalance({ moves: 0 }), 'rebalance moves', '0'),
      fires(rebalance({ inFlight: Size.kibibytes(1023) }), 'rebalance inFlight', '1023 KiB'),
      fires(rebalance({ inFlight: Size.mebibytes(Infinity) }), 'rebalance inFlight', 'Infinity'),
    ],
    rests: [{ props: rebalance({ movesPerBroker: 1, moves: 1, inFlight: Size.mebibytes(1) }) }],
  },
  'lifecycle.no-progress': { fires: [fires({ noProgress: Duration.seconds(0) }, 'noProgress', '0 s'), fires({ noProgress: Duration.millis(5) }, 'noProgress', '1 s')], rests: [{ props: { noProgress: Duration.seconds(10) } }] },
  'lifecycle.deadline': {
    fires: [
      fires({ deadline: Duration.minutes(15) }, 'deadline', '900 s'),
      // The program ends a minute before.
      fires({ deadline: Duration.seconds(960) }, 'deadline', '960 s'),
      fires({ deadline: Duration.hours(1), noProgress: Duration.hours(2) }, 'deadline', '3600 s'),
      fires({ deadline: Duration.days(25_000) }, 'deadline', '2160000000 s'),
    ],
    rests: [{ props: { deadline: Duration.seconds(961) } }, { props: { noProgress: Duration.hours(23) } }],
  },
  'lifecycle.cron': {
    fires: [fires(cron('0 3 * *'), 'trigger cron', '0 3 * *'), fires(cron(''), 'trigger cron', "''"), fires(cron('TZ=UTC 0 3 * * *'), 'trigger cron', 'TZ=UTC 0 3 * * *'), fires(cron('0 3 30 2 *'), 'trigger cron', '0 3 30 2 *')],
    rests: [{ props: cron('0 3 * * *') }, {}],
  },
  'lifecycle.time-zone': {
    fires: ['Berlin', 'europe/berlin', '+01:00', '', 'Local'].map((zone) => fires(cron('@daily', zone), 'trigger timeZone', zone || "''")),
    rests: [{ props: cron('@daily', 'Europe/Berlin') }, { props: cron('@daily', 'Etc/UTC') }, { props: cron('@daily', 'UTC') }, { props: cron('@daily') }],
  },
  'lifecycle.dry-run-hook': {
    fires: [LifecycleTrigger.argoCd(), LifecycleTrigger.helm()].map((trigger) => fires({ trigger, dryRun: true }, 'dryRun', 'true')),
    rests: [{ dryRun: true }, { trigger: LifecycleTrigger.flux(), dryRun: true }, { trigger: LifecycleTrigger.argoCd() }].map((props) => ({ props })),
  },
  'lifecycle.ttl': {
    fires: [
      fires({ ttlAfterFinished: Duration.minutes(9) }, 'ttlAfterFinished', '540 s'),
      fires({ trigger: LifecycleTrigger.argoCd(), ttlAfterFinished: Duration.seconds(0) }, 'ttlAfterFinished', '0 s'),
      fires({ trigger: LifecycleTrigger.flux(), ttlAfterFinished: Duration.days(7) }, 'ttlAfterFinished', '604800 s'),
    ],
    rests: [{}, { props: { ttlAfterFinished: Duration.minutes(10) } }, { props: { trigger: LifecycleTrigger.flux() } }],
  },
  'lifecycle.metrics-port': {
    fires: [0, 80, 1023, 65_536, 9404.5, NaN].map((metricsPort) => fires({ metricsPort }, 'metricsPort', String(metricsPort))),
    rests: [{}, { props: { metricsPort: 1024 } }, { props: { metricsPort: 65_535 } }],
  },
  'lifecycle.memory': {
    fires: [fires({ resources: { memory: Size.mebibytes(127) } }, 'resources.memory', '127 MiB'), fires({ resources: { memory: Size.mebibytes(Infinity) } }, 'resources.memory', 'Infinity')],
    rests: [{ props: { resources: { memory: Size.mebibytes(128) } } }],
  },
  'resources.cpu': { fires: [fires({ resources: { cpu: 0 } }, 'resources.cpu', '0')], rests: [{ props: { resources: { cpu: 0.001 } } }] },
  'resources.cpu-limit': { fires: [fires({ resources: { cpuLimit: 0.05 } }, 'resources.cpuLimit', '0.05')], rests: [{ props: { resources: { cpuLimit: 0.1 } } }] },
  'placement.toleration': { fires: [fires({ placement: { tolerations: [{ value: 'a' }] } }, 'placement.tolerations[0].value', 'a')], rests: [{ props: { placement: { tolerations: [{ key: 'a', value: 'a' }] } } }] },
  'placement.tolerate-all': {
    fires: [fires({ placement: { tolerations: [{ effect: TaintEffect.NO_SCHEDULE }] } }, 'placement.tolerations[0]', '')],
    rests: [{ props: { placement: { tolerations: [{ key: 'a' }] } } }],
  },
  'placement.priority-class': { fires: [fires({ placement: { priorityClassName: 'High' } }, 'placement.priorityClassName', 'High')], rests: [{ props: { placement: { priorityClassName: 'high' } } }] },
  'placement.node-selector': {
    fires: [fires({ placement: { nodeSelector: { disk: 'a b' } } }, "placement.nodeSelector 'disk'", 'a b')],
    rests: [{ props: { placement: { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } } } }],
  },
  'lifecycle.size': {
    // Several settings that each broker has for itself.
    fires: [{ kafka: manyBrokers(10), found: ['ConfigMap lifecycle-desired-state', expect.stringMatching(/^\d{6} bytes$/) as string] }],
    rests: [{ kafka: manyBrokers(1) }, { kafka: { ...manyBrokers(10), config: { 'no such key': 1 } } }],
  },
};

/** Brokers with settings that their controllers do not share. */
function manyBrokers(hundreds: number): KafkaClusterProps {
  const config = { 'num.io.threads': 16, 'num.network.threads': 16, 'max.connections': 10_000, 'max.connections.per.ip': 1000, 'max.connection.creation.rate': 1000 };
  return { brokers: { nodes: hundreds * 100, storage: Storage.ephemeral({ sizeLimit: Size.gibibytes(100) }), config } };
}
