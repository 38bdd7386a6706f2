import { RESTRICTED_CONTAINER, RESTRICTED_POD } from '../../kubernetes/pod-security';
import { CONFIG_PATH } from '../../kubernetes/prepare-script';
import { resourceRequirements } from '../../kubernetes/resource-requirements';
import { schedulingOf } from '../../kubernetes/scheduling';
import { PodSpec, Probe } from '../../kubernetes/wire';
import { ZooKeeperModel, selectorOf } from '../model';
import { PORTS } from '../resolve';
import { configurationHash, dataFolders } from './files';
import { RUN_PATH } from './scripts';

/** The pods of an ensemble. */
export function podOf(model: ZooKeeperModel, configMap: string): PodSpec {
  const data = model.volumes.map((v) => ({ name: v.name, mountPath: v.mountPath }));
  const probe = (word: string): Probe['exec'] => ({ command: ['bash', `${RUN_PATH}/probe.sh`, String(PORTS.client), word] });
  return {
    enableServiceLinks: false,
    automountServiceAccountToken: false,
    securityContext: RESTRICTED_POD,
    terminationGracePeriodSeconds: 60,
    ...schedulingOf({ placement: model.placement, hosts: model.hosts, pool: selectorOf(model), zones: model.zones, nodes: model.servers.length }),
    initContainers: [{
      name: 'prepare',
      image: model.image,
      command: ['sh', `${CONFIG_PATH}/prepare.sh`],
      env: [
        { name: 'ENSEMBLE', value: `${model.namespace ?? ''}/${model.name}` },
        { name: 'CONFIG_HASH', value: configurationHash(model) },
        { name: 'FOLDERS', value: dataFolders(model).join(' ') },
      ],
      resources: resourceRequirements(model.resources),
      securityContext: RESTRICTED_CONTAINER,
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: [{ name: 'config', mountPath: CONFIG_PATH, readOnly: true }, { name: 'run', mountPath: RUN_PATH }, ...data],
    }],
    containers: [{
      name: 'zookeeper',
      image: model.image,
      command: ['java', `@${RUN_PATH}/jvm.options`, 'org.apache.zookeeper.server.quorum.QuorumPeerMain', `${RUN_PATH}/zoo.cfg`],
      ports: [
        { name: 'client', containerPort: PORTS.client },
        ...(model.servers.length < 2 ? [] : [{ name: 'follower', containerPort: PORTS.follower }, { name: 'election', containerPort: PORTS.election }]),
      ],
      resources: resourceRequirements(model.resources),
      securityContext: RESTRICTED_CONTAINER,
      terminationMessagePolicy: 'FallbackToLogsOnError',
      // A server without a quorum runs, and must be left to find one; it does not serve.
      startupProbe: { exec: probe('ruok'), periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 17_280 },
      readinessProbe: { exec: probe('srvr'), periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 3 },
      // What hangs does not shut down in good order either.
      livenessProbe: { exec: probe('ruok'), periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 12, terminationGracePeriodSeconds: 10 },
      volumeMounts: [{ name: 'run', mountPath: RUN_PATH, readOnly: true }, { name: 'tmp', mountPath: '/tmp' }, ...data],
    }],
    volumes: [
      { name: 'config', configMap: { name: configMap } },
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    ],
  };
}
