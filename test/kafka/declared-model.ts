import { KafkaClusterProps } from '../../src';
import { textValues } from '../../src/config/text-values';
import { KafkaModel, PoolModel, PoolProperty } from '../../src/kafka/model';
import { KafkaDeclaration, resolveKafka } from '../../src/kafka/resolve';

/** The model of a cluster `events` in the namespace `streaming`, in KRaft mode unless more is said. */
export function modelOf(props: KafkaClusterProps, more: Partial<KafkaDeclaration> = {}): KafkaModel {
  return resolveKafka({
    path: 'streaming/Events', name: 'events', namespace: 'streaming', development: false, served: false, metadata: { mode: 'kraft' }, props, config: textValues(props.config), listeners: [], topics: [], users: [], ...more,
  });
}

export function poolOf(model: KafkaModel, property: PoolProperty): PoolModel {
  const pool = model.pools.find((p) => p.property === property);
  if (!pool) { throw new Error(`The model has no ${property}.`); }
  return pool;
}

/** The values of a pool's settings, without where they come from. */
export function valuesOf(pool: PoolModel): Record<string, string> {
  return Object.fromEntries([...pool.settings].map(([key, setting]) => [key, setting.value]));
}
