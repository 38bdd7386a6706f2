import { KafkaModel, PoolModel, Setting, brokerPools, nodesOf } from './model';
import { ConfigKey, KafkaMinor, catalogOf, minorOf } from '../config/catalog';
import { sortedByName } from '../config/sorted-by-name';
import { DynamicSettings } from '../lifecycle/desired-state';
import { mayNameSecret } from '../validation/secrets';

/**
 * What a lifecycle Job changes at run time instead of restarting anything (KIP-226). The files hold these settings as well, so that a broker that starts has them, but the
 * hash by which pods are outdated does not.
 *
 * A setting is *dynamic* if Kafka can change it in a running broker, and the declaration alone says what it is to be. All others are *static*.
 */

/** Settings that Kafka can change at run time, and that take effect with a restart all the same, with the reason. */
export const STATIC_ALL_THE_SAME: ReadonlyMap<string, string> = new Map([
  ['config.providers', 'the references in the files are resolved when a node starts'],
  ['log.cleaner.dedupe.buffer.size', 'its memory is taken from the heap, and a larger heap comes only with a restart'],
  ['metric.reporters', "a reporter's own settings are read when a node starts"],
]);

/**
 * What a dedicated controller acts upon while it runs, when it is set for all brokers alike: `DynamicConfigPublisher` brings these settings to controllers too, and
 * `ControllerServer` passes them to its request handlers, its `SocketServer` and that one's acceptors (`DynamicBrokerConfig.addReconfigurables`, Kafka 3.9 to 4.3). The others
 * mean nothing to it, or it reads them from the metadata, where it finds them however they were set: `min.insync.replicas`, `unclean.leader.election.enable`.
 */
export const CONTROLLERS_ACT_UPON: ReadonlySet<string> = new Set([
  'max.connection.creation.rate',
  'max.connections',
  'max.connections.per.ip',
  'max.connections.per.ip.overrides',
  'num.io.threads',
  'num.network.threads',
]);

/** Why a key is static although Kafka can change it at run time; undefined if it is dynamic, or cannot be changed at all. */
export function whyStatic(key: ConfigKey): string | undefined {
  if (key.updateMode === 'read-only') { return undefined; }
  if (key.sensitive || mayNameSecret(key.name)) { return 'it is a secret, and the Job handles none'; }
  if (LISTENERS.has(key.name)) { return 'pods and Services change with the listeners'; }
  // DynamicBrokerConfig: "Base configs may be defined only as STATIC_BROKER_CONFIG or DEFAULT_CONFIG and cannot be updated dynamically".
  if (/^(sasl|ssl|principal)\./.test(key.name)) { return 'Kafka changes it at run time only for a listener by its name (`listener.name.…`)'; }
  return STATIC_ALL_THE_SAME.get(key.name);
}

const LISTENERS: ReadonlySet<string> = new Set(['advertised.listeners', 'listener.security.protocol.map', 'listeners']);

/** The keys that a version can change at run time, by name. */
export function dynamicKeys(minor: KafkaMinor): ReadonlyMap<string, ConfigKey> {
  const known = dynamic.get(minor);
  if (known) { return known; }
  const keys = new Map(catalogOf(minor).keys().filter((key) => key.updateMode !== 'read-only' && whyStatic(key) === undefined).map((key) => [key.name, key]));
  dynamic.set(minor, keys);
  return keys;
}

const dynamic = new Map<KafkaMinor, ReadonlyMap<string, ConfigKey>>();

/**
 * The dynamic settings of a cluster. What all brokers have alike is set for all of them at once, as long as no controller is drawn along that was declared otherwise; the rest
 * is set for each broker.
 */
export function dynamicSettings(model: KafkaModel): DynamicSettings {
  const pools = brokerPools(model);
  const clusterWide: Record<string, string> = {};
  const perBroker: Record<string, Record<string, string>> = {};
  for (const [key, { updateMode }] of dynamicKeys(minorOf(model.version.minor).minor)) {
    const values = pools.map((pool) => dynamicValue(pool.settings.get(key)));
    if (values.every((value) => value === undefined)) { continue; }
    const [first] = values;
    if (updateMode === 'cluster-wide' && first !== undefined && values.every((value) => value === first) && controllersAgree(model, key, first)) {
      clusterWide[key] = first;
      continue;
    }
    for (const [i, value] of values.entries()) {
      if (value === undefined) { continue; }
      for (const { id } of nodesOf([pools[i]])) { (perBroker[id] ??= {})[key] = value; }
    }
  }
  return {
    clusterWide: sortedByName(clusterWide),
    // Ids are in numeric order, as of all such keys of an object.
    perBroker: Object.fromEntries(Object.entries(perBroker).map(([id, settings]) => [id, sortedByName(settings)])),
  };
}

/** The settings of a pool that its nodes read only when they start. */
export function staticSettings(model: KafkaModel, pool: PoolModel): ReadonlyMap<string, Setting> {
  const keys = dynamicKeys(minorOf(model.version.minor).minor);
  const broker = pool.roles.includes('broker');
  const clusterWide = broker ? {} : dynamicSettings(model).clusterWide;
  const changesAtRunTime = (key: string) => broker || !CONTROLLERS_ACT_UPON.has(key) || Object.hasOwn(clusterWide, key);
  return new Map([...pool.settings].filter(([key, setting]) => !keys.has(key) || dynamicValue(setting) === undefined || !changesAtRunTime(key)));
}

/** Its value, unless that is known only where a node starts (`${file:…}`), or the library's own. */
function dynamicValue(setting: Setting | undefined): string | undefined {
  return setting === undefined || setting.origin === 'identity' || setting.value.includes('${') ? undefined : setting.value.trim();
}

function controllersAgree(model: KafkaModel, key: string, value: string): boolean {
  const dedicated = model.pools.filter((pool) => !pool.roles.includes('broker'));
  return !CONTROLLERS_ACT_UPON.has(key) || dedicated.every((pool) => dynamicValue(pool.settings.get(key)) === value);
}
