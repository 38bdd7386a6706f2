import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { topicProperty } from '../../topic-model';

/** A lifecycle Job notes in them what moves. */
const OWNED: readonly string[] = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'];

export const TOPIC_THROTTLES_ARE_LEFT_ALONE: Rule<KafkaModel> = {
  id: 'topics.owned-key',
  severity: Severity.ERROR,
  summary: "A topic's config does not set which of its replicas are throttled.",
  why: 'Whoever moves partitions sets that for as long as the move lasts; a lifecycle Job keeps in it where partitions come from and go to.',
  source: 'KIP-73, docs/architecture.md',
  *check({ topics }) {
    for (const topic of topics) {
      for (const key of OWNED) {
        if (!(key in topic.config)) { continue; }
        yield { property: topicProperty(topic, `config '${key}'`), value: topic.config[key], message: 'whoever moves partitions sets this', mend: 'Remove it.' };
      }
    }
  },
};
