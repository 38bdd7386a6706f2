import { contentHash } from '../../config/content-hash';
import { renderArgumentFile } from '../../config/java-arguments';
import { serverJvmArguments } from '../../config/jvm';
import { LoggingConfiguration, renderLogging } from '../../config/logging';
import { PropertyComment, PropertyEntry, renderProperties } from '../../config/properties';
import { sortedByName } from '../../config/sorted-by-name';
import { StartSettings } from '../../lifecycle/desired-state';
import { startSettingsOf } from '../../lifecycle/start-settings';
import { ZooKeeperModel } from '../model';
import { PORTS } from '../resolve';
import { PREPARE_SCRIPT, PROBE_SCRIPT, RUN_PATH } from './scripts';

/** The folder in each volume that is ZooKeeper's, that of the snapshots first. */
export function dataFolders(model: ZooKeeperModel): readonly string[] {
  return model.volumes.map((v) => `${v.mountPath}/zookeeper`);
}

/** What the user's configuration may replace. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  'tickTime': '2000',
  'initLimit': '10',
  'syncLimit': '5',
  'autopurge.snapRetainCount': '3',
  // Hours.
  'autopurge.purgeInterval': '24',
};

/** What the library must set, in zoo.cfg's own words; `server.N` is among it. */
export function ownedConfig(model: ZooKeeperModel): Record<string, string> {
  const [data, log] = dataFolders(model);
  return {
    'dataDir': data,
    ...(log === undefined ? {} : { dataLogDir: log }),
    'clientPort': String(PORTS.client),
    // Servers are known at synthesis; a quorum that changes itself would contradict the manifests.
    'reconfigEnabled': 'false',
    'admin.enableServer': 'false',
    // What the probes ask; all others tell strangers about the server and its clients.
    '4lw.commands.whitelist': 'ruok,srvr',
    // The address behind a server's own name changes with its pod.
    'quorumListenOnAllIPs': 'true',
    ...Object.fromEntries(model.servers.length < 2 ? [] : model.servers.map((s) => [`server.${s.id}`, `${s.host}:${PORTS.follower}:${PORTS.election}`])),
  };
}

export function configMapData(model: ZooKeeperModel): Record<string, string> {
  const { files, hash } = filesOf(model);
  return { ...files, hash: `${hash}\n` };
}

/** What the servers are configured with, as one short text. */
export function configurationHash(model: ZooKeeperModel): string {
  return filesOf(model).hash;
}

interface EnsembleFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly hash: string;
}

/** A model never changes, and its files are asked for several times. */
const rendered = new WeakMap<ZooKeeperModel, EnsembleFiles>();

function filesOf(model: ZooKeeperModel): EnsembleFiles {
  const known = rendered.get(model);
  if (known) { return known; }
  const logging = loggingOf(model);
  const files = {
    'zoo.cfg': zooCfg(model),
    'jvm.options': renderArgumentFile([...jvmArgumentsOf(model), '-cp', `/apache-zookeeper-${model.version}-bin/lib/*`]),
    [logging.fileName]: logging.text,
    'prepare.sh': PREPARE_SCRIPT,
    'probe.sh': PROBE_SCRIPT,
  };
  const result = { files, hash: contentHash(files) };
  rendered.set(model, result);
  return result;
}

function loggingOf(model: ZooKeeperModel): LoggingConfiguration {
  return renderLogging({ framework: 'logback', rootLevel: model.logging.rootLevel, levels: model.logging.levels, layout: model.logging.layout });
}

function jvmArgumentsOf(model: ZooKeeperModel): string[] {
  return serverJvmArguments(model, model.development, loggingOf(model).systemProperty(RUN_PATH));
}

/** What the servers are started with, for a person who wants to know why one is outdated. ZooKeeper can change none of it at run time. */
export function startSettings(model: ZooKeeperModel): StartSettings {
  return startSettingsOf({
    settings: { ...DEFAULTS, ...model.config, ...ownedConfig(model) },
    jvm: jvmArgumentsOf(model),
    logging: loggingOf(model).text,
    scripts: [PREPARE_SCRIPT, PROBE_SCRIPT],
  });
}

function zooCfg(model: ZooKeeperModel): string {
  const owned = ownedConfig(model);
  const declared = Object.entries(sortedByName(model.config)).filter(([key]) => !(key in owned));
  const defaults = Object.entries(DEFAULTS).filter(([key]) => !(key in model.config));
  const entries: (PropertyEntry | PropertyComment)[] = [
    { comment: 'What follows from the ensemble' },
    ...Object.entries(owned),
    { comment: 'Defaults; `config` overrides them' },
    ...defaults,
    ...(declared.length === 0 ? [] : [{ comment: 'Declared for the ensemble' }, ...declared]),
  ];
  return renderProperties(entries, { header: [`ZooKeeper ${model.version}, ensemble ${model.name}`] });
}
