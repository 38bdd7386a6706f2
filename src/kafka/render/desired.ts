import { desiredUsers } from './desired-users';
import { DesiredCluster, DesiredMetadata } from '../../lifecycle/desired-state';
import { dynamicSettings } from '../dynamic-settings';
import { accessOf } from './access';
import { KafkaModel, controllerPools, listenerFor } from '../model';

/**
 * A cluster as the lifecycle program is to bring it about.
 *
 * @param templates the hash of each set's pod template, by the set's name
 * @param ensemble the name of the ensemble that holds its metadata, if the same run looks after it
 */
export function desiredCluster(model: KafkaModel, templates: ReadonlyMap<string, string>, ensemble?: string): DesiredCluster {
  const access = accessOf(model);
  return {
    name: model.name,
    version: model.version.version,
    metadata: metadataOf(model, ensemble),
    sets: model.pools.flatMap((pool) => pool.sets.map((set) => ({
      name: set.name,
      roles: pool.roles,
      ...(set.zone !== undefined && pool.roles.includes('broker') ? { rack: set.zone } : {}),
      template: templates.get(set.name) ?? '',
      nodes: set.nodes.map(({ id, podName, host }) => ({ id, pod: podName, host })),
    }))),
    ports: {
      broker: listenerFor(model, 'inter-broker').port,
      ...(controllerPools(model).length > 0 && model.metadata.mode === 'kraft' ? { controller: listenerFor(model, 'controller').port } : {}),
    },
    ...(access ? { access } : {}),
    dynamic: dynamicSettings(model),
    ...(model.topics.length === 0 ? {} : { topics: [...model.topics].sort((a, b) => a.name < b.name ? -1 : 1) }),
    ...desiredUsers(model),
  };
}

function metadataOf({ metadata }: KafkaModel, ensemble: string | undefined): DesiredMetadata {
  if (metadata.mode === 'kraft') { return { mode: 'kraft', clusterId: metadata.clusterId }; }
  return { mode: 'zookeeper', ...(ensemble === undefined ? {} : { ensemble }) };
}
