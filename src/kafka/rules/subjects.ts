import { Installation, Quorum, ServerGroup, installation, serverGroup } from '../../validation/subjects';
import { KafkaModel, PoolModel, controllerPools, poolProperty } from '../model';
import { loggingFramework } from '../render/files';

/** A cluster as the rules about any kind of server see it. */
export function installationOf(model: KafkaModel): Installation {
  return installation(model, {
    framework: loggingFramework(model),
    metadata: [
      { prefix: '', labels: model.labels, annotations: model.annotations },
      ...model.pools.map((pool) => ({
        prefix: `${pool.property}.`,
        labels: without(pool.labels, model.labels),
        annotations: without(pool.annotations, model.annotations),
      })),
    ],
    services: [model.bootstrapService, model.nodesService],
    sets: model.pools.flatMap((pool) => pool.sets.map((set) => ({
      name: set.name,
      volumes: pool.volumes.filter((v) => v.kind === 'persistent').map((v) => v.name),
      pods: set.nodes.map((n) => n.podName),
      hosts: set.nodes.map((n) => n.host),
    }))),
  });
}

/** A pool as the rules about any kind of node see it. */
export function serverGroupsOf(model: KafkaModel): ServerGroup[] {
  return model.pools.map((pool) => {
    const role = pool.roles.includes('broker') ? 'broker' : 'controller';
    return serverGroup(model, pool, { prefix: `${pool.property}.`, noun: role, role, volumeProperty: (i) => volumeProperty(pool, i) });
  });
}

/** The controllers. Those of a pool that nobody declared are the library's own three. */
export function quorumsOf(model: KafkaModel): Quorum[] {
  if (model.metadata.mode !== 'kraft') { return []; }
  return controllerPools(model).map((pool) => ({
    property: poolProperty(pool, 'nodes'),
    noun: 'controllers',
    members: pool.declaredNodes,
    // Nodes that are brokers too are one set per zone, evenly; so are the others, by their spread constraint.
    zones: model.zones,
    development: model.development,
  }));
}

/** The property by which a volume was declared: one of several has its place in the list. */
export function volumeProperty(pool: PoolModel, i: number): string {
  return pool.volumes.length > 1 ? `${pool.property}.storage[${i}]` : `${pool.property}.storage`;
}

/** A pool's own part of what it has together with the cluster's. */
function without(all: Readonly<Record<string, string>>, shared: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => !Object.hasOwn(shared, key) || shared[key] !== value));
}
