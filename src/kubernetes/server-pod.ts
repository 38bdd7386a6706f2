import { VolumeModel } from './node-set';
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from './pod-security';
import { CONFIG_PATH } from './prepare-script';
import { ResourcesModel, resourceRequirements } from './resource-requirements';
import { SchedulingModel, schedulingOf } from './scheduling';
import { Container, ContainerPort, EnvVar, PodSpec, Volume } from './wire';

/** A ConfigMap or Secret that only the init container sees. */
export interface PreparedFrom {
  readonly volume: string;
  readonly source: Pick<Volume, 'configMap' | 'secret'>;
  readonly mountPath: string;
}

/** A pod that runs a server, and prepares what it runs with. */
export interface ServerPodModel {
  /** The name of the server's container. */
  readonly server: string;
  readonly image: string;
  readonly resources: ResourcesModel;
  readonly scheduling: SchedulingModel;
  /** How long a shutdown in good order may take. */
  readonly gracePeriodSeconds: number;
  /** The ConfigMap with `prepare.sh` and the files that all nodes share. */
  readonly configMap: string;
  /** Others that `prepare.sh` reads. */
  readonly preparedFrom?: readonly PreparedFrom[];
  /** What `prepare.sh` must know. */
  readonly environment: readonly EnvVar[];
  /** Where the server's configuration lies while its pod lives: in memory, written by `prepare.sh`. */
  readonly runPath: string;
  /** The server's class, and the file there that it reads. */
  readonly mainClass: string;
  readonly configFile: string;
  readonly ports: readonly ContainerPort[];
  readonly probes: Required<Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'>>;
  readonly volumes: readonly VolumeModel[];
}

/**
 * What the pods of all servers have in common: an init container that assembles the configuration in memory and looks after the volumes, and a server
 * that `java` itself starts. The ConfigMaps are not there for the server: it reads what its pod began with, also when its container restarts.
 *
 * `/tmp` and the memory for the configuration are all that can be written to besides the volumes.
 */
export function serverPod(model: ServerPodModel): PodSpec {
  const { runPath } = model;
  const preparedFrom: readonly PreparedFrom[] = [
    { volume: 'config', source: { configMap: { name: model.configMap } }, mountPath: CONFIG_PATH }, ...model.preparedFrom ?? [],
  ];
  const writable = [{ name: 'tmp', mountPath: '/tmp' }, ...model.volumes.map((v) => ({ name: v.name, mountPath: v.mountPath }))];
  const either = {
    image: model.image,
    // Both get the same: a pod is as large as the larger of the two.
    resources: resourceRequirements(model.resources),
    securityContext: RESTRICTED_CONTAINER,
    // Why a volume was refused, or a server ended, is then seen in the pod's own status.
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
  return {
    enableServiceLinks: false,
    automountServiceAccountToken: false,
    securityContext: RESTRICTED_POD,
    terminationGracePeriodSeconds: model.gracePeriodSeconds,
    ...schedulingOf(model.scheduling),
    initContainers: [{
      ...either,
      name: 'prepare',
      command: ['sh', `${CONFIG_PATH}/prepare.sh`],
      env: model.environment,
      volumeMounts: [
        ...preparedFrom.map(({ volume, mountPath }) => ({ name: volume, mountPath, readOnly: true })),
        { name: 'run', mountPath: runPath },
        ...writable,
      ],
    }],
    containers: [{
      ...either,
      name: model.server,
      command: ['java', `@${runPath}/jvm.options`, model.mainClass, `${runPath}/${model.configFile}`],
      ports: model.ports,
      ...model.probes,
      volumeMounts: [{ name: 'run', mountPath: runPath, readOnly: true }, ...writable],
    }],
    volumes: [
      ...preparedFrom.map(({ volume, source }) => ({ name: volume, ...source })),
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    ],
  };
}
