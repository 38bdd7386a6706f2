import { LARGEST_ID, ServerModel, ZooKeeperModel, serversService } from './model';
import type { ZooKeeperEnsembleProps } from './zookeeper-ensemble';
import { ZooKeeperVersion } from './zookeeper-version';
import { divideMemory } from '../config/heap';
import { textValues } from '../config/text-values';
import { bytesOf } from '../kubernetes/bytes';
import { declaredVolume } from '../kubernetes/declared-volume';
import { hostName } from '../kubernetes/host-name';
import { VolumeModel } from '../kubernetes/node-set';
import { HostSpread } from '../kubernetes/placement';
import { GIBIBYTE, MEBIBYTE } from '../kubernetes/quantity';
import { Storage } from '../kubernetes/storage';

export interface ZooKeeperDeclaration {
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly development: boolean;
  /** Whether a lifecycle Job serves it. */
  readonly served: boolean;
  readonly props: ZooKeeperEnsembleProps;
}

export const DATA_PATH = '/var/lib/zookeeper';

export const PORTS = { client: 2181, follower: 2888, election: 3888 } as const;

/** From what was declared, in props that have been checked, to a model in which everything is known. Never throws: what is wrong is for the rules to say. */
export function resolveZooKeeper(declaration: ZooKeeperDeclaration): ZooKeeperModel {
  const { props, name, namespace, development } = declaration;
  const version = props.version ?? ZooKeeperVersion.V3_8;
  const clusterDomain = props.clusterDomain ?? 'cluster.local';
  const declaredNodes = props.nodes ?? 3;
  const firstNodeId = props.firstNodeId ?? 1;
  const count = Number.isInteger(declaredNodes) ? Math.min(Math.max(0, declaredNodes), LARGEST_ID) : 0;
  // With a number that cannot be counted on from, objects are made as by default, and a rule objects to it.
  const first = Number.isInteger(firstNodeId) && Math.abs(firstNodeId) < 2 ** 31 ? firstNodeId : 1;
  const servers = Array.from({ length: count }, (_, i): ServerModel => {
    const podName = `${name}-${first + i}`;
    return {
      id: first + i,
      podName,
      host: hostName(`${podName}.${serversService({ name })}`, namespace, clusterDomain),
    };
  });
  const resources = development ? { cpu: 0.05, memoryBytes: 384 * MEBIBYTE } : {
    cpu: props.resources?.cpu ?? 1,
    cpuLimit: props.resources?.cpuLimit,
    memoryBytes: bytesOf(props.resources?.memory) ?? 2 * GIBIBYTE,
  };
  const heapGiven = development ? undefined : props.jvm?.heap;
  return {
    path: declaration.path,
    name,
    namespace,
    clusterDomain,
    version: version.version,
    image: props.image ?? version.image,
    development,
    served: declaration.served,
    zones: props.zones ?? [],
    declaredNodes,
    firstNodeId,
    servers,
    volumes: volumesOf(props, development),
    declaredVolumes: { storage: props.storage._volumes.length, transactionLog: props.transactionLogStorage?._volumes.length ?? 0 },
    resources,
    heap: divideMemory(resources.memoryBytes, 'zookeeper', bytesOf(heapGiven)),
    heapGiven: heapGiven !== undefined,
    jvm: { flags: { ...props.jvm?.flags }, systemProperties: { ...props.jvm?.systemProperties }, gcLogging: props.jvm?.gcLogging ?? !development },
    logging: { rootLevel: props.logging?.rootLevel ?? 'INFO', levels: { ...props.logging?.levels }, layout: props.logging?.layout ?? 'text' },
    peers: props.peers,
    placement: props.placement ?? {},
    hosts: props.placement?.hosts ?? (development ? HostSpread.PREFERRED : HostSpread.REQUIRED),
    config: textValues(props.config),
    labels: { ...props.labels },
    annotations: { ...props.annotations },
    acknowledgements: props.acknowledge ?? [],
  };
}

function volumesOf(props: ZooKeeperEnsembleProps, development: boolean): readonly VolumeModel[] {
  const volume = (name: string, storage: Storage): VolumeModel => ({
    name, mountPath: `${DATA_PATH}/${name}`, ...declaredVolume(storage._volumes[0], development),
  });
  return [volume('data', props.storage), ...(props.transactionLogStorage ? [volume('log', props.transactionLogStorage)] : [])];
}
