import { Installation, Quorum, ServerGroup } from '../../validation/subjects';
import { ZooKeeperModel, serversService } from '../model';

/** An ensemble as the rules about any kind of server see it. */
export function installationOf(model: ZooKeeperModel): Installation {
  return {
    name: model.name,
    namespace: model.namespace,
    clusterDomain: model.clusterDomain,
    development: model.development,
    zones: model.zones,
    image: model.image,
    logging: model.logging,
    framework: 'logback',
    metadata: [{ prefix: '', labels: model.labels, annotations: model.annotations }],
    services: [`${model.name}-client`, serversService(model)],
    sets: [{
      name: model.name,
      volumes: model.volumes.filter((v) => v.kind === 'persistent').map((v) => v.name),
      pods: model.servers.map((s) => s.podName),
      hosts: model.servers.map((s) => s.host),
    }],
  };
}

/** The servers as the rules about any kind of node see them. */
export function serverGroupOf(model: ZooKeeperModel): ServerGroup {
  return {
    prefix: '',
    noun: 'server',
    role: 'zookeeper',
    development: model.development,
    zones: model.zones,
    resources: model.resources,
    heap: model.heap,
    heapGiven: model.heapGiven,
    jvm: model.jvm,
    placement: model.placement,
    volumes: model.volumes.map(({ kind, bytes, storageClass }, i) => ({ kind, bytes, storageClass, property: i === 0 ? 'storage' : 'transactionLogStorage' })),
  };
}

export function quorumOf(model: ZooKeeperModel): Quorum {
  return { property: 'nodes', noun: 'servers', members: model.declaredNodes, zones: model.zones, development: model.development };
}
