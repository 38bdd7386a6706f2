import { Chart, Duration, Size } from 'cdk8s';
import { LifecycleExample } from '../../examples/lifecycle/chart';
import { Quickstart } from '../../examples/quickstart/chart';
import { SingleNode } from '../../examples/single-node/chart';
import { ZooKeeperExample } from '../../examples/zookeeper/chart';
import {
  Authentication, Authorization, ClientCertificates, CombinedNodesProps, HostSpread, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob,
  KafkaLifecycleJobProps, KafkaVersion, LifecycleTrigger, Listener, LogLayout, Metadata, NodePoolProps, RebalanceApproval, RebalancePolicy,
  RebalanceWindow, ScramMechanism, Sizing, Storage, TaintEffect, Tls, UnavoidableOutages, UndeclaredAcls, UndeclaredSettings,
  UserAuthentication, UserRemoval, Weekday, ZooKeeperEnsemble,
} from '../../src';

export const TEN_GIB = Storage.persistent(Size.gibibytes(10));
export const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

/** A way to fill a chart with a cluster, beside an ensemble where it needs one. */
export type Declare = (chart: Chart) => void;

const kafka = (props: KafkaClusterProps): Declare => (chart) => { new KafkaCluster(chart, 'Events', props); };
const combined = (nodes: number, more: Partial<CombinedNodesProps> = {}): KafkaClusterProps => ({ combined: { nodes, storage: TEN_GIB, ...more } });

const withZooKeeper = (props: KafkaClusterProps, nodes = 3): Declare => (chart) => {
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { nodes, storage: TEN_GIB });
  new KafkaCluster(chart, 'Events', { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), ...props });
};

/** Everything that can be stated of brokers or controllers, beside their number and storage. */
const NODES = {
  resources: { cpu: 1.5, cpuLimit: 3, memory: Size.gibibytes(6) },
  jvm: { heap: Size.gibibytes(2), flags: { MaxGCPauseMillis: 50, UseStringDeduplication: true }, systemProperties: { 'com.example.name': 'a "b" c' }, gcLogging: false },
  config: { 'num.io.threads': 12, 'num.network.threads': 6 },
  placement: {
    hosts: HostSpread.PREFERRED,
    nodeSelector: { 'example.com/disk': 'ssd' },
    tolerations: [{ key: 'kafka', value: 'only', effect: TaintEffect.NO_EXECUTE, seconds: 300 }, { key: 'spot', effect: TaintEffect.NO_SCHEDULE }],
    priorityClassName: 'data',
  },
  labels: { 'team': 'data', 'example.com/cost-center': '4711' },
  annotations: { 'example.com/contact': 'data@example.com, "night shift": call' },
} satisfies NodePoolProps;

/** All optional props of a cluster. */
export const EVERYTHING: KafkaClusterProps = {
  name: 'orders',
  version: KafkaVersion.of('4.2.1', { image: 'registry.example.com/kafka:4.2.1', metadataVersion: '4.1' }),
  metadata: Metadata.kraft(),
  brokers: { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }), firstNodeId: 1000, nodeIdsPerZone: 50, ...NODES },
  controllers: { nodes: 5, storage: Storage.persistent(Size.gibibytes(30), { storageClass: 'ssd' }), firstNodeId: 1, ...NODES, config: { 'num.io.threads': 4 } },
  zones: ZONES,
  config: { 'log.retention.hours': 72, 'compression.type': 'zstd', 'auto.create.topics.enable': false },
  pluginConfig: { 'example.audit.topic': 'audit' },
  defaultQuotas: { producerByteRate: Size.mebibytes(5), consumerByteRate: Size.mebibytes(10), requestPercentage: 50, controllerMutationRate: 5 },
  logging: { rootLevel: 'WARN', levels: { 'kafka.request.logger': 'DEBUG' }, layout: LogLayout.JSON },
  clusterId: '4L6g3nShT-eMCtK--X86sw',
  clusterDomain: 'k8s.example.com',
  image: 'registry.example.com/mirror/kafka:4.2.1',
  sizing: Sizing.PRODUCTION,
  labels: { 'app.kubernetes.io/part-of': 'shop' },
  annotations: { 'example.com/owner': 'data' },
};

/** Every optional prop of an ensemble, and a cluster that uses it. */
const everythingOfZooKeeper: Declare = (chart) => {
  const { config, placement, ...nodes } = NODES;
  const ensemble = new ZooKeeperEnsemble(chart, 'Ensemble', {
    ...nodes,
    name: 'zk',
    nodes: 5,
    firstNodeId: 11,
    storage: Storage.persistent(Size.gibibytes(50), { storageClass: 'ssd' }),
    transactionLogStorage: Storage.persistent(Size.gibibytes(20), { storageClass: 'nvme' }),
    logging: { rootLevel: 'WARN', levels: { 'org.apache.zookeeper.server': 'INFO' }, layout: LogLayout.JSON },
    config: { maxClientCnxns: 200 },
    zones: ZONES,
    placement,
    image: 'registry.example.com/zookeeper:3.8.6',
    clusterDomain: 'k8s.example.com',
    sizing: Sizing.PRODUCTION,
  });
  new KafkaCluster(chart, 'Events', {
    version: KafkaVersion.V3_9,
    metadata: Metadata.zooKeeper(ensemble, { chroot: '/kafka/events' }),
    brokers: { nodes: 3, storage: TEN_GIB, config },
    zones: ZONES,
    clusterDomain: 'k8s.example.com',
  });
};

/** All optional props of a lifecycle Job, but for what it looks after. */
export const EVERYTHING_OF_A_JOB: KafkaLifecycleJobProps = {
  name: 'keeper',
  trigger: LifecycleTrigger.schedule('*/15 2-6 * * mon-fri', { timeZone: 'Europe/Berlin' }),
  dryRun: true,
  concurrency: 4,
  inSyncMargin: 1,
  unavoidable: UnavoidableOutages.REFUSE,
  noProgress: Duration.minutes(30),
  preferredLeaders: false,
  undeclaredSettings: UndeclaredSettings.REMOVE,
  rebalance: RebalancePolicy.onDrift(30, {
    diskBandPercent: 5,
    replicaBandPercent: 15,
    leaderBandPercent: 20,
    volumeBandPercent: 25,
    volumeThroughput: Size.mebibytes(20),
    diskLimitPercent: 70,
    replicaLimit: 4000,
    networkInLimit: Size.mebibytes(80),
    networkOutLimit: Size.mebibytes(90),
    brokerLimits: [{ nodes: [0], replicaLimit: 2000, networkInLimit: Size.mebibytes(40), networkOutLimit: Size.mebibytes(45) }],
    excludedTopics: ['audit-*'],
    network: Size.gibibytes(1),
    networkSharePercent: 30,
    leastNetworkSharePercent: 3,
    networkInBandPercent: 15,
    networkOutBandPercent: 15,
    leaderBytesBandPercent: 15,
    topicBandPercent: 50,
    loadWindow: Duration.minutes(2),
    windows: [RebalanceWindow.daily('22:00', '06:00', { days: [Weekday.SATURDAY], timeZone: 'Europe/Berlin' })],
    prometheus: { url: 'http://prometheus.monitoring:9090', bytesIn: 'topic:bytes_in', bytesOut: 'topic:bytes_out', latency: 'produce:p99', latencyLimit: Duration.millis(500) },
    movesPerBroker: 10,
    moves: 200,
    inFlight: Size.gibibytes(500),
    approval: RebalanceApproval.REQUIRED,
  }),
  deadline: Duration.hours(12),
  ttlAfterFinished: Duration.days(2),
  image: 'registry.example.com/mirror/node:22',
  resources: { cpu: 0.5, cpuLimit: 2, memory: Size.gibibytes(1) },
  placement: { nodeSelector: { 'example.com/pool': 'tools' }, tolerations: [{ key: 'tools', effect: TaintEffect.NO_SCHEDULE }], priorityClassName: 'tools' },
  labels: { 'team': 'data', 'app.kubernetes.io/part-of': 'shop' },
  annotations: { 'example.com/contact': 'data@example.com, "night shift": call' },
  logLayout: LogLayout.JSON,
  metricsPort: 9404,
};

const NODES_TLS = { tls: Tls.fromSecret('events-nodes'), principal: 'User:CN=events' };

/** The Secrets that the clusters below name, and others make. */
export const SECRETS = ['events-controllers', 'events-ldap', 'events-nodes', 'events-nodes-users', 'events-tls', 'events-users'];

/** Every way by which somebody comes in. */
const SECURED: KafkaClusterProps = {
  brokers: { nodes: 3, storage: TEN_GIB },
  zones: ZONES,
  interBrokerListener: NODES_TLS,
  controllerListener: { tls: Tls.fromSecret('events-controllers'), authentication: Authentication.plain('events-nodes-users', { nodes: 'kafka' }) },
  listeners: [
    Listener.internal('clients', { tls: Tls.fromSecret('events-tls', { clientCertificates: ClientCertificates.REQUIRED }) }),
    Listener.internal('users', {
      port: 9094,
      tls: Tls.fromSecret('events-tls'),
      authentication: Authentication.anyOf([
        Authentication.scram(), Authentication.plain('events-users'), Authentication.custom('LDAP', 'events-ldap'),
        Authentication.oauth({ issuer: 'https://id.example.com', jwksEndpoint: 'https://id.example.com/keys' }),
      ]),
    }),
  ],
  authorization: Authorization.acls({ superUsers: ['User:admin'] }),
};

/** A Job for the clusters, beside whatever ensembles they need. */
const served = (job: KafkaLifecycleJobProps, ...clusters: KafkaClusterProps[]): Declare => (chart) => {
  new KafkaLifecycleJob(chart, 'Lifecycle', { clusters: clusters.map((props, i) => new KafkaCluster(chart, `Events${i === 0 ? '' : i}`, props)), ...job });
};

const servedWithZooKeeper: Declare = (chart) => {
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB });
  const brokers = { nodes: 3, storage: TEN_GIB };
  const old = (id: string) => new KafkaCluster(chart, id, { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), brokers });
  new KafkaLifecycleJob(chart, 'Lifecycle', { clusters: [old('Orders'), old('Audit')] });
};

const servedUsers: Declare = (chart) => {
  const config = { 'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'super.users': 'User:ANONYMOUS' };
  const cluster = new KafkaCluster(chart, 'Events', { brokers: { nodes: 3, storage: TEN_GIB }, config });
  const shop = cluster.addUser('Shop_V2', { quotas: { producerByteRate: Size.mebibytes(20) } });
  cluster.addTopic('orders').grantProduce(shop);
  cluster.addUser('payments', {
    authentication: UserAuthentication.scram({ mechanism: ScramMechanism.SHA_256, secret: 'payments-password', key: 'pass.word' }),
    secretName: 'payments-kafka',
    listener: 'internal',
    undeclaredAcls: UndeclaredAcls.REMOVE,
    whenRemoved: UserRemoval.KEEP,
  }).allowStreams('payments');
  cluster.addUser('CN=audit,O="Example"', { authentication: UserAuthentication.certificate() }).allowAdmin();
  new KafkaLifecycleJob(chart, 'Lifecycle', { cluster });
};

/** The longest name that leaves room for what Kubernetes appends: `-controller`, and a revision of eleven characters, within 63. */
const LONGEST = 'n'.repeat(63 - '-controller'.length - '-0123456789'.length);

/** Clusters of every kind, by name. */
export const VARIED: Readonly<Record<string, Declare>> = {
  'example quickstart': (chart) => { new Quickstart(chart, 'example', { namespace: 'streaming' }); },
  'example zookeeper': (chart) => { new ZooKeeperExample(chart, 'example', { namespace: 'streaming' }); },
  'example single-node': (chart) => { new SingleNode(chart, 'example', { namespace: 'streaming' }); },
  'brokers and controllers': kafka({ brokers: { nodes: 3, storage: TEN_GIB } }),
  'brokers in zones': kafka({ brokers: { nodes: 7, storage: TEN_GIB }, zones: ZONES }),
  'fewer brokers than zones': kafka({ brokers: { nodes: 2, storage: TEN_GIB }, zones: ZONES }),
  'one node that is both': kafka(combined(1)),
  'three nodes that are both': kafka(combined(3)),
  'three nodes that are both, in zones': kafka({ ...combined(3), zones: ZONES }),
  'brokers with ZooKeeper': withZooKeeper({ brokers: { nodes: 3, storage: TEN_GIB } }),
  'brokers in zones, with a ZooKeeper of one server': withZooKeeper({ brokers: { nodes: 3, storage: TEN_GIB }, zones: ZONES }, 1),
  'a ZooKeeper elsewhere': kafka({
    version: KafkaVersion.V3_9, metadata: Metadata.externalZooKeeper('zk-1.example.com:2181,zk-2.example.com:2181'), brokers: { nodes: 3, storage: TEN_GIB },
  }),
  ...Object.fromEntries([KafkaVersion.V3_9, KafkaVersion.V4_0, KafkaVersion.V4_1, KafkaVersion.V4_2, KafkaVersion.V4_3].map((version) => [
    `Kafka ${version.minor}`, kafka({ version, brokers: { nodes: 3, storage: TEN_GIB } }),
  ])),
  'several volumes': kafka({ brokers: { nodes: 3, storage: Storage.jbod([TEN_GIB, Storage.persistent(Size.gibibytes(20), { storageClass: 'hdd' }), TEN_GIB]) } }),
  'ephemeral volumes': kafka({
    brokers: { nodes: 3, storage: Storage.ephemeral({ sizeLimit: Size.gibibytes(10) }) },
    controllers: { storage: Storage.ephemeral({ sizeLimit: Size.gibibytes(5) }) },
  }),
  'sized for development': kafka({ brokers: { nodes: 3, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) }, zones: ZONES, sizing: Sizing.DEVELOPMENT }),
  'everything stated': kafka(EVERYTHING),
  'everything stated of ZooKeeper': everythingOfZooKeeper,
  'the longest name': kafka({ name: LONGEST, brokers: { nodes: 3, storage: TEN_GIB }, zones: ZONES }),
  '180 brokers in three zones': kafka({ brokers: { nodes: 180, storage: TEN_GIB }, controllers: { nodes: 5 }, zones: ZONES }),
  'example lifecycle': (chart) => { new LifecycleExample(chart, 'example', { namespace: 'streaming' }); },
  'a Job for brokers in zones': served({}, { brokers: { nodes: 6, storage: TEN_GIB }, zones: ZONES, config: { 'log.retention.ms': 3_600_000 } }),
  'a Job for three nodes that are both': served({ trigger: LifecycleTrigger.argoCd() }, combined(3)),
  'a Job for two clusters with ZooKeeper': servedWithZooKeeper,
  'a Job for several clusters': served({ trigger: LifecycleTrigger.helm() }, EVERYTHING, combined(1), { brokers: { nodes: 3, storage: TEN_GIB, config: { 'num.io.threads': 12 } } }),
  'secured': kafka(SECURED),
  'secured, with ZooKeeper': withZooKeeper({ ...SECURED, controllerListener: undefined }),
  'a Job for secured nodes': served({}, SECURED, { ...combined(3), interBrokerListener: NODES_TLS, controllerListener: NODES_TLS }),
  'a Job with everything stated': served(EVERYTHING_OF_A_JOB, { brokers: { nodes: 3, storage: TEN_GIB } }),
  'a Job for 180 brokers': served({ name: 'n'.repeat(52) }, { brokers: { nodes: 180, storage: TEN_GIB, config: { 'num.io.threads': 12 } }, controllers: { nodes: 5 }, zones: ZONES }),
  'a Job for users': servedUsers,
  'two clusters in a namespace': (chart) => {
    new KafkaCluster(chart, 'Events', { brokers: { nodes: 3, storage: TEN_GIB } });
    new KafkaCluster(chart, 'Orders', combined(3));
  },
};
