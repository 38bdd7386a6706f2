import { MIN_IN_SYNC } from './min-in-sync';
import { KafkaAdmin, TopicSettingValues } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { Unreadable } from '../contact/unreadable';
import { THROTTLED_REPLICAS } from '../throttled-replicas';

const KEYS = [MIN_IN_SYNC, THROTTLED_REPLICAS.leader, THROTTLED_REPLICAS.follower];

/** What a look needs of the settings of topics, in their order. */
export async function topicSettings(kafka: KafkaAdmin, source: KafkaNode, topics: readonly string[]): Promise<readonly TopicSettingValues[]> {
  const told = await kafka.topicSettings(source, KEYS, topics);
  if (told.length !== topics.length) { throw new Unreadable([`settings were told of ${told.length} of ${topics.length} topics`]); }
  return told.map((settings, i) => {
    if ('error' in settings) { throw new Unreadable([`settings of topic ${topics[i]}: ${settings.error}`], true); }
    return settings.values;
  });
}
