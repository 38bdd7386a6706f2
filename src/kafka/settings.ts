import { authorizationSettings } from './authorization-settings';
import { JAAS_PATH, composedJaas, knownListeners, listenerSettings, servesAt } from './listeners';
import { ListenerModel, MetadataModel, RoleName, Setting, SettingOrigin } from './model';
import { catalogOf, minorOf } from '../config/catalog';
import { dedupeBufferFor } from '../config/heap';
import type { _DeclaredAuthorization } from '../security/authorization';
import { PROVIDER } from '../security/sasl-settings';

/** What the settings of a pool are made from. */
export interface SettingsInput {
  readonly minor: string;
  readonly roles: readonly RoleName[];
  readonly metadata: MetadataModel;
  readonly listeners: readonly ListenerModel[];
  /** `host:port` of every controller, for KRaft. */
  readonly controllers: readonly string[];
  readonly logDirs: readonly string[];
  readonly brokers: number;
  readonly zones: number;
  readonly heapBytes: number;
  readonly development: boolean;
  readonly authorization?: _DeclaredAuthorization;
  readonly config: Readonly<Record<string, string>>;
  readonly poolConfig: Readonly<Record<string, string>>;
  readonly pluginConfig: Readonly<Record<string, string>>;
}

/** Keys that only the library can know; a user's value for one of them is an error. The second one is what to use instead. */
export const OWNED_KEYS: ReadonlyMap<string, string> = new Map([
  ['node.id', "State 'firstNodeId' of the pool"],
  ['broker.id', "State 'firstNodeId' of the pool"],
  ['broker.id.generation.enable', 'Leave it out: ids are known at synthesis'],
  ['broker.rack', "State 'zones' of the cluster"],
  ['process.roles', "Declare 'brokers', 'controllers' or 'combined'"],
  ['listeners', "State 'listeners' of the cluster"],
  ['advertised.listeners', 'Leave it out: each node advertises its own name'],
  ['listener.security.protocol.map', 'Leave it out: it follows from the listeners'],
  ['inter.broker.listener.name', 'Leave it out: brokers have a listener among themselves'],
  ['security.inter.broker.protocol', 'Leave it out: it follows from the listeners'],
  ['controller.listener.names', 'Leave it out: it follows from the listeners'],
  ['controller.quorum.voters', 'Leave it out: the quorum is dynamic (KIP-853)'],
  ['controller.quorum.bootstrap.servers', "Declare 'controllers'"],
  ['zookeeper.connect', "State 'metadata: Metadata.zooKeeper(…)'"],
  ['zookeeper.metadata.migration.enable', 'Leave it out: the migration from ZooKeeper to KRaft is not offered'],
  ['log.dir', "State 'storage' of the pool"],
  ['log.dirs', "State 'storage' of the pool"],
  ['metadata.log.dir', "State 'storage' of the pool: the first volume holds the metadata log"],
]);

/**
 * All settings that the nodes of a pool share: what only the library knows, its defaults, what the user says for the cluster, for the pool,
 * and for plugins; a later one replaces an earlier one. What replaced what is kept for the rules.
 */
export function settingsOf(input: SettingsInput): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  const layer = (origin: SettingOrigin, entries: Iterable<readonly [string, string]>) => {
    for (const [key, value] of entries) {
      const before = settings.get(key);
      // An owned key keeps its value: the rule about owned keys says so to the user.
      if (before?.origin === 'identity') {
        settings.set(key, { ...before, overridden: { value, origin } });
      } else {
        settings.set(key, { value, origin, ...(before ? { overridden: { value: before.value, origin: before.origin } } : {}) });
      }
    }
  };
  layer('identity', identitySettings(input));
  layer('default', defaultSettings(input));
  layer('config', Object.entries(input.config));
  layer('pool', Object.entries(input.poolConfig));
  layer('plugin', Object.entries(input.pluginConfig));
  addProvider(settings, knownListeners(input.roles, input.listeners));
  return settings;
}

/** The config provider by which Kafka reads what a node composed in its memory, beside those of the user. */
function addProvider(settings: Map<string, Setting>, listeners: readonly ListenerModel[]): void {
  if (composedJaas(listeners).length === 0) { return; }
  const users = settings.get('config.providers') ?? { value: '', origin: 'default' };
  settings.set('config.providers', { ...users, value: [...users.value.split(','), PROVIDER].map((name) => name.trim()).filter((name) => name !== '').join(',') });
  settings.set(`config.providers.${PROVIDER}.class`, { value: 'org.apache.kafka.common.config.provider.DirectoryConfigProvider', origin: 'default' });
  settings.set(`config.providers.${PROVIDER}.param.allowed.paths`, { value: JAAS_PATH, origin: 'default' });
}

function securitySettings({ roles, listeners, authorization, metadata }: SettingsInput): [string, string][] {
  return [...listenerSettings(knownListeners(roles, listeners)), ...authorizationSettings(authorization, metadata, listeners)];
}

function identitySettings(input: SettingsInput): [string, string][] {
  const kraft = input.metadata.mode === 'kraft';
  const broker = input.roles.includes('broker');
  const interBroker = input.listeners.find((l) => l.purpose === 'inter-broker');
  const controllerListeners = input.listeners.filter((l) => l.purpose === 'controller');
  const settings: [string, string][] = [];
  if (kraft) { settings.push(['process.roles', input.roles.join(',')]); }
  settings.push(['listeners', input.listeners.filter((l) => servesAt(input.roles, l)).map((l) => `${l.name}://:${l.port}`).join(',')]);
  // A controller needs no broker's listener, but every KRaft node must know the security of the controllers'.
  settings.push(['listener.security.protocol.map', knownListeners(input.roles, input.listeners).map((l) => `${l.name}:${l.protocol}`).join(',')]);
  if (interBroker && broker) { settings.push(['inter.broker.listener.name', interBroker.name]); }
  if (input.metadata.mode === 'kraft') {
    settings.push(['controller.listener.names', controllerListeners.map((l) => l.name).join(',')]);
    settings.push(['controller.quorum.bootstrap.servers', input.controllers.join(',')]);
  } else {
    settings.push(['zookeeper.connect', input.metadata.connect], ['broker.id.generation.enable', 'false']);
  }
  settings.push(['log.dirs', input.logDirs.join(',')]);
  return settings;
}

/** Defaults that follow from the cluster, as far as this version knows their keys. */
function defaultSettings(input: SettingsInput): [string, string][] {
  const known = catalogOf(minorOf(input.minor).minor);
  const replicas = String(Math.max(1, Math.min(3, input.brokers)));
  const inSync = input.brokers >= 3 ? '2' : '1';
  const dedupeBuffer = dedupeBufferFor(input.heapBytes);
  const settings: [string, string][] = [
    // On controllers too: they create topics, and from Kafka 5.0 on only theirs will count.
    ['default.replication.factor', replicas],
    ['min.insync.replicas', inSync],
  ];
  if (input.roles.includes('broker')) {
    settings.push(
      ['offsets.topic.replication.factor', replicas],
      ['transaction.state.log.replication.factor', replicas],
      ['transaction.state.log.min.isr', inSync],
      ['share.coordinator.state.topic.replication.factor', replicas],
      ['share.coordinator.state.topic.min.isr', inSync],
    );
    // Consumers that state their zone (client.rack) may read from a replica there (KIP-392).
    if (input.zones > 0) { settings.push(['replica.selector.class', 'org.apache.kafka.common.replica.RackAwareReplicaSelector']); }
    if (dedupeBuffer !== undefined) { settings.push(['log.cleaner.dedupe.buffer.size', String(dedupeBuffer)]); }
  }
  if (input.development) {
    if (input.roles.includes('broker')) {
      settings.push(
        ['offsets.topic.num.partitions', '5'],
        ['transaction.state.log.num.partitions', '5'],
        ['share.coordinator.state.topic.num.partitions', '5'],
        ['group.initial.rebalance.delay.ms', '0'],
      );
    }
    if (input.metadata.mode === 'kraft') {
      // A broker that comes back at once is refused until its old session has ended.
      settings.push(['broker.session.timeout.ms', '3000'], ['broker.heartbeat.interval.ms', '500']);
    }
  }
  return [...settings.filter(([key]) => known.has(key)), ...securitySettings(input)];
}
