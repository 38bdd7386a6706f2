import { Size } from 'cdk8s';
import {
  Acl, AclOperation, AclPattern, AclResource, Authentication, Authorization, BrokersProps, ClientCertificates, KafkaClusterProps,
  KafkaVersion, Listener, LogLayout, Metadata, NetworkPeer, NodeListenerOptions, ScramMechanism, Storage, Tls, TlsOptions, TopicProps,
  UserAuthentication, UserProps,
} from '../../../src';
import { Cases } from '../../validation/rule-cases';

const GIB = Size.gibibytes;
const disk = Storage.persistent(GIB(100));

export const SOUND_BROKERS: BrokersProps = { nodes: 3, storage: disk };

/** What a cluster with three sound brokers declares besides or instead. */
export interface KafkaCase {
  readonly props?: Partial<KafkaClusterProps>;
  /** The brokers' own; the rest of them is sound. */
  readonly brokers?: Partial<BrokersProps>;
  /** Topics that are added, by their names. */
  readonly topics?: readonly (readonly [string, TopicProps?])[];
  /** Users that are added, by their names. */
  readonly users?: readonly (readonly [string, UserProps?])[];
  /** Whether a lifecycle Job looks after the cluster. */
  readonly job?: boolean;
  /** `[property, value]`. */
  readonly found?: readonly [string, string];
}

const zooKeeper = { version: KafkaVersion.V3_9, metadata: Metadata.externalZooKeeper('zk-0:2181,zk-1:2181') };

const STANDARD_AUTHORIZER = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
const ACL_AUTHORIZER = 'kafka.security.authorizer.AclAuthorizer';

function config(key: string, value: string | number | boolean, shown = String(value)): KafkaCase {
  return { props: { config: { [key]: value } }, found: [`config '${key}'`, shown] };
}

function tls(secret: string, options?: TlsOptions): Partial<KafkaClusterProps> {
  return { listeners: [Listener.internal('secure', { tls: Tls.fromSecret(secret, options) })] };
}

const external: UserProps = { authentication: UserAuthentication.external() };

function given(secret: string, key?: string): UserProps {
  return { authentication: UserAuthentication.scram({ secret, key }) };
}

const readsA: UserProps = { acls: [{ resource: AclResource.TOPIC, name: 'a', operations: [AclOperation.READ] }] };

/** @param found the kind of the resource, and the value */
function withAcls(acl: Acl, ...found: readonly string[]): KafkaCase {
  const [resource, value] = found;
  return {
    job: true,
    props: { config: { 'authorizer.class.name': STANDARD_AUTHORIZER, 'super.users': 'User:ANONYMOUS' } },
    users: [['shop', { acls: [acl] }]],
    ...value === undefined ? {} : { found: [`user 'shop' acls ${resource}`, value] },
  };
}

function authentication(declared: Authentication, options: { readonly tls?: Tls } = {}): Partial<KafkaClusterProps> {
  return { listeners: [Listener.internal('shop', { authentication: declared, ...options })] };
}

function between(options: NodeListenerOptions): Partial<KafkaClusterProps> {
  return { interBrokerListener: options, controllerListener: options };
}

/** Peers that Kubernetes takes for none. */
const NOBODY: readonly NetworkPeer[] = [
  {}, { cidr: '' }, { cidr: '10.0.0.0' }, { cidr: '10.0.0.0/33' }, { cidr: '10.0.0.0/8/8' }, { cidr: '::/129' }, { cidr: 'example.com/8' },
  { cidr: '10.0.0.0/8', podLabels: { app: 'shop' } }, { podLabels: { 'a b': 'c' } }, { namespaceLabels: { team: 'c d' } },
];

/** Nodes that come with certificates. */
const NODES: NodeListenerOptions = { tls: Tls.fromSecret('nodes'), principal: 'User:CN=nodes' };

const OAUTH = { issuer: 'https://id.example.com', jwksEndpoint: 'https://id.example.com/keys' };

function quiet(...settings: readonly (readonly [string, string | number | boolean])[]): KafkaCase {
  return { props: { config: Object.fromEntries(settings) } };
}

/** For every rule of Kafka's own: where it fires, and where it does not, though it is near. */
export const KAFKA_CASES: { readonly [rule: string]: Cases<KafkaCase> } = {
  'pools.none': {
    fires: [{ props: { brokers: undefined }, found: ['brokers', ''] }, { props: { brokers: undefined, controllers: {} }, found: ['brokers', ''] }],
    rests: [{}, { props: { brokers: undefined, combined: SOUND_BROKERS } }],
  },
  'pools.both': {
    fires: [{ props: { combined: SOUND_BROKERS }, found: ['combined', ''] }, { props: { brokers: undefined, combined: SOUND_BROKERS, controllers: {} }, found: ['combined', ''] }],
    rests: [{ props: { controllers: {} } }, { props: { brokers: undefined, combined: SOUND_BROKERS } }],
  },
  'pools.nodes': {
    fires: [
      ...[0, -1, 2.5, NaN, Infinity, 10_001].map((nodes): KafkaCase => ({ brokers: { nodes }, found: ['brokers.nodes', String(nodes)] })),
      { props: { controllers: { nodes: 0 } }, found: ['controllers.nodes', '0'] },
    ],
    rests: [{ brokers: { nodes: 1 } }, { props: { controllers: { nodes: 5 } } }],
  },
  'version.unknown': {
    fires: [{ props: { version: KafkaVersion.of('4.9.0') }, found: ['version', '4.9.0'] }],
    rests: [{ props: { version: KafkaVersion.of('4.0.7') } }],
  },
  'metadata.no-zookeeper': {
    fires: [{ props: { ...zooKeeper, version: KafkaVersion.V4_0 }, found: ['version', '4.0.2'] }],
    rests: [{ props: zooKeeper }, { props: { version: KafkaVersion.V4_0 } }],
  },
  'metadata.controllers': {
    fires: [
      { props: { ...zooKeeper, controllers: {} }, found: ['controllers', ''] },
      { props: { ...zooKeeper, brokers: undefined, combined: SOUND_BROKERS }, found: ['combined', ''] },
    ],
    rests: [{ props: zooKeeper }, { props: { controllers: {} } }],
  },
  'metadata.connect': {
    fires: [
      ...['', 'zk-0', 'zk-0:2181,', 'zk-0:0', 'zk-0:2181/kafka', 'http://zk-0:2181'].map((servers): KafkaCase => (
        { props: { ...zooKeeper, metadata: Metadata.externalZooKeeper(servers) }, found: ['metadata servers', servers || "''"] })),
      ...['', 'kafka', '/kafka/', '//', '/a b', '/../a'].map((chroot): KafkaCase => (
        { props: { ...zooKeeper, metadata: Metadata.externalZooKeeper('zk-0:2181', { chroot }) }, found: ['metadata chroot', chroot || "''"] })),
    ],
    rests: [
      { props: zooKeeper },
      { props: { ...zooKeeper, metadata: Metadata.externalZooKeeper('[::1]:2181, 10.0.0.1:2181', { chroot: '/' }) } },
      { props: { ...zooKeeper, metadata: Metadata.externalZooKeeper('zk-0.example.com:2181', { chroot: '/kafka/events_1' }) } },
    ],
  },
  'metadata.cluster-id': {
    fires: [
      { props: { clusterId: 'events' }, found: ['clusterId', 'events'] },
      { props: { clusterId: '' }, found: ['clusterId', "''"] },
      { props: { clusterId: '-kU3OEVBNTcwNTJENDM2Qg' }, found: ['clusterId', '-kU3OEVBNTcwNTJENDM2Qg'] },
      { props: { ...zooKeeper, clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' }, found: ['clusterId', 'MkU3OEVBNTcwNTJENDM2Qg'] },
    ],
    rests: [{ props: { clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' } }, { props: zooKeeper }],
  },
  'ids.range': {
    fires: [
      ...[-1, 0.5, NaN, Infinity, 2 ** 31].map((firstNodeId): KafkaCase => ({ brokers: { firstNodeId }, found: ['brokers.firstNodeId', String(firstNodeId)] })),
      { brokers: { firstNodeId: 2 ** 31 - 2 }, found: ['brokers.firstNodeId', '2147483646'] },
      { props: { zones: ['a', 'b', 'c'] }, brokers: { firstNodeId: 2 ** 31 - 101 }, found: ['brokers.firstNodeId', '2147483547'] },
    ],
    rests: [{ brokers: { firstNodeId: 2 ** 31 - 3 } }, { brokers: { firstNodeId: 0 } }],
  },
  'ids.per-zone': {
    fires: [
      ...[0, -1, 1.5, NaN].map((nodeIdsPerZone): KafkaCase => ({ brokers: { nodeIdsPerZone }, found: ['brokers.nodeIdsPerZone', String(nodeIdsPerZone)] })),
      { props: { zones: ['a', 'b', 'c'] }, brokers: { nodes: 9, nodeIdsPerZone: 2 }, found: ['brokers.nodeIdsPerZone', '2'] },
    ],
    rests: [{ props: { zones: ['a', 'b', 'c'] }, brokers: { nodes: 9, nodeIdsPerZone: 3 } }, { brokers: { nodes: 9, nodeIdsPerZone: 3 } }],
  },
  'ids.overlap': {
    fires: [
      { brokers: { firstNodeId: 9002 }, found: ['brokers.firstNodeId', '9002'] },
      { props: { controllers: { firstNodeId: 100 }, zones: ['a', 'b', 'c'] }, found: ['brokers.firstNodeId', '0'] },
    ],
    rests: [{ brokers: { firstNodeId: 9003 } }, { brokers: { firstNodeId: 8997 } }],
  },
  'storage.mixed': {
    fires: [{ brokers: { storage: Storage.jbod([disk, Storage.ephemeral()]) }, found: ['brokers.storage[1]', 'ephemeral'] }],
    rests: [{ brokers: { storage: Storage.jbod([disk, disk]) } }, { brokers: { storage: Storage.jbod([Storage.ephemeral(), Storage.ephemeral()]) } }],
  },
  'logging.layout': {
    fires: [{ props: { version: KafkaVersion.V3_9, logging: { layout: LogLayout.JSON } }, found: ['logging.layout', 'json'] }],
    rests: [{ props: { logging: { layout: LogLayout.JSON } } }, { props: { version: KafkaVersion.V3_9 } }],
  },
  'quorum.combined': {
    fires: [{ props: { brokers: undefined, combined: { ...SOUND_BROKERS, nodes: 5 } }, found: ['combined.nodes', '5'] }],
    rests: [{ props: { brokers: undefined, combined: SOUND_BROKERS } }, { brokers: { nodes: 5 } }],
  },
  'replication.min-isr': {
    fires: [
      config('min.insync.replicas', 3),
      config('min.insync.replicas', 4),
      config('transaction.state.log.min.isr', 3),
      { props: { config: { 'default.replication.factor': 2 } }, found: ["config 'min.insync.replicas'", '2'] },
    ],
    rests: [quiet(['min.insync.replicas', 1]), quiet(['min.insync.replicas', 3], ['default.replication.factor', 4]), { brokers: { nodes: 1 } }],
  },
  'replication.factor': {
    fires: [config('default.replication.factor', 4), config('offsets.topic.replication.factor', 5), config('share.coordinator.state.topic.replication.factor', 4)],
    rests: [quiet(['default.replication.factor', 3]), { props: { config: { 'default.replication.factor': 4 } }, brokers: { nodes: 4 } }],
  },
  'replication.few-brokers': {
    fires: [{ brokers: { nodes: 2 }, found: ['brokers.nodes', '2'] }, { brokers: { nodes: 1 }, found: ['brokers.nodes', '1'] }],
    rests: [{}, { brokers: { nodes: 0 } }],
  },
  'replication.single-replica': {
    fires: [config('offsets.topic.replication.factor', 1), config('default.replication.factor', '1')],
    rests: [quiet(['offsets.topic.replication.factor', 2]), { props: { config: { 'offsets.topic.replication.factor': 1 } }, brokers: { nodes: 1 } }],
  },
  'replication.racks': {
    fires: [{ props: { zones: ['a', 'b'] }, brokers: { nodes: 4 }, found: ['zones', '2'] }],
    rests: [
      { props: { zones: ['a', 'b', 'c'] } },
      { props: { zones: ['a', 'b'], config: { 'default.replication.factor': 4 } }, brokers: { nodes: 4 } },
      { props: { zones: ['a', 'b'], config: { 'min.insync.replicas': 1 } }, brokers: { nodes: 4 } },
      { props: { zones: ['a'] } },
    ],
  },
  'replication.uneven-zones': {
    fires: [{ props: { zones: ['a', 'b', 'c'] }, brokers: { nodes: 4 }, found: ['brokers.nodes', '4'] }],
    rests: [{ props: { zones: ['a', 'b', 'c'] }, brokers: { nodes: 6 } }, { brokers: { nodes: 4 } }],
  },
  'replication.unclean-election': {
    fires: [config('unclean.leader.election.enable', true), config('unclean.leader.election.enable', 'TRUE')],
    rests: [quiet(['unclean.leader.election.enable', false])],
  },
  'authorization.super-users': {
    fires: [
      config('authorizer.class.name', STANDARD_AUTHORIZER),
      { props: { config: { 'authorizer.class.name': STANDARD_AUTHORIZER, 'super.users': 'User:admin;User:anonymous' } }, found: ["config 'authorizer.class.name'", STANDARD_AUTHORIZER] },
      { props: { config: { 'authorizer.class.name': STANDARD_AUTHORIZER, 'principal.builder.class': 'org.example.Builder' } }, found: ["config 'authorizer.class.name'", STANDARD_AUTHORIZER] },
      { brokers: { config: { 'authorizer.class.name': STANDARD_AUTHORIZER, 'allow.everyone.if.no.acl.found': false } }, found: ["brokers.config 'authorizer.class.name'", STANDARD_AUTHORIZER] },
      { props: { ...zooKeeper, config: { 'authorizer.class.name': ACL_AUTHORIZER } }, found: ["config 'authorizer.class.name'", ACL_AUTHORIZER] },
      { props: { authorization: Authorization.acls({ superUsers: ['User:admin'] }) }, found: ["config 'authorizer.class.name'", STANDARD_AUTHORIZER] },
      { props: { authorization: Authorization.acls(), ...between({ tls: Tls.fromSecret('nodes') }) }, found: ["config 'authorizer.class.name'", STANDARD_AUTHORIZER] },
      {
        props: { authorization: Authorization.acls(), interBrokerListener: { tls: Tls.fromSecret('nodes'), principal: 'User:CN=nodes' } },
        found: ["config 'authorizer.class.name'", STANDARD_AUTHORIZER],
      },
    ],
    rests: [
      quiet(['super.users', 'User:admin']),
      quiet(['authorizer.class.name', STANDARD_AUTHORIZER], ['super.users', 'User:admin; User:ANONYMOUS']),
      quiet(['authorizer.class.name', STANDARD_AUTHORIZER], ['allow.everyone.if.no.acl.found', 'TRUE']),
      quiet(['authorizer.class.name', STANDARD_AUTHORIZER], ['super.users', '${env:SUPER_USERS}']),
      quiet(['authorizer.class.name', STANDARD_AUTHORIZER], ['super.users', 'User:node'], ['principal.builder.class', 'org.example.Builder']),
      quiet(['authorizer.class.name', 'org.example.Authorizer']),
      { props: { authorization: Authorization.custom('org.example.Authorizer') } },
      { props: { authorization: Authorization.acls(), ...between({ tls: Tls.fromSecret('nodes'), principal: 'User:CN=nodes' }) } },
      { props: { authorization: Authorization.acls(), ...between({ tls: Tls.fromSecret('nodes'), authentication: Authentication.plain('users', { nodes: 'kafka' }) }) } },
      { props: { authorization: Authorization.acls({ superUsers: ['User:CN=nodes'] }), ...between({ tls: Tls.fromSecret('nodes') }) } },
      { props: { authorization: Authorization.acls({ allowWithoutAcls: true }) } },
    ],
  },
  'authorization.node-principal': {
    fires: [
      {
        props: { authorization: Authorization.acls({ superUsers: ['User:admin'] }), interBrokerListener: { tls: Tls.fromSecret('nodes') }, controllerListener: NODES },
        found: ['interBrokerListener.principal', ''],
      },
      {
        props: { authorization: Authorization.acls(), interBrokerListener: NODES, controllerListener: { authentication: Authentication.custom('LDAP', 'jaas') } },
        found: ['controllerListener.principal', ''],
      },
    ],
    rests: [
      { props: { authorization: Authorization.acls(), ...between(NODES) } },
      { props: { authorization: Authorization.acls(), ...between({ authentication: Authentication.plain('users', { nodes: 'kafka' }) }) } },
      { props: between({ tls: Tls.fromSecret('nodes') }) },
    ],
  },
  'authorization.principals': {
    fires: [
      ...['admin', 'user:admin', 'User:', 'User:a;User:b', 'User:a ', ''].map((name): KafkaCase => ({
        props: { authorization: Authorization.acls({ superUsers: ['User:ok', name] }) }, found: ['authorization superUsers[1]', name || "''"],
      })),
      { props: { interBrokerListener: { tls: Tls.fromSecret('nodes'), principal: 'CN=nodes' } }, found: ['interBrokerListener.principal', 'CN=nodes'] },
      ...['', 'org.example.', 'a b'].map((name): KafkaCase => ({ props: { authorization: Authorization.custom(name) }, found: ['authorization', name || "''"] })),
    ],
    rests: [
      { props: { authorization: Authorization.custom('org.example.Authorizer$Inner', { superUsers: ['User:CN=a b,O=c', 'User:x'] }) } },
      { props: between(NODES) },
    ],
  },
  'authorization.zookeeper': {
    fires: [{ props: { ...zooKeeper, authorization: Authorization.acls(), interBrokerListener: NODES }, found: ['authorization', ''] }],
    rests: [{ props: { authorization: Authorization.acls(), ...between(NODES) } }, { props: zooKeeper }],
  },
  'resources.page-cache': {
    fires: [
      { brokers: { resources: { memory: GIB(8) }, jvm: { heap: GIB(7) } }, found: ['brokers.jvm.heap', '7 GiB'] },
      { brokers: { resources: { memory: Size.mebibytes(640) } }, found: ['brokers.resources.memory', '640 MiB'] },
    ],
    rests: [{ brokers: { resources: { memory: GIB(8) }, jvm: { heap: GIB(5) } } }, { brokers: { resources: { memory: GIB(1) } } }],
  },
  'resources.dedupe-buffer': {
    fires: [
      config('log.cleaner.dedupe.buffer.size', 3 * 1024 ** 3),
      config('log.cleaner.dedupe.buffer.size', 1024 ** 2),
      { props: { config: { 'log.cleaner.threads': 128 } }, found: ["config 'log.cleaner.dedupe.buffer.size'", '134217728 by default'] },
    ],
    rests: [
      quiet(['log.cleaner.dedupe.buffer.size', 2 * 1024 ** 3]),
      quiet(['log.cleaner.dedupe.buffer.size', 1024 ** 2 + 1]),
      quiet(['log.cleaner.threads', 127]),
      { brokers: { resources: { memory: Size.mebibytes(512) } } },
    ],
  },
  'resources.fetch-buffers': {
    fires: [
      config('num.replica.fetchers', 62),
      config('message.max.bytes', 650 * 1024 ** 2),
      config('message.max.bytes', 1300 * 1024 ** 2),
      { props: { config: { 'message.max.bytes': 1300 * 1024 ** 2 } }, brokers: { nodes: 1 }, found: ["config 'message.max.bytes'", '1363148800'] },
      { props: { config: { 'fetch.max.bytes': 1024 ** 3 } }, brokers: { config: { 'replica.fetch.response.max.bytes': 1024 ** 3 } }, found: ["brokers.config 'replica.fetch.response.max.bytes'", '1073741824'] },
      { brokers: { nodes: 130 }, found: ['brokers.resources.memory', '8 GiB'] },
      { brokers: { jvm: { flags: { MaxDirectMemorySize: '19m' } } }, found: ["brokers.jvm.flags 'MaxDirectMemorySize'", '19m'] },
    ],
    rests: [
      quiet(['num.replica.fetchers', 61]),
      quiet(['message.max.bytes', 600 * 1024 ** 2]),
      { props: { config: { 'message.max.bytes': 1200 * 1024 ** 2 } }, brokers: { nodes: 1 } },
      // The leader's fetch.max.bytes, 55 MiB, bounds its answers.
      quiet(['replica.fetch.response.max.bytes', 1024 ** 3]),
      // Soft limits: a larger batch is replicated all the same.
      quiet(['message.max.bytes', 20 * 1024 ** 2]),
      { brokers: { nodes: 120 } },
      { brokers: { jvm: { flags: { MaxDirectMemorySize: '20M' } } } },
      { brokers: { jvm: { flags: { MaxDirectMemorySize: 0 } } } },
      { brokers: { jvm: { flags: { MaxDirectMemorySize: 'much' } } } },
    ],
  },
  'storage.segments': {
    fires: [
      { brokers: { storage: Storage.persistent(GIB(9)) }, found: ['brokers.storage', '9 GiB'] },
      { brokers: { storage: Storage.jbod([disk, Storage.persistent(GIB(1))]) }, found: ['brokers.storage[1]', '1 GiB'] },
      { props: { controllers: { storage: Storage.persistent(GIB(2)) } }, found: ['controllers.storage', '2 GiB'] },
    ],
    rests: [
      { brokers: { storage: Storage.persistent(GIB(10)) } },
      { brokers: { storage: Storage.persistent(GIB(1)), config: { 'log.segment.bytes': 16 * 1024 ** 2 } } },
      { props: { controllers: { storage: Storage.persistent(GIB(3)) } } },
    ],
  },
  'storage.retention': {
    fires: [config('log.retention.bytes', 100 * 1024 ** 3)],
    rests: [quiet(['log.retention.bytes', 50 * 1024 ** 3]), quiet(['log.retention.bytes', -1])],
  },
  'storage.controller-volumes': {
    fires: [{ props: { controllers: { storage: Storage.jbod([disk, disk]) } }, found: ['controllers.storage', '2 volumes'] }],
    rests: [{ props: { controllers: { storage: disk } } }, { brokers: { storage: Storage.jbod([disk, disk]) } }],
  },
  'config.owned-key': {
    fires: [config('node.id', 1), { brokers: { config: { 'log.dirs': '/data' } }, found: ["brokers.config 'log.dirs'", '/data'] }],
    rests: [quiet(['num.io.threads', 8])],
  },
  'config.unknown-key': {
    fires: [config('log.retention.hour', 3, ''), config('my.plugin.key', 'x', ''), config('', 'x', ''), config('listener.name.internal.num.io.threads', 3, '')],
    rests: [
      quiet(['log.retention.hours', 3], ['super.users', 'User:a'], ['config.providers', 'env'], ['config.providers.env.class', 'org.apache.kafka.X']),
      { props: { version: KafkaVersion.V3_9, config: { 'config.providers': 'env' } } },
      { props: { pluginConfig: { 'my.plugin.key': 'x' } } },
      quiet(['retention.ms', 3]),
      quiet(['node.id', 3]),
      { props: { version: KafkaVersion.of('4.9.0'), config: { 'my.new.key': 1 } } },
    ],
  },
  'config.topic-key': {
    fires: [config('retention.ms', 3, ''), config('leader.replication.throttled.replicas', '*', '')],
    rests: [quiet(['compression.type', 'zstd'])],
  },
  'config.removed-key': {
    fires: [config('zookeeper.session.timeout.ms', 3, ''), { props: { version: KafkaVersion.of('4.9.0'), config: { 'inter.broker.protocol.version': '3.9' } }, found: ["config 'inter.broker.protocol.version'", ''] }],
    rests: [{ props: { ...zooKeeper, config: { 'zookeeper.session.timeout.ms': 3000 } } }],
  },
  'config.zookeeper-only': {
    fires: [
      { props: { version: KafkaVersion.V3_9, config: { 'inter.broker.protocol.version': '2.8' } }, found: ["config 'inter.broker.protocol.version'", ''] },
      { props: { version: KafkaVersion.V3_9, config: { 'zookeeper.session.timeout.ms': 3000 } }, found: ["config 'zookeeper.session.timeout.ms'", ''] },
    ],
    rests: [{ props: { ...zooKeeper, config: { 'inter.broker.protocol.version': '3.9', 'zookeeper.session.timeout.ms': 3000 } } }],
  },
  'config.future-key': {
    fires: [{ props: { version: KafkaVersion.V3_9, config: { 'share.coordinator.threads': 1 } }, found: ["config 'share.coordinator.threads'", ''] }],
    rests: [quiet(['share.coordinator.threads', 1])],
  },
  'config.unverified-key': {
    fires: [{ props: { version: KafkaVersion.of('4.9.0'), config: { 'my.new.key': 1 } }, found: ["config 'my.new.key'", ''] }],
    rests: [{ props: { version: KafkaVersion.of('4.9.0'), config: { 'num.io.threads': 1 }, pluginConfig: { 'my.new.key': 1 } } }],
  },
  'listeners.none': {
    fires: [{ props: { listeners: [] }, found: ['listeners', '[]'] }],
    rests: [{}, { props: { listeners: [Listener.internal('plain')] } }],
  },
  'listeners.name': {
    fires: [
      ...['', 'Shop', '9shop', 'the-shop', 'sixteenletterssx'].map((name): KafkaCase => ({
        props: { listeners: [Listener.internal('plain'), Listener.internal(name, { port: 9094 })] }, found: ['listeners[1]', name || "''"],
      })),
      { props: { listeners: [Listener.internal('replication')] }, found: ['listeners[0]', 'replication'] },
      { props: { listeners: [Listener.internal('shop'), Listener.internal('shop', { port: 9094 })] }, found: ['listeners[1]', 'shop'] },
      // Without controllers of its own that name would be free; it is kept for the day on which the cluster has some.
      { props: { ...zooKeeper, listeners: [Listener.internal('controller')] }, found: ['listeners[0]', 'controller'] },
    ],
    rests: [{ props: { listeners: [Listener.internal('fifteenletterss'), Listener.internal('b2b', { port: 9094 })] } }],
  },
  'listeners.port': {
    fires: [
      ...[0, 1023, 65_536, 9094.5, NaN].map((port): KafkaCase => ({ props: { listeners: [Listener.internal('shop', { port })] }, found: ['listeners[0].port', String(port)] })),
      { props: { listeners: [Listener.internal('shop', { port: 9091 })] }, found: ['listeners[0].port', '9091'] },
      { props: { listeners: [Listener.internal('shop', { port: 9093 })] }, found: ['listeners[0].port', '9093'] },
      { props: { listeners: [Listener.internal('shop', { port: 9094 }), Listener.internal('bank', { port: 9094 })] }, found: ['listeners[1].port', '9094'] },
    ],
    rests: [{ props: { listeners: [Listener.internal('shop', { port: 1024 }), Listener.internal('bank', { port: 65_535 })] } }],
  },
  'listeners.limits': {
    fires: [
      { props: { listeners: [Listener.internal('shop', { maxConnections: 0 })] }, found: ['listeners[0].maxConnections', '0'] },
      { props: { listeners: [Listener.internal('shop', { maxConnectionRate: 2.5 })] }, found: ['listeners[0].maxConnectionRate', '2.5'] },
    ],
    rests: [{ props: { listeners: [Listener.internal('shop', { maxConnections: 1, maxConnectionRate: 2_147_483_647 })] } }],
  },
  'listeners.peers': {
    fires: [
      { props: { listeners: [Listener.internal('shop', { peers: [] })] }, found: ['listeners[0].peers', '[]'] },
      ...NOBODY.map((peer): KafkaCase => ({
        props: { listeners: [Listener.internal('shop', { peers: [{ podLabels: { app: 'shop' } }, peer] })] }, found: ['listeners[0].peers[1]', JSON.stringify(peer)],
      })),
    ],
    rests: [{
      props: {
        listeners: [Listener.internal('shop', {
          peers: [{ podLabels: {} }, { namespaceLabels: {} }, { podLabels: { app: 'shop' }, namespaceLabels: { team: 'shop' } }, { cidr: '10.0.0.0/8' }, { cidr: 'fd00::/8' }, { cidr: '10.1.2.3/32' }],
        })],
      },
    }],
  },
  'listeners.tls': {
    fires: [
      { props: tls('Events'), found: ['listeners[0].tls secret', 'Events'] },
      { props: tls(''), found: ['listeners[0].tls secret', "''"] },
      { props: { controllerListener: { tls: Tls.fromSecret('Nodes') } }, found: ['controllerListener.tls secret', 'Nodes'] },
      { props: tls('events', { certificate: 'a/b' }), found: ['listeners[0].tls certificate', 'a/b'] },
      { props: tls('events', { privateKey: '..' }), found: ['listeners[0].tls privateKey', '..'] },
      { props: tls('events', { clientAuthorities: '', clientCertificates: ClientCertificates.REQUIRED }), found: ['listeners[0].tls clientAuthorities', "''"] },
      { props: tls('events', { clientAuthorities: 'ca.pem' }), found: ['listeners[0].tls clientAuthorities', 'ca.pem'] },
      { props: tls('events', { protocols: ['TLSv1.3', 'TLSv1.1'] }), found: ['listeners[0].tls protocols', 'TLSv1.1'] },
      ...['', 'CN=(.*)', 'RULE:CN=(.*)', 'RULE:/x/', 'RULE:a/b/X', 'default'].map((rule): KafkaCase => ({
        props: tls('events', { principalMappingRules: ['DEFAULT', rule] }), found: ['listeners[0].tls principalMappingRules', rule || "''"],
      })),
    ],
    rests: [
      { props: tls('events-tls.of-a.team') },
      { props: { interBrokerListener: { tls: Tls.fromSecret('nodes', { clientAuthorities: 'authorities.pem' }) } } },
      {
        props: tls('events', {
          clientCertificates: ClientCertificates.REQUESTED,
          clientAuthorities: 'ca_1.pem',
          protocols: ['TLSv1.2'],
          principalMappingRules: ['RULE:^CN=([^,]+),.*$/$1/L', 'RULE:^(.*)$/$1/U', 'RULE:^a\\/b$/c/', 'DEFAULT'],
        }),
      },
    ],
  },
  'listeners.authentication': {
    fires: [
      { props: authentication(Authentication.anyOf([])), found: ['listeners[0].authentication', 'anyOf([])'] },
      { props: authentication(Authentication.anyOf([Authentication.scram(), Authentication.scram()])), found: ['listeners[0].authentication', 'SCRAM-SHA-512'] },
      { props: authentication(Authentication.custom('plain', 'jaas')), found: ['listeners[0].authentication', 'plain'] },
      { props: authentication(Authentication.custom('A-NAME-OF-21-CHARACTERS', 'jaas')), found: ['listeners[0].authentication', 'A-NAME-OF-21-CHARACTERS'] },
      { props: authentication(Authentication.plain('Users'), { tls: Tls.fromSecret('events') }), found: ['listeners[0].authentication secret', 'Users'] },
      { props: authentication(Authentication.custom('LDAP', 'jaas', { key: 'a/b' })), found: ['listeners[0].authentication key', 'a/b'] },
      ...['', 'id.example.com/keys', 'file:///keys'].map((jwksEndpoint): KafkaCase => ({
        props: authentication(Authentication.oauth({ ...OAUTH, jwksEndpoint }), { tls: Tls.fromSecret('events') }), found: ['listeners[0].authentication jwksEndpoint', jwksEndpoint || "''"],
      })),
      ...['sasl.jaas.config', 'ssl.keystore.password', 'sasl.kerberos.service.name'].map((key): KafkaCase => ({
        props: authentication(Authentication.custom('LDAP', 'jaas', { config: { [key]: 'x' } })), found: [`listeners[0].authentication config '${key}'`, '(hidden)'],
      })),
      { props: authentication(Authentication.oauth({ ...OAUTH, issuer: '' })), found: ['listeners[0].authentication issuer', "''"] },
      { props: authentication(Authentication.oauth({ ...OAUTH, audiences: ['kafka', 'a,b'] })), found: ['listeners[0].authentication audiences', 'a,b'] },
      { props: { interBrokerListener: { authentication: Authentication.scram() } }, found: ['interBrokerListener.authentication', 'SCRAM-SHA-512'] },
      { props: { controllerListener: { tls: Tls.fromSecret('nodes'), authentication: Authentication.oauth(OAUTH) } }, found: ['controllerListener.authentication', 'OAUTHBEARER'] },
      { props: { controllerListener: { tls: Tls.fromSecret('nodes'), authentication: Authentication.plain('users') } }, found: ['controllerListener.authentication', 'PLAIN'] },
      { props: { interBrokerListener: { tls: Tls.fromSecret('nodes'), authentication: Authentication.plain('users', { nodes: 'a b' }) } }, found: ['interBrokerListener.authentication key', 'a b'] },
      {
        props: { interBrokerListener: { authentication: Authentication.anyOf([Authentication.custom('A', 'jaas'), Authentication.custom('B', 'jaas')]) } },
        found: ['interBrokerListener.authentication', 'A, B'],
      },
    ],
    rests: [
      { props: authentication(Authentication.anyOf([Authentication.scram(), Authentication.plain('users'), Authentication.oauth(OAUTH)]), { tls: Tls.fromSecret('events') }) },
      { props: between({ tls: Tls.fromSecret('nodes'), authentication: Authentication.plain('users', { nodes: 'kafka' }) }) },
      { props: between({ authentication: Authentication.custom('GSSAPI', 'jaas', { key: 'krb5.jaas' }) }) },
    ],
  },
  'listeners.unread': {
    fires: [
      { props: { interBrokerListener: { principal: 'User:CN=nodes' } }, found: ['interBrokerListener.principal', 'User:CN=nodes'] },
      {
        props: { controllerListener: { tls: Tls.fromSecret('nodes'), principal: 'User:CN=nodes', authentication: Authentication.plain('users', { nodes: 'kafka' }) } },
        found: ['controllerListener.principal', 'User:CN=nodes'],
      },
      {
        props: { controllerListener: { tls: Tls.fromSecret('nodes', { clientCertificates: ClientCertificates.NONE }), principal: 'User:CN=nodes' } },
        found: ['controllerListener.principal', 'User:CN=nodes'],
      },
      { props: { interBrokerListener: { hostnameVerification: false } }, found: ['interBrokerListener.hostnameVerification', 'false'] },
      { props: { ...zooKeeper, controllerListener: NODES }, found: ['controllerListener', ''] },
    ],
    rests: [
      { props: between({ ...NODES, hostnameVerification: false }) },
      { props: between({ authentication: Authentication.custom('LDAP', 'jaas'), principal: 'User:kafka' }) },
      { props: { ...zooKeeper, interBrokerListener: NODES } },
    ],
  },
  'listeners.password-in-clear': {
    fires: [
      { props: authentication(Authentication.plain('users')), found: ['listeners[0].authentication', 'PLAIN'] },
      { props: authentication(Authentication.anyOf([Authentication.scram(), Authentication.oauth(OAUTH)])), found: ['listeners[0].authentication', 'OAUTHBEARER'] },
      { props: { interBrokerListener: { authentication: Authentication.plain('users', { nodes: 'kafka' }) } }, found: ['interBrokerListener.authentication', 'PLAIN'] },
    ],
    rests: [
      { props: authentication(Authentication.scram()) },
      { props: authentication(Authentication.plain('users'), { tls: Tls.fromSecret('events') }) },
    ],
  },
  'config.unknown-listener': {
    fires: [config('listener.name.external.ssl.client.auth', 'none', '')],
    rests: [quiet(['listener.name.internal.ssl.client.auth', 'none'])],
  },
  'config.type': {
    fires: [
      config('num.io.threads', 'many'),
      config('num.io.threads', 0),
      config('log.segment.bytes', '1Gi'),
      config('compression.type', 'zip'),
      { brokers: { config: { 'log.cleaner.enable': 'yes' } }, found: ["brokers.config 'log.cleaner.enable'", 'yes'] },
      { props: { pluginConfig: { 'num.io.threads': 'many' } }, found: ["pluginConfig 'num.io.threads'", 'many'] },
      { props: { version: KafkaVersion.of('4.9.0'), config: { 'num.io.threads': 'many' } }, found: ["config 'num.io.threads'", 'many'] },
    ],
    rests: [
      quiet(['num.io.threads', ' 8 '], ['compression.type', 'zstd']),
      { props: { version: KafkaVersion.of('4.9.0'), config: { 'compression.type': 'newer' } } },
      quiet(['num.io.thread', 'many']),
    ],
  },
  'config.refused-value': {
    fires: [config('log.retention.hours', 0), config('log.roll.ms', 0), config('max.connections.per.ip', 0)],
    rests: [quiet(['log.retention.hours', -1]), quiet(['log.roll.ms', 1]), quiet(['max.connections.per.ip', 0], ['max.connections.per.ip.overrides', '10.0.0.1:5'])],
  },
  'config.order': {
    fires: [
      { props: { config: { 'replica.fetch.wait.max.ms': 30_001, 'replica.socket.timeout.ms': 40_000 } }, found: ["config 'replica.fetch.wait.max.ms'", '30001'] },
      config('queued.max.request.bytes', 1000),
      config('connections.max.idle.ms', 100),
      config('message.max.bytes', 104_857_600),
      config('socket.request.max.bytes', 1_048_588),
      config('broker.heartbeat.interval.ms', 9000),
      config('group.consumer.heartbeat.interval.ms', 4000),
      config('group.share.record.lock.duration.ms', 14_000),
      { props: { version: KafkaVersion.V3_9, config: { 'offsets.commit.required.acks': 4 } }, found: ["config 'offsets.commit.required.acks'", '4'] },
    ],
    rests: [
      quiet(['replica.fetch.wait.max.ms', 30_000]),
      quiet(['queued.max.request.bytes', -1]),
      quiet(['queued.max.request.bytes', 104_857_600]),
      quiet(['connections.max.idle.ms', -1]),
      quiet(['connections.max.idle.ms', 101]),
      quiet(['message.max.bytes', 104_857_599]),
      quiet(['message.max.bytes', 200 * 1024 ** 2], ['socket.request.max.bytes', 201 * 1024 ** 2]),
      quiet(['broker.heartbeat.interval.ms', 8999]),
    ],
  },
  'config.secret-value': {
    fires: [
      config('ssl.keystore.password', 'geheim', '(hidden)'),
      config('sasl.jaas.config', 'org.example.Module required username="a" password="geheim";', '(hidden)'),
      config('listener.name.internal.ssl.key.password', 'geheim', '(hidden)'),
      { props: { pluginConfig: { 'reporter.password': 'geheim' } }, found: ["pluginConfig 'reporter.password'", '(hidden)'] },
      { props: { pluginConfig: { 'reporter.clientSecret': 'geheim' } }, found: ["pluginConfig 'reporter.clientSecret'", '(hidden)'] },
    ],
    rests: [
      quiet(['ssl.keystore.password', '${file:/etc/secrets/keystore:password}']),
      quiet(['sasl.jaas.config', 'com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true keyTab="/etc/kafka.keytab";']),
      { props: { pluginConfig: { 'reporter.password.file': '/etc/secrets/a' } } },
    ],
  },
  'config.unknown-provider': {
    fires: [
      config('ssl.keystore.password', '${file:/etc/secrets/keystore:password}', '(hidden)'),
      { props: { config: { 'config.providers': 'env', 'ssl.keystore.location': '${env:LOCATION}' } }, found: ["config 'ssl.keystore.location'", '${env:LOCATION}'] },
    ],
    rests: [
      quiet(['config.providers', 'env,file'], ['config.providers.env.class', 'org.apache.kafka.common.config.provider.EnvVarConfigProvider'], ['ssl.keystore.location', '/a/${env:LOCATION}']),
      { props: { pluginConfig: { 'my.template': '${a:b}' } } },
    ],
  },
  'config.plugin-key': {
    fires: [{ props: { pluginConfig: { 'num.io.threads': 9 } }, found: ["pluginConfig 'num.io.threads'", '9'] }],
    rests: [{ props: { pluginConfig: { 'my.threads': 9, 'super.users': 'User:a' } } }],
  },
  'config.deprecated-key': {
    fires: [{ props: { version: KafkaVersion.V3_9, config: { 'offsets.commit.required.acks': -1 } }, found: ["config 'offsets.commit.required.acks'", '-1'] }],
    rests: [quiet(['num.io.threads', 8])],
  },
  'config.duplicate-synonym': {
    fires: [
      { props: { config: { 'log.retention.hours': 72, 'log.retention.ms': 1000 } }, found: ["config 'log.retention.hours'", '72'] },
      { props: { config: { 'log.roll.ms': 5000 } }, brokers: { config: { 'log.roll.hours': 1 } }, found: ["brokers.config 'log.roll.hours'", '1'] },
    ],
    rests: [quiet(['log.retention.hours', 72], ['log.roll.ms', 1000])],
  },
  'topics.name': {
    fires: ['', '.', '..', 'orders!', 'a b', 'bestellungen-ü', 'x'.repeat(250), '__consumer_offsets', '__mine'].map((name): KafkaCase => (
      { job: true, topics: [[name]], found: [`topic '${name}'`, ''] })),
    rests: ['orders', 'Orders_V2.eu-west', 'x'.repeat(249), '...', '_schemas'].map((name): KafkaCase => ({ job: true, topics: [[name]] })),
  },
  'topics.collision': {
    fires: [
      { job: true, topics: [['orders'], ['orders', {}]], found: ["topic 'orders'", ''] },
      { job: true, topics: [['orders.eu'], ['orders_eu']], found: ["topic 'orders_eu'", ''] },
    ],
    rests: [{ job: true, topics: [['orders.eu'], ['orders-eu'], ['Orders.eu']] }],
  },
  'topics.partitions': {
    fires: [0, -1, 1.5, NaN, Infinity, 10_000].map((partitions): KafkaCase => ({ job: true, topics: [['orders', { partitions }]], found: ["topic 'orders' partitions", String(partitions)] })),
    rests: [{ job: true, topics: [['orders', { partitions: 1 }], ['payments', {}], ['clicks', { partitions: 9_999 }]] }],
  },
  'topics.replication-factor': {
    fires: [4, 0, -1, 1.5, NaN].map((replicationFactor): KafkaCase => (
      { job: true, topics: [['orders', { replicationFactor, config: { 'min.insync.replicas': 1 } }]], found: ["topic 'orders' replicationFactor", String(replicationFactor)] })),
    rests: [{ job: true, topics: [['orders', { replicationFactor: 3 }], ['payments']] }],
  },
  'topics.min-isr': {
    fires: [
      { job: true, topics: [['orders', { replicationFactor: 2 }]], found: ["topic 'orders' replicationFactor", '2'] },
      { job: true, topics: [['orders', { replicationFactor: 1 }]], found: ["topic 'orders' replicationFactor", '1'] },
      { job: true, topics: [['orders', { config: { 'min.insync.replicas': 3 } }]], found: ["topic 'orders' config 'min.insync.replicas'", '3'] },
    ],
    rests: [
      { job: true, topics: [['orders', { replicationFactor: 1, config: { 'min.insync.replicas': 1 } }], ['payments', { replicationFactor: 3 }], ['clicks']] },
    ],
  },
  'topics.owned-key': {
    fires: ['leader', 'follower'].map((side): KafkaCase => (
      { job: true, topics: [['orders', { config: { [`${side}.replication.throttled.replicas`]: '*' } }]], found: [`topic 'orders' config '${side}.replication.throttled.replicas'`, '*'] })),
    rests: [{ job: true, topics: [['orders', { config: { 'retention.ms': -1 } }]] }],
  },
  'topics.unknown-key': {
    fires: ['retention.msec', 'log.retention.ms', 'retention', 'num.partitions'].map((key): KafkaCase => (
      { job: true, topics: [['orders', { config: { [key]: 1 } }]], found: [`topic 'orders' config '${key}'`, ''] })),
    rests: [{ job: true, topics: [['orders', { config: { 'retention.ms': 1, 'segment.bytes': 1_073_741_824, 'cleanup.policy': 'compact,delete', 'min.insync.replicas': 2 } }]] }],
  },
  'topics.type': {
    fires: [
      { job: true, topics: [['orders', { config: { 'cleanup.policy': 'remove' } }]], found: ["topic 'orders' config 'cleanup.policy'", 'remove'] },
      { job: true, topics: [['orders', { config: { 'retention.ms': '7d' } }]], found: ["topic 'orders' config 'retention.ms'", '7d'] },
      { job: true, topics: [['orders', { config: { 'max.message.bytes': -1 } }]], found: ["topic 'orders' config 'max.message.bytes'", '-1'] },
    ],
    rests: [{ job: true, topics: [['orders', { config: { 'cleanup.policy': 'compact', 'retention.ms': -1 } }]] }],
  },
  'topics.no-job': {
    fires: [{ topics: [['orders']], found: ['addTopic', '1 topic'] }, { topics: [['orders'], ['payments']], found: ['addTopic', '2 topics'] }],
    rests: [{ job: true, topics: [['orders']] }, {}],
  },
  'users.name': {
    fires: [
      ...['', 'User:shop', ' shop', 'shop ', 'a\nb', 'a\0', '*', 'ANONYMOUS'].map((name): KafkaCase => ({ job: true, users: [[name]], found: [`user '${name}'`, ''] })),
      { job: true, users: [['shop', { authentication: UserAuthentication.certificate({ distinguishedName: 'User:CN=shop' }) }]], found: ["user 'shop'", ''] },
    ],
    rests: [
      { job: true, users: [['shop'], ['a b=c,d'], ['Shop_V2'], ['ANONYMOUS', external], ['CN=shop,O=Ex', { authentication: UserAuthentication.certificate() }]] },
    ],
  },
  'users.duplicate': {
    fires: [
      { job: true, users: [['shop', { secretName: 'a' }], ['shop', { secretName: 'b' }]], found: ["user 'shop'", ''] },
      { job: true, users: [['CN=shop', external], ['shop', { authentication: UserAuthentication.certificate({ distinguishedName: 'CN=shop' }) }]], found: ["user 'shop'", ''] },
    ],
    rests: [{ job: true, users: [['shop'], ['Shop', { secretName: 'other' }], ['CN=shop', external]] }],
  },
  'users.secret-name': {
    fires: [
      { job: true, users: [['shop', { secretName: 'Shop' }]], found: ["user 'shop' secretName", 'Shop'] },
      { job: true, users: [['***']], found: ["user '***' secretName", 'events-'] },
      { job: true, users: [['shop', given('a_b')]], found: ["user 'shop' authentication secret", 'a_b'] },
      { job: true, users: [['shop', { authentication: UserAuthentication.scram({ key: 'password' }) }]], found: ["user 'shop' authentication secret", ''] },
      { job: true, users: [['shop', given('a', 'b c')]], found: ["user 'shop' authentication key", 'b c'] },
      { job: true, users: [['shop', given('a', '')]], found: ["user 'shop' authentication key", ''] },
      { job: true, users: [['shop', given('a', '..b')]], found: ["user 'shop' authentication key", '..b'] },
    ],
    rests: [{ job: true, users: [['Shop_Backend'], ['pay', given('pay.v2', 'db_Password.1')], ['***', external]] }],
  },
  'users.secret-taken': {
    fires: [
      { job: true, users: [['shop'], ['Shop']], found: ["user 'Shop' secretName", 'events-shop'] },
      { job: true, users: [['shop', given('events-shop')]], found: ["user 'shop' secretName", 'events-shop'] },
      { job: true, props: tls('events-tls'), users: [['tls']], found: ["user 'tls' secretName", 'events-tls'] },
      { job: true, users: [['shop', given('events-pay')], ['pay']], found: ["user 'pay' secretName", 'events-pay'] },
      { job: true, props: authentication(Authentication.plain('events-users')), users: [['users']], found: ["user 'users' secretName", 'events-users'] },
    ],
    rests: [{ job: true, users: [['shop', given('all', 'shop')], ['pay', given('all', 'pay')], ['Shop', external]] }],
  },
  'users.listener': {
    fires: ['public', 'INTERNAL', 'REPLICATION'].map((listener): KafkaCase => ({ job: true, users: [['shop', { listener }]], found: ["user 'shop' listener", listener] })),
    rests: [{ job: true, users: [['shop', { listener: 'internal' }], ['pay']] }],
  },
  'users.mechanism': {
    fires: [
      { job: true, users: [['shop']], found: ["user 'shop' authentication", 'SCRAM-SHA-512'] },
      { job: true, props: authentication(Authentication.scram({ mechanism: ScramMechanism.SHA_256 })), users: [['shop']], found: ["user 'shop' authentication", 'SCRAM-SHA-512'] },
      {
        job: true,
        props: { listeners: [Listener.internal('a'), Listener.internal('b', { port: 9095, authentication: Authentication.scram() })] },
        users: [['shop', { listener: 'a' }]],
        found: ["user 'shop' authentication", 'SCRAM-SHA-512'],
      },
    ],
    rests: [
      { job: true, props: authentication(Authentication.scram()), users: [['shop']] },
      { job: true, props: { listeners: [Listener.internal('a'), Listener.internal('b', { port: 9095, authentication: Authentication.scram() })] }, users: [['shop']] },
      { job: true, users: [['shop', external], ['pay', { ...external, listener: 'none' }]] },
    ],
  },
  'users.quota': {
    fires: [
      { job: true, users: [['shop', { quotas: { producerByteRate: Size.kibibytes(0) } }]], found: ["user 'shop' quotas.producerByteRate", '0'] },
      { job: true, users: [['shop', { quotas: { requestPercentage: -1 } }]], found: ["user 'shop' quotas.requestPercentage", '-1'] },
      { job: true, users: [['shop', { quotas: { controllerMutationRate: NaN } }]], found: ["user 'shop' quotas.controllerMutationRate", 'NaN'] },
      { job: true, props: { defaultQuotas: { requestPercentage: Infinity } }, found: ['defaultQuotas.requestPercentage', 'Infinity'] },
    ],
    rests: [{
      job: true, props: { defaultQuotas: { consumerByteRate: Size.mebibytes(1) } }, users: [['shop', { quotas: { requestPercentage: 0.5, controllerMutationRate: 0.1 } }]],
    }],
  },
  'users.acl-resource': {
    fires: [
      withAcls({ resource: AclResource.TOPIC, operations: [AclOperation.READ, AclOperation.WRITE] }, 'TOPIC', ''),
      withAcls({ resource: AclResource.GROUP, name: 'a\nb', operations: [AclOperation.READ] }, 'GROUP', 'a\nb'),
      ...['', ' ', '10.0.0.0/8', '10.0.0.*', '010.0.0.1', 'shop.example.com', 'localhost', '::1', '2001:DB8:0:0:0:0:0:1', '2001:0db8:0:0:0:0:0:1', '0:0:0:0:0:ffff:10.0.0.1'].map((host) =>
        withAcls({ resource: AclResource.TOPIC, name: 'a', host, operations: [AclOperation.READ] }, 'TOPIC', 'a')),
      withAcls({ resource: AclResource.CLUSTER, name: 'events', operations: [AclOperation.CREATE] }, 'CLUSTER', 'events'),
      withAcls({ resource: AclResource.CLUSTER, pattern: AclPattern.PREFIXED, operations: [AclOperation.CREATE] }, 'CLUSTER', 'kafka-cluster'),
    ],
    rests: [withAcls({ resource: AclResource.CLUSTER, name: 'kafka-cluster', operations: [AclOperation.CREATE] }), ...['*', '10.0.0.1', '2001:db8:0:0:0:0:0:1', 'fe80:0:0:0:1:2:3:4%eth0'].map((host) => withAcls({ resource: AclResource.TOPIC, name: '*', host, operations: [AclOperation.READ] }))],
  },
  'users.acl-operation': {
    fires: [
      withAcls({ resource: AclResource.GROUP, name: 'a', operations: [AclOperation.WRITE, AclOperation.READ] }, 'GROUP', 'WRITE'),
      withAcls({ resource: AclResource.CLUSTER, operations: [AclOperation.READ] }, 'CLUSTER', 'READ'),
      withAcls({ resource: AclResource.TRANSACTIONAL_ID, name: 'a', operations: [AclOperation.DELETE] }, 'TRANSACTIONAL_ID', 'DELETE'),
    ],
    rests: [withAcls({ resource: AclResource.USER, name: 'User:a', operations: [AclOperation.CREATE_TOKENS, AclOperation.ALL] })],
  },
  'users.no-authorizer': {
    fires: [
      { job: true, users: [['shop', readsA]], found: ["user 'shop' acls", '1 ACL'] },
      // Controllers take ACLs.
      { job: true, brokers: { config: { 'authorizer.class.name': STANDARD_AUTHORIZER, 'super.users': 'User:ANONYMOUS' } }, users: [['shop', readsA]], found: ["user 'shop' acls", '1 ACL'] },
    ],
    rests: [{ job: true, users: [['shop']] }, withAcls({ resource: AclResource.TOPIC, name: 'a', operations: [AclOperation.READ] })],
  },
  'users.no-job': {
    fires: [
      { users: [['shop']], found: ['addUser', '1 user'] }, { users: [['shop'], ['pay']], found: ['addUser', '2 users'] },
      { props: { defaultQuotas: { requestPercentage: 1 } }, found: ['defaultQuotas', ''] },
    ],
    rests: [{ job: true, users: [['shop']] }, {}],
  },
};
