import { contentHash } from '../../config/content-hash';
import { renderArgumentFile } from '../../config/java-arguments';
import { serverJvmArguments } from '../../config/jvm';
import { KAFKA_LEVELS, LoggingConfiguration, LoggingFramework, renderLogging } from '../../config/logging';
import { PropertyComment, PropertyEntry, renderProperties } from '../../config/properties';
import { StartSettings } from '../../lifecycle/desired-state';
import { startSettingsOf } from '../../lifecycle/start-settings';
import { JAAS_PARTS, jaasText } from '../../security/jaas-files';
import { staticSettings } from '../dynamic-settings';
import { composedJaas, knownListeners, servesAt } from '../listeners';
import { ANY_ID, KafkaModel, NodeModel, PoolModel, SetModel, Setting, SettingOrigin } from '../model';
import { ANY_NODE_FILE, PREPARE_SCRIPT, PROBE_SCRIPT } from './scripts';
import { RUN_PATH } from '../run-path';

/** What each origin of settings is called in the text. */
const SECTIONS: readonly (readonly [SettingOrigin, string])[] = [
  ['identity', 'What follows from the cluster'],
  ['default', 'Defaults that follow from the cluster; `config` overrides them'],
  ['config', 'Declared for the cluster'],
  ['pool', 'Declared for these nodes'],
  ['plugin', 'Declared for plugins'],
];

interface PoolFiles {
  readonly files: Readonly<Record<string, string>>;
  /** Of what a node reads when it starts. What a lifecycle Job changes at run time is not in it. */
  readonly hash: string;
}

/** A model never changes, and every set of a pool asks for the files, several times. */
const rendered = new WeakMap<KafkaModel, Map<PoolModel, PoolFiles>>();

/** The files that all nodes of a pool share, by name. */
function poolFiles(model: KafkaModel, pool: PoolModel): PoolFiles {
  const known = rendered.get(model)?.get(pool);
  if (known) { return known; }
  const logging = loggingOf(model);
  const files = {
    'kafka.properties': commonProperties(model, pool, pool.settings),
    'jvm.options': renderArgumentFile(jvmArgumentsOf(model, pool)),
    [logging.fileName]: logging.text,
    'prepare.sh': PREPARE_SCRIPT,
    'probe.sh': PROBE_SCRIPT,
    ...Object.fromEntries(composedJaas(knownListeners(pool.roles, model.listeners)).map(({ name, mechanism }) => [`${name}${JAAS_PARTS}`, jaasText(mechanism.jaas)])),
  };
  const hashed = model.served ? { ...files, 'kafka.properties': commonProperties(model, pool, staticSettings(model, pool)) } : files;
  const result = { files, hash: contentHash(hashed) };
  rendered.set(model, (rendered.get(model) ?? new Map<PoolModel, PoolFiles>()).set(pool, result));
  return result;
}

/** The file with a node's own settings; with the common one before it, that is all that the node reads. */
export function nodeProperties(model: KafkaModel, pool: PoolModel, node: NodeModel): string {
  return ownProperties(model, pool, { ...node, id: String(node.id) });
}

function ownProperties(model: KafkaModel, pool: PoolModel, node: AnyNode): string {
  return renderProperties([{ comment: `Node ${node.id}` }, [idKey(model), node.id], ...ownSettings(model, pool, node)]);
}

/** A node, or what stands for any of a set. */
type AnyNode = Pick<NodeModel, 'host' | 'rack'> & { readonly id: string };

/** What a node has of its own, beside its id. */
function ownSettings(model: KafkaModel, pool: PoolModel, node: AnyNode): PropertyEntry[] {
  return [
    ...(node.rack !== undefined && pool.roles.includes('broker') ? [['broker.rack', node.rack] as const] : []),
    ['advertised.listeners', advertisedListeners(model, pool, node)],
  ];
}

/** `broker.id` in ZooKeeper mode, which 4.0 removed. */
export function idKey(model: KafkaModel): 'node.id' | 'broker.id' {
  return model.metadata.mode === 'kraft' ? 'node.id' : 'broker.id';
}

/** The data of a pool's ConfigMap: the files, and the hash by which a starting node knows that it has what its template was made for. */
export function poolConfigMap(model: KafkaModel, pool: PoolModel): Record<string, string> {
  const { files, hash } = poolFiles(model, pool);
  return { ...files, hash: `${hash}\n` };
}

/** The data of a set's ConfigMap. */
export function nodesConfigMap(model: KafkaModel, pool: PoolModel, set: SetModel): Record<string, string> {
  return {
    ...Object.fromEntries(set.nodes.map((node) => [`${node.id}.properties`, nodeProperties(model, pool, node)])),
    [ANY_NODE_FILE]: anyNodeProperties(model, pool, set),
    hash: `${nodesHash(model, pool, set)}\n`,
  };
}

/** What the nodes of a set are configured with, as one short text: pods whose template carries another one are outdated. */
export function configurationHash(model: KafkaModel, pool: PoolModel, set: SetModel): string {
  return `${poolFiles(model, pool).hash}-${nodesHash(model, pool, set)}`;
}

/** The hash of what a set's nodes have of their own. A node more or less in the set does not change it. */
function nodesHash(model: KafkaModel, pool: PoolModel, set: SetModel): string {
  return contentHash(anyNodeProperties(model, pool, set));
}

function anyNodeProperties(model: KafkaModel, pool: PoolModel, set: SetModel): string {
  return ownProperties(model, pool, anyNodeOf(set));
}

function anyNodeOf({ zone, anyHost }: SetModel): AnyNode {
  return { id: ANY_ID, host: anyHost, rack: zone };
}

/** What the nodes of a set are started with, for a person who wants to know why one is outdated. The same for all of them. */
export function startSettings(model: KafkaModel, pool: PoolModel, set: SetModel): StartSettings {
  const shared = [...staticSettings(model, pool)].map(([key, { value }]) => [key, value] as const);
  return startSettingsOf({
    settings: Object.fromEntries([...shared, ...ownSettings(model, pool, anyNodeOf(set))]),
    jvm: jvmArgumentsOf(model, pool),
    logging: loggingOf(model).text,
    scripts: [PREPARE_SCRIPT, PROBE_SCRIPT],
  });
}

function commonProperties(model: KafkaModel, pool: PoolModel, among: ReadonlyMap<string, Setting>): string {
  const entries: (PropertyEntry | PropertyComment)[] = [];
  for (const [origin, title] of SECTIONS) {
    const settings: [string, Setting][] = [...among].filter(([, s]) => s.origin === origin);
    // In whatever order the user wrote them, the text is the same: to put them into another one must not restart anything.
    if (origin !== 'identity' && origin !== 'default') { settings.sort(([a], [b]) => (a < b ? -1 : 1)); }
    if (settings.length > 0) {
      entries.push({ comment: title }, ...settings.map(([key, setting]): PropertyEntry => [key, setting.value]));
    }
  }
  return renderProperties(entries, { header: [`Kafka ${model.version.version}, ${pool.roles.join(' and ')} of ${model.name}`] });
}

function advertisedListeners(model: KafkaModel, pool: PoolModel, node: AnyNode): string {
  return model.listeners
    .filter((l) => servesAt(pool.roles, l))
    .map((l) => `${l.name}://${node.host}:${l.port}`)
    .join(',');
}

/** Kafka 4 logs with log4j2 (KIP-653). */
export function loggingFramework(model: KafkaModel): LoggingFramework {
  return model.version.minor.startsWith('3.') ? 'reload4j' : 'log4j2';
}

function loggingOf(model: KafkaModel): LoggingConfiguration {
  return renderLogging({
    framework: loggingFramework(model),
    rootLevel: model.logging.rootLevel,
    levels: { ...KAFKA_LEVELS, ...model.logging.levels },
    layout: model.logging.layout,
  });
}

function jvmArgumentsOf(model: KafkaModel, pool: PoolModel): string[] {
  return serverJvmArguments(pool, model.development, loggingOf(model).systemProperty(RUN_PATH));
}
