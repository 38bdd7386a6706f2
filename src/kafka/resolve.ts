import { DEFAULT_CONTROLLERS, FIRST_NODE_ID, MOST_NODES, NODE_IDS_PER_ZONE, PORTS, poolDefaults } from './defaults';
import { derivedClusterId, derivedDirectoryId, spreadOver, zoneSuffixes } from './identity';
import type { KafkaClusterProps } from './kafka-cluster';
import { KafkaVersion } from './kafka-version';
import type { _DeclaredListener } from './listener';
import { listenersOf } from './listeners';
import { logDirOf } from './log-dirs';
import type { _DeclaredMetadata } from './metadata';
import { ANY_ID, KafkaModel, MetadataModel, PoolModel, PoolProperty, RoleName, SetModel } from './model';
import type { NodePoolProps } from './node-pool-props';
import { settingsOf } from './settings';
import type { TopicModel } from './topic-model';
import { UserModel, quotaValues } from './user-model';
import { divideMemory } from '../config/heap';
import { textValues } from '../config/text-values';
import { bytesOf } from '../kubernetes/bytes';
import { declaredVolume } from '../kubernetes/declared-volume';
import { hostName } from '../kubernetes/host-name';
import { NodeLabels, VolumeModel } from '../kubernetes/node-set';
import { HostSpread } from '../kubernetes/placement';
import { Storage } from '../kubernetes/storage';


/** All that a cluster is resolved from: plain data beside the value classes that the user made. */
export interface KafkaDeclaration {
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly development: boolean;
  /** Whether a lifecycle Job serves it. */
  readonly served: boolean;
  readonly props: KafkaClusterProps;
  readonly metadata: _DeclaredMetadata;
  /** `config` of the cluster, with what was added later. */
  readonly config: Readonly<Record<string, string>>;
  /** Listeners that were added later. */
  readonly listeners: readonly _DeclaredListener[];
  /** Those that were added. */
  readonly topics: readonly TopicModel[];
  readonly users: readonly UserModel[];
}

/** The system property with the addresses that brokers may ask for tokens, and for the keys by which they are verified. */
const ALLOWED_URLS = 'org.apache.kafka.sasl.oauthbearer.allowed.urls';

/** Where a node's volumes are mounted. */
export const DATA_PATH = '/var/lib/kafka';

interface DeclaredPool {
  readonly property: PoolProperty;
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly nodes: number;
  readonly storage?: Storage;
  readonly props: NodePoolProps;
}

/** From what was declared, in props that have been checked, to a model in which everything is known. Never throws: what is wrong is for the rules to say. */
export function resolveKafka(declaration: KafkaDeclaration): KafkaModel {
  const { props, name, namespace, development } = declaration;
  const version = props.version ?? KafkaVersion.V4_3;
  const clusterDomain = props.clusterDomain ?? 'cluster.local';
  const nodesService = `${name}-nodes`;
  const zones = props.zones ?? [];
  const metadata = resolveMetadata(declaration);
  const listeners = listenersOf(metadata, {
    clients: props.listeners?.map((l) => l._declared()),
    added: declaration.listeners,
    interBroker: props.interBrokerListener,
    controller: props.controllerListener,
  });
  const allowedUrls = listeners.flatMap(({ mechanisms }) => mechanisms.flatMap((mechanism) => mechanism.allowedUrls));
  const declared = declaredPools(props, metadata.mode === 'kraft');
  const host = (pod: string) => hostName(`${pod}.${nodesService}`, namespace, clusterDomain);

  const sets = new Map(declared.map((pool) => [pool, setsOf(pool, name, zones, host, metadata)] as const));
  const setsFor = (pool: DeclaredPool): readonly SetModel[] => sets.get(pool) ?? [];
  const count = (role: RoleName) => declared.filter((p) => p.roles.includes(role)).flatMap(setsFor).reduce((n, s) => n + s.nodes.length, 0);
  const controllers = declared.filter((p) => p.roles.includes('controller')).flatMap(setsFor).flatMap((s) => s.nodes).map((n) => `${n.host}:${PORTS.controller}`);

  const pools = declared.map((pool): PoolModel => {
    const defaults = poolDefaults(pool.roles, development);
    const resources = development ? { cpu: defaults.cpu, memoryBytes: defaults.memoryBytes } : {
      cpu: pool.props.resources?.cpu ?? defaults.cpu,
      cpuLimit: pool.props.resources?.cpuLimit,
      memoryBytes: bytesOf(pool.props.resources?.memory) ?? defaults.memoryBytes,
    };
    const heapGiven = development ? undefined : pool.props.jvm?.heap;
    const heap = divideMemory(resources.memoryBytes, pool.roles.includes('broker') ? 'broker' : 'controller', bytesOf(heapGiven));
    const volumes = volumesOf(pool, development, defaults.storageBytes);
    return {
      name: pool.name,
      property: pool.property,
      roles: pool.roles,
      declaredNodes: pool.nodes,
      firstNodeId: pool.props.firstNodeId ?? FIRST_NODE_ID[pool.property],
      nodeIdsPerZone: pool.props.nodeIdsPerZone ?? NODE_IDS_PER_ZONE,
      sets: setsFor(pool),
      volumes,
      resources,
      heap,
      heapGiven: heapGiven !== undefined,
      jvm: {
        flags: { ...pool.props.jvm?.flags },
        systemProperties: { ...(allowedUrls.length === 0 ? {} : { [ALLOWED_URLS]: allowedUrls.join(',') }), ...pool.props.jvm?.systemProperties },
        gcLogging: pool.props.jvm?.gcLogging ?? !development,
      },
      placement: pool.props.placement ?? {},
      hosts: pool.props.placement?.hosts ?? (development ? HostSpread.PREFERRED : HostSpread.REQUIRED),
      spreadZones: zones,
      labels: { ...props.labels, ...pool.props.labels },
      annotations: { ...props.annotations, ...pool.props.annotations },
      settings: settingsOf({
        minor: version.minor,
        roles: pool.roles,
        metadata,
        listeners,
        controllers,
        logDirs: volumes.map(logDirOf),
        brokers: count('broker'),
        zones: zones.length,
        heapBytes: heap.heap,
        development,
        authorization: props.authorization?._declared(),
        config: declaration.config,
        poolConfig: textValues(pool.props.config),
        pluginConfig: textValues(props.pluginConfig),
      }),
    };
  });

  return {
    path: declaration.path,
    name,
    namespace,
    clusterDomain,
    version: {
      version: version.version,
      minor: version.minor,
      metadataVersion: version.metadataVersion,
      supportsZooKeeper: version.supportsZooKeeper,
    },
    image: props.image ?? version.image,
    metadata,
    development,
    served: declaration.served,
    zones,
    listeners,
    controllerListenerDeclared: props.controllerListener !== undefined,
    authorization: props.authorization?._declared(),
    pools,
    nodesService,
    bootstrapService: `${name}-bootstrap`,
    labels: { ...props.labels },
    annotations: { ...props.annotations },
    logging: { rootLevel: props.logging?.rootLevel ?? 'INFO', levels: { ...props.logging?.levels }, layout: props.logging?.layout ?? 'text' },
    topics: declaration.topics,
    users: declaration.users,
    defaultQuotas: quotaValues(props.defaultQuotas),
    acknowledgements: props.acknowledge ?? [],
    declaredPools: (['brokers', 'controllers', 'combined'] as const).filter((p) => props[p] !== undefined),
  };
}

function resolveMetadata({ props, metadata, namespace, name }: KafkaDeclaration): MetadataModel {
  if (metadata.mode === 'kraft') {
    return { mode: 'kraft', clusterId: props.clusterId ?? derivedClusterId(namespace, name), clusterIdGiven: props.clusterId !== undefined };
  }
  const chroot = metadata.chroot ?? `/${name}`;
  return {
    mode: 'zookeeper',
    chroot,
    connect: `${metadata.servers}${chroot === '/' ? '' : chroot}`,
    ensemblePath: metadata.ensemblePath,
    clusterId: props.clusterId,
  };
}

function declaredPools(props: KafkaClusterProps, kraft: boolean): readonly DeclaredPool[] {
  const pools: DeclaredPool[] = [];
  if (props.combined) {
    pools.push({ property: 'combined', name: 'node', roles: ['controller', 'broker'], nodes: props.combined.nodes, storage: props.combined.storage, props: props.combined });
  }
  // Controllers follow from brokers; where nodes are combined, or there is a ZooKeeper, they are only there if the user says so (and a rule objects).
  if (props.controllers || (kraft && props.brokers && !props.combined)) {
    const controllers = props.controllers ?? {};
    pools.push({
      property: 'controllers',
      name: 'controller',
      roles: ['controller'],
      nodes: controllers.nodes ?? DEFAULT_CONTROLLERS,
      storage: controllers.storage,
      props: controllers,
    });
  }
  if (props.brokers) {
    pools.push({ property: 'brokers', name: 'broker', roles: ['broker'], nodes: props.brokers.nodes, storage: props.brokers.storage, props: props.brokers });
  }
  return pools;
}

/** Kafka's ids are 32 bits wide; with a number that cannot be counted on from, objects are made as by default, and a rule objects to it. */
function usableId(declared: number | undefined, byDefault: number): number {
  return declared !== undefined && Number.isInteger(declared) && Math.abs(declared) < 2 ** 31 ? declared : byDefault;
}

/**
 * Brokers form a set per zone, as their rack must be known. Controllers have no rack: they form one set that spreads over the zones.
 */
function setsOf(
  pool: DeclaredPool, cluster: string, zones: readonly string[], host: (pod: string) => string, metadata: MetadataModel,
): readonly SetModel[] {
  const count = Number.isInteger(pool.nodes) ? Math.min(Math.max(0, pool.nodes), MOST_NODES) : 0;
  const first = usableId(pool.props.firstNodeId, FIRST_NODE_ID[pool.property]);
  const divided = pool.roles.includes('broker') && zones.length > 0;
  const suffixes = zoneSuffixes(zones);
  const set = (name: string, firstNodeId: number, nodes: number, zone?: string): SetModel => ({
    name,
    zone,
    firstNodeId,
    anyHost: host(`${name}-${ANY_ID}`),
    nodes: Array.from({ length: nodes }, (_, i) => {
      const id = firstNodeId + i;
      const podName = `${name}-${id}`;
      return {
        id,
        podName,
        host: host(podName),
        rack: zone,
        directoryId: metadata.mode === 'kraft' && pool.roles.includes('controller') ? derivedDirectoryId(metadata.clusterId, id) : undefined,
      };
    }),
  });
  if (!divided) { return [set(`${cluster}-${pool.name}`, first, count)]; }
  const perZone = usableId(pool.props.nodeIdsPerZone, NODE_IDS_PER_ZONE);
  return spreadOver(count, zones.length).map((nodes, i) => set(`${cluster}-${pool.name}-${suffixes[i]}`, first + i * perZone, nodes, zones[i]));
}

function volumesOf(pool: DeclaredPool, development: boolean, defaultBytes: number): readonly VolumeModel[] {
  const declared = pool.storage?._volumes ?? [{ kind: 'persistent' as const, bytes: defaultBytes }];
  return declared.map((volume, i) => ({
    name: i === 0 ? 'data' : `data-${i}`,
    mountPath: i === 0 ? `${DATA_PATH}/data` : `${DATA_PATH}/data-${i}`,
    ...declaredVolume(volume, development),
  }));
}

/** The labels by which Services, budgets and spread rules find a cluster's pods. They can never change. */
export function selectorOf(model: Pick<KafkaModel, 'name'>, more: NodeLabels = {}): NodeLabels {
  return { 'app.kubernetes.io/name': 'kafka', 'app.kubernetes.io/instance': model.name, ...more };
}

/** The labels of a role, for what concerns brokers or controllers whatever their pool. */
export function roleLabel(role: RoleName): NodeLabels {
  return { [`cdk8s-kafka/${role}`]: 'true' };
}
