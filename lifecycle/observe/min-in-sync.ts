import { BrokerSetting, KafkaAdmin, TopicSetting } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { Unreadable } from '../contact/unreadable';

export const MIN_IN_SYNC = 'min.insync.replicas';

export function topicMinInSync(kafka: KafkaAdmin, source: KafkaNode, topics: readonly string[]): Promise<readonly TopicSetting[]> {
  return kafka.topicSetting(source, MIN_IN_SYNC, topics);
}

/**
 * `min.insync.replicas` of each topic. Where it is not the topic's own, each leader goes by its own configuration, and while that is rolled out brokers differ:
 * then the largest counts.
 */
export function minInSync(topics: readonly string[], told: readonly TopicSetting[], brokers: Iterable<readonly BrokerSetting[]>): Int32Array {
  let most = 1;
  for (const settings of brokers) {
    const value = settings.find((s) => s.key === MIN_IN_SYNC)?.value;
    if (value !== undefined) { most = Math.max(most, Number(value)); }
  }
  if (told.length !== topics.length) { throw new Unreadable([`${MIN_IN_SYNC} was told of ${told.length} of ${topics.length} topics`]); }
  return Int32Array.from(told, (setting, i) => {
    if ('error' in setting) { throw new Unreadable([`${MIN_IN_SYNC} of topic ${topics[i]}: ${setting.error}`], true); }
    return setting.own ? Number(setting.value) : Math.max(most, Number(setting.value));
  });
}
