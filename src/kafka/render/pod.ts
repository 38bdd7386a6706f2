import { ServerPodModel, serverPod } from '../../kubernetes/server-pod';
import { EnvVar, PodSpec, Probe } from '../../kubernetes/wire';
import { secretItems } from '../../security/tls-files';
import { GRACE_PERIOD_SECONDS } from '../defaults';
import { composedJaas, knownListeners, servesAt } from '../listeners';
import { logDirOf } from '../log-dirs';
import { ListenerModel, KafkaModel, PoolModel, SetModel, controllerPools, nodesOf } from '../model';
import { selectorOf } from '../resolve';
import { configurationHash } from './files';
import { NODES_PATH } from './scripts';
import { RUN_PATH } from '../run-path';

/** For the pod's own group, as which it runs. */
const FOR_THE_GROUP = 0o440;

export interface ConfigMapNames {
  /** The ConfigMap with the files that all nodes of the pool share. */
  readonly pool: string;
  /** The ConfigMap with the set's nodes' own files. */
  readonly nodes: string;
}

/** The pods of a set. */
export function podOf(model: KafkaModel, pool: PoolModel, set: SetModel, configMaps: ConfigMapNames): PodSpec {
  const known = knownListeners(pool.roles, model.listeners);
  const listeners = known.filter((l) => servesAt(pool.roles, l));
  return serverPod({
    server: 'kafka',
    image: model.image,
    resources: pool.resources,
    scheduling: {
      placement: pool.placement,
      hosts: pool.hosts,
      pool: poolSelector(model, pool),
      zones: set.zone === undefined ? pool.spreadZones : [set.zone],
      nodes: set.nodes.length,
    },
    gracePeriodSeconds: GRACE_PERIOD_SECONDS[pool.roles.includes('broker') ? 'broker' : 'controller'],
    configMap: configMaps.pool,
    preparedFrom: [
      { volume: 'nodes', source: { configMap: { name: configMaps.nodes } }, mountPath: NODES_PATH },
      ...known.flatMap(({ keyName, tls }) => tls === undefined ? [] : [{
        volume: `tls-${keyName}`, source: { secret: { secretName: tls.secret, items: secretItems(tls), defaultMode: FOR_THE_GROUP } }, mountPath: tlsPath(keyName),
      }]),
      ...composedJaas(known).flatMap(({ name, mechanism: { secret } }) => secret === undefined ? [] : [{
        volume: `jaas-${name.replace(/[^a-z0-9]/g, '-')}`,
        source: { secret: { secretName: secret.name, items: secret.keys?.map((key) => ({ key, path: key })), defaultMode: FOR_THE_GROUP } },
        mountPath: jaasPath(name),
      }]),
    ],
    environment: prepareEnvironment(model, pool, set, known),
    runPath: RUN_PATH,
    mainClass: 'kafka.Kafka',
    configFile: 'kafka.properties',
    ports: listeners.map((l) => ({ name: l.keyName, containerPort: l.port })),
    probes: probesOf(listeners),
    volumes: pool.volumes,
  });
}

/** The labels that all pods of a pool have in common, whatever their set. */
export function poolSelector(model: KafkaModel, pool: PoolModel): Record<string, string> {
  return selectorOf(model, { 'app.kubernetes.io/component': pool.name });
}

function prepareEnvironment(model: KafkaModel, pool: PoolModel, set: SetModel, listeners: readonly ListenerModel[]): EnvVar[] {
  const tls = listeners.filter((l) => l.tls).map((l) => tlsPath(l.keyName)).join(' ');
  const jaas = composedJaas(listeners).map(({ name }) => jaasPath(name)).join(' ');
  const environment: EnvVar[] = [
    { name: 'NODE_SET', value: set.name },
    { name: 'CONFIG_HASH', value: configurationHash(model, pool, set) },
    { name: 'LOG_DIRS', value: pool.volumes.map(logDirOf).join(' ') },
    ...(tls === '' ? [] : [{ name: 'TLS', value: tls }]),
    ...(jaas === '' ? [] : [{ name: 'JAAS', value: jaas }]),
  ];
  if (model.metadata.mode === 'kraft') {
    environment.push(
      { name: 'CLUSTER_ID', value: model.metadata.clusterId },
      { name: 'RELEASE_VERSION', value: model.version.metadataVersion },
      { name: 'QUORUM', value: pool.roles.includes('controller') ? `--initial-controllers ${initialControllers(model)}` : '--no-initial-controllers' },
    );
  }
  return environment;
}

/** Where the files of a listener's TLS are mounted in the init container: a folder by its name. */
function tlsPath(listener: string): string {
  return `/etc/cdk8s-kafka/tls/${listener}`;
}

/** Where the Secret is mounted there of which a JAAS configuration is composed: a folder by its name. */
function jaasPath(name: string): string {
  return `/etc/cdk8s-kafka/jaas/${name}`;
}

/** The quorum with which a new cluster begins, as `kafka-storage format` takes it: the same for every controller (KIP-853). */
function initialControllers(model: KafkaModel): string {
  const port = model.listeners.find((l) => l.purpose === 'controller')?.port;
  return nodesOf(controllerPools(model)).map((n) => `${n.id}@${n.host}:${port}:${n.directoryId}`).join(',');
}

/**
 * The startup probe waits for a day: recovering the logs of a broker that was killed takes as long as it takes, and to kill it again would begin it anew.
 * Only then the others start.
 *
 * A broker is asked at its first listener for clients without TLS, or else at that among brokers: one that does not answer for a minute gets no new clients. Whether it is
 * alive is asked among brokers, where neither a flood of clients nor `max.connections` (KIP-402) reaches, and for more than three minutes: to kill a broker that
 * is merely overloaded would hand its load to the next one. One that hangs has been fenced by then, and its leaders are elsewhere.
 */
function probesOf(listeners: readonly ListenerModel[]): ServerPodModel['probes'] {
  const ask = (purpose: ListenerModel['purpose']): Probe['exec'] => {
    // Without TLS a request is asked; with it, only whether somebody is there.
    const plain = listeners.filter((l) => !l.tls);
    const asked = (among: readonly ListenerModel[]) => among.find((l) => l.purpose === purpose);
    const { port, tls } = asked(plain) ?? plain.find((l) => l.purpose === 'inter-broker') ?? asked(listeners) ?? listeners[0];
    return { command: ['bash', `${RUN_PATH}/probe.sh`, String(port), ...(tls ? ['tls'] : [])] };
  };
  return {
    startupProbe: { exec: ask('client'), periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 17_280 },
    readinessProbe: { exec: ask('client'), periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 },
    // What hangs does not shut down in good order either: without this, it would be given the pod's long grace period.
    livenessProbe: { exec: ask('inter-broker'), periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 20, terminationGracePeriodSeconds: 60 },
  };
}
