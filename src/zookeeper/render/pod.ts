import { serverPod } from '../../kubernetes/server-pod';
import { PodSpec, Probe } from '../../kubernetes/wire';
import { ZooKeeperModel, selectorOf } from '../model';
import { PORTS } from '../resolve';
import { configurationHash, dataFolders } from './files';
import { RUN_PATH } from './scripts';

/** The pods of an ensemble. */
export function podOf(model: ZooKeeperModel, configMap: string): PodSpec {
  const probe = (word: string): Probe['exec'] => ({ command: ['bash', `${RUN_PATH}/probe.sh`, String(PORTS.client), word] });
  return serverPod({
    server: 'zookeeper',
    image: model.image,
    resources: model.resources,
    scheduling: { placement: model.placement, hosts: model.hosts, pool: selectorOf(model), zones: model.zones, nodes: model.servers.length },
    gracePeriodSeconds: 60,
    configMap,
    environment: [
      { name: 'ENSEMBLE', value: `${model.namespace ?? ''}/${model.name}` },
      { name: 'CONFIG_HASH', value: configurationHash(model) },
      { name: 'FOLDERS', value: dataFolders(model).join(' ') },
    ],
    runPath: RUN_PATH,
    mainClass: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
    configFile: 'zoo.cfg',
    ports: [
      { name: 'client', containerPort: PORTS.client },
      ...(model.servers.length < 2 ? [] : [{ name: 'follower', containerPort: PORTS.follower }, { name: 'election', containerPort: PORTS.election }]),
    ],
    probes: {
      // A server without a quorum runs, and must be left to find one; it does not serve.
      startupProbe: { exec: probe('ruok'), periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 17_280 },
      readinessProbe: { exec: probe('srvr'), periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 3 },
      // What hangs does not shut down in good order either.
      livenessProbe: { exec: probe('ruok'), periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 12, terminationGracePeriodSeconds: 10 },
    },
    volumes: model.volumes,
  });
}
