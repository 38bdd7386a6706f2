import { KafkaModel, PoolModel } from './model';
import { readableVolume } from '../kubernetes/declared-volume';
import { readableBytes } from '../kubernetes/quantity';

/** What a cluster is, and what was filled in where nothing was said: a few lines for whoever runs the synthesis. */
export function assumptions(model: KafkaModel): string[] {
  const where = model.zones.length > 0 ? `over ${model.zones.length} zones` : 'without racks';
  const metadata = model.metadata.mode === 'kraft' ? `KRaft, cluster id ${model.metadata.clusterId}` : `ZooKeeper at ${model.metadata.connect}`;
  return [
    `Kafka ${model.version.version}, ${metadata}, ${where}${model.development ? ', sized for development' : ''}`,
    ...model.pools.map((pool) => `${poolTitle(pool)}: ${poolDescription(pool)}`),
  ];
}

function poolTitle(pool: PoolModel): string {
  const count = pool.sets.reduce((n, s) => n + s.nodes.length, 0);
  const kind = pool.property === 'combined' ? 'combined node' : pool.property.slice(0, -1);
  return `${count} ${kind}${count === 1 ? '' : 's'}`;
}

function poolDescription(pool: PoolModel): string {
  return [
    `${pool.resources.cpu} CPU`,
    `${readableBytes(pool.resources.memoryBytes)} memory (heap ${readableBytes(pool.heap.heap)}, page cache ${readableBytes(pool.heap.pageCache)})`,
    ...pool.volumes.map(readableVolume),
  ].join(', ');
}
