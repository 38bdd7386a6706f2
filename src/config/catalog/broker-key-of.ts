import { KafkaMinor } from './config-key';
import { catalogOf } from './definitions';

/** Where the broker's name is not `log.` and the topic's (`org.apache.kafka.server.config.ServerTopicConfigSynonyms`). */
const OTHERWISE_NAMED: ReadonlyMap<string, string> = new Map([
  ['segment.ms', 'log.roll.ms'],
  ['segment.jitter.ms', 'log.roll.jitter.ms'],
  ['segment.index.bytes', 'log.index.size.max.bytes'],
  ['flush.messages', 'log.flush.interval.messages'],
  ['flush.ms', 'log.flush.interval.ms'],
  ['max.message.bytes', 'message.max.bytes'],
  ['delete.retention.ms', 'log.cleaner.delete.retention.ms'],
  ['min.compaction.lag.ms', 'log.cleaner.min.compaction.lag.ms'],
  ['max.compaction.lag.ms', 'log.cleaner.max.compaction.lag.ms'],
  ['file.delete.delay.ms', 'log.segment.delete.delay.ms'],
  ['min.cleanable.dirty.ratio', 'log.cleaner.min.cleanable.ratio'],
]);

/** The broker's key that gives the default of a topic's key; undefined where there is none. */
export function brokerKeyOf(minor: KafkaMinor, topicKey: string): string | undefined {
  const catalog = catalogOf(minor);
  return [OTHERWISE_NAMED.get(topicKey), `log.${topicKey}`, topicKey].find((name) => name !== undefined && catalog.has(name));
}
