import type { TopicModel } from './topic-model';
import type { UserModel } from './user-model';
import { HeapPlan } from '../config/heap';
import { JvmModel, LoggingModel } from '../config/runtime-model';
import type { NetworkPeer } from '../kubernetes/network-peer';
import { NodeLabels, VolumeModel } from '../kubernetes/node-set';
import { HostSpread, Placement } from '../kubernetes/placement';
import { ResourcesModel } from '../kubernetes/resource-requirements';
import type { _DeclaredAuthorization } from '../security/authorization';
import { MechanismModel } from '../security/mechanism';
import { TlsModel } from '../security/model';
import { Acknowledgement } from '../validation/finding';

/**
 * A Kafka cluster with everything known: what was declared, every default filled in, every node's id, rack and address.
 * Plain data. Rules judge it, renderers turn it into text and manifests; neither sees a construct.
 */
export interface KafkaModel {
  /** The construct's path, for messages. */
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly clusterDomain: string;
  readonly version: VersionModel;
  readonly image: string;
  readonly metadata: MetadataModel;
  readonly development: boolean;
  /** Whether a lifecycle Job starts and restarts the nodes, and applies what Kafka can change at run time. */
  readonly served: boolean;
  readonly zones: readonly string[];
  readonly listeners: readonly ListenerModel[];
  /** Whether it was said how nodes come to controllers. */
  readonly controllerListenerDeclared: boolean;
  readonly authorization?: _DeclaredAuthorization;
  /** Controllers first, then brokers; combined nodes are one pool. */
  readonly pools: readonly PoolModel[];
  /** The headless Service that gives every pod its name. */
  readonly nodesService: string;
  /** The Service at which clients begin. */
  readonly bootstrapService: string;
  readonly labels: NodeLabels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly logging: LoggingModel;
  readonly topics: readonly TopicModel[];
  readonly users: readonly UserModel[];
  /** Of users that have none of their own, by Kafka's key. */
  readonly defaultQuotas: Readonly<Record<string, number>>;
  readonly acknowledgements: readonly Acknowledgement[];
  /** Which of the pools were declared at all, for the rule that speaks of their combinations. */
  readonly declaredPools: readonly PoolProperty[];
}

export interface VersionModel {
  readonly version: string;
  readonly minor: string;
  readonly metadataVersion: string;
  readonly supportsZooKeeper: boolean;
}

export type MetadataModel = KraftModel | ZooKeeperModel;

export interface KraftModel {
  readonly mode: 'kraft';
  /** 16 bytes as URL-safe base64 without padding, as Kafka writes them. */
  readonly clusterId: string;
  /** Whether the user gave the id. */
  readonly clusterIdGiven: boolean;
}

export interface ZooKeeperModel {
  readonly mode: 'zookeeper';
  /** `zookeeper.connect`: servers and chroot. */
  readonly connect: string;
  readonly chroot: string;
  /** The path of the ensemble's construct; undefined if something else runs the ensemble. */
  readonly ensemblePath?: string;
  /** An id that the user gave although only KRaft has one. */
  readonly clusterId?: string;
}

export type RoleName = 'broker' | 'controller';

/** The property of KafkaCluster by which a pool was declared. */
export type PoolProperty = 'brokers' | 'controllers' | 'combined';

export interface ListenerModel {
  /** The name in Kafka's configuration, for example `INTERNAL`. */
  readonly name: string;
  /** The name as the user gave it, or would have; undefined for those that the library has of its own. */
  readonly declaredName?: string;
  /** The name in keys (`listener.name.<name>.…`), files and ports: `internal`. */
  readonly keyName: string;
  readonly port: number;
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** By which clients prove who they are; none: they do not, or by their certificates. */
  readonly mechanisms: readonly MechanismModel[];
  /** Of one that speaks TLS. */
  readonly tls?: TlsModel;
  readonly purpose: 'client' | 'inter-broker' | 'controller';
  /** Of one between nodes: what was said beside TLS and mechanism. */
  readonly nodes?: { readonly principal?: string; readonly hostnameVerification?: boolean };
  /** Who may reach it; undefined: everybody. */
  readonly peers?: readonly NetworkPeer[];
  /** The most connections of each broker there, and the most in a second. */
  readonly maxConnections?: number;
  readonly maxConnectionRate?: number;
}

/** Nodes of the same roles, storage, resources and configuration. */
export interface PoolModel {
  /** `controller`, `broker` or `node`: the middle of its nodes' names. */
  readonly name: string;
  readonly property: PoolProperty;
  readonly roles: readonly RoleName[];
  /** The number of nodes as declared, whatever it is. */
  readonly declaredNodes: number;
  readonly firstNodeId: number;
  readonly nodeIdsPerZone: number;
  readonly sets: readonly SetModel[];
  readonly volumes: readonly VolumeModel[];
  readonly resources: ResourcesModel;
  readonly heap: HeapPlan;
  /** Whether the heap was given rather than derived. */
  readonly heapGiven: boolean;
  readonly jvm: JvmModel;
  readonly placement: Placement;
  readonly hosts: HostSpread;
  /** The zones among which a pool of one set spreads. */
  readonly spreadZones: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Static and dynamic settings that all its nodes share, by key, in the order in which they are written. */
  readonly settings: ReadonlyMap<string, Setting>;
}

/** Where a setting comes from. */
export type SettingOrigin =
  /** Only the library can know it. */
  | 'identity'
  /** A default of the library that the user may override. */
  | 'default'
  /** `config` of the cluster. */
  | 'config'
  /** `config` of the pool. */
  | 'pool'
  /** `pluginConfig`: keys that Kafka does not know itself. */
  | 'plugin';

export interface Setting {
  readonly value: string;
  readonly origin: SettingOrigin;
  /** What the user's setting replaced, where both the library and the user have one. */
  readonly overridden?: { readonly value: string; readonly origin: SettingOrigin };
}

/** What stands for the id of a node in what holds for any node of a set. */
export const ANY_ID = '@ID@';

/** The nodes of a pool that are one StatefulSet: those of one rack. */
export interface SetModel {
  readonly name: string;
  /** The zone that is the rack of its brokers; none if the pool is not divided. */
  readonly zone?: string;
  readonly firstNodeId: number;
  readonly nodes: readonly NodeModel[];
  /** The host of any node that it has, or had, with `ANY_ID` in the place of the node's id. */
  readonly anyHost: string;
}

export interface NodeModel {
  readonly id: number;
  readonly podName: string;
  /** The name under which the other nodes and clients reach it. */
  readonly host: string;
  readonly rack?: string;
  /** Of a controller of a KRaft cluster: the id of the directory that holds its metadata log (KIP-853). */
  readonly directoryId?: string;
}

export function brokerPools(model: KafkaModel): readonly PoolModel[] {
  return model.pools.filter((p) => p.roles.includes('broker'));
}

export function controllerPools(model: KafkaModel): readonly PoolModel[] {
  return model.pools.filter((p) => p.roles.includes('controller'));
}

export function nodesOf(pools: readonly PoolModel[]): readonly NodeModel[] {
  return pools.flatMap((p) => p.sets.flatMap((s) => s.nodes));
}

/** The property of a pool's member as the user writes it. */
export function poolProperty(pool: PoolModel, member: string): string {
  return `${pool.property}.${member}`;
}

/** The property by which a setting was declared, as the user writes it. */
export function settingProperty(pool: PoolModel, key: string, setting: Setting): string {
  switch (setting.origin) {
    case 'pool': return `${pool.property}.config '${key}'`;
    case 'plugin': return `pluginConfig '${key}'`;
    case 'config':
    case 'default':
    case 'identity': return `config '${key}'`;
  }
}

/** Those at which the nodes come to each other. */
export function betweenNodes(listeners: readonly ListenerModel[]): readonly ListenerModel[] {
  return listeners.filter(({ purpose }) => purpose !== 'client');
}

export function listenerFor(model: KafkaModel, purpose: ListenerModel['purpose']): ListenerModel {
  const found = model.listeners.find((l) => l.purpose === purpose);
  if (!found) { throw new Error(`The model of '${model.path}' has no ${purpose} listener; it has ${model.listeners.map((l) => l.purpose).join(', ')}.`); }
  return found;
}

/** The listener at which a user comes in, the first one that lets it authenticate unless it is said which; undefined if there is none of that name. */
export function listenerOfUser({ listeners }: KafkaModel, { listener, scram }: Pick<UserModel, 'listener' | 'scram'>): ListenerModel | undefined {
  const forClients = listeners.filter(({ purpose }) => purpose === 'client');
  const fitting = forClients.find(({ mechanisms }) => mechanisms.some(({ name }) => name === scram?.mechanism));
  return listener === undefined ? fitting ?? forClients.at(0) : forClients.find(({ declaredName }) => declaredName === listener);
}
