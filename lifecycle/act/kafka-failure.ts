import { ActResult } from './act-result';
import { KafkaError } from '../clients/kafka/kafka-error';
import { unreadable } from '../contact/unreadable';

/** What Kafka refuses for good, by its name of the error, and what would mend it. All else may go well another time. */
const REFUSALS: Readonly<Record<string, string>> = {
  INVALID_CONFIG: 'Change the setting in the declaration, or remove it.',
  INVALID_REQUEST: 'Change the setting in the declaration, or remove it.',
  POLICY_VIOLATION: 'Change the setting in the declaration, or the policy of the cluster that forbids it (alter.config.policy.class.name).',
  CLUSTER_AUTHORIZATION_FAILED: 'Allow the user of the program Alter and AlterConfigs on the cluster.',
  TOPIC_AUTHORIZATION_FAILED: 'Allow the user of the program to describe and alter all topics, and their settings.',
  UNSUPPORTED_VERSION: 'Use a version of Kafka that this program knows: 3.9 or later.',
};

/** What a failed act comes to. Whatever is no failure of the cluster's is thrown on. */
export function failedAct(error: unknown): ActResult {
  const mend = error instanceof KafkaError && error.failure === 'answered' && error.code !== undefined ? REFUSALS[error.code] : undefined;
  const reason = unreadable(error).message;
  return mend === undefined ? { kind: 'later', reason } : { kind: 'refused', reason, mend };
}
