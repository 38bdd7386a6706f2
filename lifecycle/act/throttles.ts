import { ResourceChanges } from '../clients/kafka/kafka-admin';
import { ThrottledTopic } from '../plan/decision';
import { THROTTLED_REPLICAS } from '../throttled-replicas';

/** What makes topics have these throttled replicas, and no others. */
export function throttlesOf(topics: readonly ThrottledTopic[]): readonly ResourceChanges[] {
  return topics.map(({ topic, leader, follower }) => ({
    type: 'topic',
    name: topic,
    changes: new Map([[THROTTLED_REPLICAS.leader, valueOrNone(leader)], [THROTTLED_REPLICAS.follower, valueOrNone(follower)]]),
  }));
}

function valueOrNone(value: string | undefined): string | undefined { return value === '' ? undefined : value; }
