import { ActResult } from './act-result';
import { TopicResult } from '../clients/kafka/kafka-admin';
import { counted } from '../counted';

/** What the next look sees, by Kafka's name: somebody else was quicker. */
const HARMLESS: ReadonlySet<string> = new Set(['TOPIC_ALREADY_EXISTS', 'UNKNOWN_TOPIC_OR_PARTITION']);

/** What Kafka refuses for good, and what would mend it. */
const REFUSALS: Readonly<Record<string, string>> = {
  INVALID_TOPIC_EXCEPTION: 'Give the topic another name in the declaration.',
  INVALID_PARTITIONS: 'Change the number of partitions in the declaration.',
  INVALID_REPLICATION_FACTOR: 'Declare fewer replicas, or more brokers.',
  INVALID_CONFIG: 'Change the setting in the declaration, or remove it.',
  POLICY_VIOLATION: "Change the topic's declaration, or the policy of the cluster that forbids it (create.topic.policy.class.name).",
  TOPIC_DELETION_DISABLED: 'Set delete.topic.enable to true in the config of the cluster, or declare the topic again with TopicRemoval.KEEP.',
  CLUSTER_AUTHORIZATION_FAILED: 'Allow the user of the program to create topics on the cluster.',
  TOPIC_AUTHORIZATION_FAILED: 'Allow the user of the program to create, alter and delete all topics.',
};

export function topicsResult(results: readonly TopicResult[], what: string): ActResult {
  const done = results.filter(({ code }) => code === 'NONE').length;
  const failed = results.filter(({ code }) => code !== 'NONE' && !HARMLESS.has(code));
  const worst = failed.find(({ code }) => REFUSALS[code] !== undefined) ?? failed.at(0);
  const said = `${counted(done, 'topic')} ${what}`;
  if (worst === undefined) { return { kind: 'done', said }; }
  const reason = `${counted(failed.length, 'topic')} not ${what}: ${worst.topic}: ${worst.code}${worst.message === undefined ? '' : `: ${worst.message}`}${done === 0 ? '' : `; ${said}`}`;
  const mend = REFUSALS[worst.code];
  return mend === undefined ? { kind: 'later', reason } : { kind: 'refused', reason, mend };
}
