import { catalogOf, minorOf } from '../../../config/catalog';
import { readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, PoolModel } from '../../model';
import { volumeProperty } from '../subjects';

/** Segments for which a volume should have room. A broker has many partitions; a controller one, of which a cleaned part and snapshots lie beside. */
const LEAST = {
  broker: { key: 'log.segment.bytes', segments: 10 },
  controller: { key: 'metadata.log.segment.bytes', segments: 3 },
} as const;

export const VOLUMES_HOLD_SEGMENTS: Rule<KafkaModel> = {
  id: 'storage.segments',
  severity: Severity.WARNING,
  summary: `Outside development, a broker's volume holds ${LEAST.broker.segments} full segments or more, a controller's ${LEAST.controller.segments}.`,
  why: 'Retention deletes whole segments, and never the one that is written: each partition may fill one, whatever its retention. A full volume stops the node.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_log.segment.bytes, https://kafka.apache.org/documentation/#basic_ops_modify_topic (retention)',
  *check(model) {
    if (model.development) { return; }
    for (const pool of model.pools) {
      const { key, segments } = LEAST[pool.roles.includes('broker') ? 'broker' : 'controller'];
      const segment = bytesSetting(model, pool, key);
      for (const [i, volume] of pool.volumes.entries()) {
        if (segment === undefined || volume.bytes === undefined || !(volume.bytes < segments * segment)) { continue; }
        yield {
          property: volumeProperty(pool, i),
          value: readableBytes(volume.bytes),
          message: `it holds ${Math.floor(volume.bytes / segment)} segments of ${readableBytes(segment)} (${key}), and the one that a partition writes is never deleted`,
          mend: `Declare ${readableBytes(segments * segment)} or more, or lower '${key}'.`,
        };
      }
    }
  },
};

/** A size as the nodes have it, the user's or Kafka's own; undefined if it is no positive number. */
export function bytesSetting(model: KafkaModel, pool: PoolModel, key: string): number | undefined {
  const bytes = Number(pool.settings.get(key)?.value ?? catalogOf(minorOf(model.version.minor).minor).get(key)?.defaultValue);
  return bytes > 0 && Number.isFinite(bytes) ? bytes : undefined;
}
