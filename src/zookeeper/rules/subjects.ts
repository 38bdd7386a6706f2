import { Installation, Quorum, ServerGroup, installation, serverGroup } from '../../validation/subjects';
import { ZooKeeperModel, serversService } from '../model';

/** An ensemble as the rules about any kind of server see it. */
export function installationOf(model: ZooKeeperModel): Installation {
  return installation(model, {
    framework: 'logback',
    metadata: [{ prefix: '', labels: model.labels, annotations: model.annotations }],
    services: [`${model.name}-client`, serversService(model)],
    sets: [{
      name: model.name,
      volumes: model.volumes.filter((v) => v.kind === 'persistent').map((v) => v.name),
      pods: model.servers.map((s) => s.podName),
      hosts: model.servers.map((s) => s.host),
    }],
  });
}

/** The servers as the rules about any kind of node see them. */
export function serverGroupOf(model: ZooKeeperModel): ServerGroup {
  return serverGroup(model, model, { prefix: '', noun: 'server', role: 'zookeeper', volumeProperty: (i) => i === 0 ? 'storage' : 'transactionLogStorage' });
}

export function quorumOf(model: ZooKeeperModel): Quorum {
  return { property: 'nodes', noun: 'servers', members: model.declaredNodes, zones: model.zones, development: model.development };
}
