import { TopicSetting, TopicSettingValues } from '../clients/kafka/kafka-admin';
import { ThrottledReplicas } from '../observation';
import { THROTTLED_REPLICAS } from '../throttled-replicas';

/** The topics that have throttled replicas of their own, by name. */
export function throttledTopics(topics: readonly string[], told: readonly TopicSettingValues[]): Readonly<Record<string, ThrottledReplicas>> {
  return Object.fromEntries(told.flatMap((settings, i) => {
    const leader = ownValue(settings[THROTTLED_REPLICAS.leader]);
    const follower = ownValue(settings[THROTTLED_REPLICAS.follower]);
    return leader === undefined && follower === undefined ? [] : [[topics[i], { leader, follower }]];
  }));
}

function ownValue({ own, value }: TopicSetting): string | undefined { return own && value !== '' ? value : undefined; }
