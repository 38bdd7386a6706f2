import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { poolDefaults } from './defaults';
import { KafkaModel, PoolModel, SetModel } from './model';
import { NodeSet } from '../kubernetes/node-set';
import { objectMetadata } from '../kubernetes/object-metadata';
import { START_SETTINGS_ANNOTATION } from '../lifecycle/desired-state';
import { configurationHash, nodesConfigMap, poolConfigMap, startSettings } from './render/files';
import { podOf, poolSelector } from './render/pod';
import { roleLabel } from './resolve';

/** The model as it is when the manifests are written, and the pool's part in it. */
export interface CurrentPool {
  readonly model: KafkaModel;
  readonly pool: PoolModel;
}

/** The objects of a pool: configuration, claims and StatefulSets. Their names and number are fixed when the pool is declared, their content when it is written. */
export class NodePool extends Construct {
  public readonly sets: readonly NodeSet[];
  public readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, model: KafkaModel, pool: PoolModel, current: () => CurrentPool) {
    super(scope, id);
    const selector = poolSelector(model, pool);
    const labels = { ...pool.labels, ...selector, 'app.kubernetes.io/managed-by': 'cdk8s-kafka' };
    const { annotations } = pool;
    const poolConfig = `${model.name}-${pool.name}-config`;
    const configMap = (constructId: string, name: string, data: () => Record<string, string>) => new ApiObject(this, constructId, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: objectMetadata(name, labels, annotations),
      data: Lazy.any({ produce: data }),
    });
    const setNow = ({ pool: now }: CurrentPool, i: number): SetModel => now.sets[i];

    const common = configMap('Config', poolConfig, () => poolConfigMap(current().model, current().pool));
    const own = pool.sets.map((set, i) => configMap(`Config-${set.name}`, `${set.name}-nodes`, () => {
      const now = current();
      return nodesConfigMap(now.model, now.pool, setNow(now, i));
    }));
    this.configMaps = [common, ...own];

    this.sets = pool.sets.map((set, i) => new NodeSet(this, set.name, {
      name: set.name,
      serviceName: model.nodesService,
      firstOrdinal: set.firstNodeId,
      nodes: set.nodes.length,
      selector: { ...selector, 'cdk8s-kafka/set': set.name },
      labels: { ...labels, 'cdk8s-kafka/set': set.name },
      annotations,
      volumes: pool.volumes,
    }, () => {
      const now = current();
      return {
        podLabels: { ...now.pool.labels, ...Object.assign({}, ...pool.roles.map(roleLabel)) },
        podAnnotations: {
          ...now.pool.annotations,
          'cdk8s-kafka/configuration': configurationHash(now.model, now.pool, setNow(now, i)),
          ...(now.model.served ? { [START_SETTINGS_ANNOTATION]: JSON.stringify(startSettings(now.model, now.pool, setNow(now, i))) } : {}),
        },
        pod: podOf(now.model, now.pool, setNow(now, i), { pool: poolConfig, nodes: `${set.name}-nodes` }),
        minReadySeconds: poolDefaults(pool.roles, model.development).minReadySeconds,
        // Sets of several zones would each replace a pod at the same time, and so take a majority of a partition's replicas away.
        update: pool.sets.length > 1 ? 'OnDelete' : 'RollingUpdate',
      };
    }, () => current().model.served));
  }
}
