import { ActResult } from './act-result';
import { inPortions, withEnd } from './in-portions';
import { MayAct } from './lease-lost';
import { Resource, ResourceChanges, ResourceResult } from '../clients/kafka/kafka-admin';
import { counted } from '../counted';

/** Topics and brokers in one request: a controller of KRaft does it as one act, of at most 10,000 records. */
export const RESOURCES_AT_ONCE = 500;

/** What Kafka refuses for good. Nobody has declared these settings, so that no declaration would mend it. */
const REFUSALS: Readonly<Record<string, string>> = {
  INVALID_CONFIG: "Change what Kafka's message names among the other settings of the same topic or broker: it checks them all.",
  POLICY_VIOLATION: 'Change the policy of the cluster that forbids it (alter.config.policy.class.name).',
  CLUSTER_AUTHORIZATION_FAILED: 'Allow the user of the program Alter and AlterConfigs on the cluster.',
  TOPIC_AUTHORIZATION_FAILED: 'Allow the user of the program AlterConfigs on all topics.',
};

/** Of what is gone, nothing can be changed any more. A broker of the same id would have the settings again. */
const GONE = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'BROKER_ID_NOT_REGISTERED']);

/** One request. */
export type SendChanges = (portion: readonly ResourceChanges[]) => Promise<readonly ResourceResult[]>;

/** Changes settings that the program sets for its own ends, of topics and brokers. */
export async function alterSettings(
  resources: readonly ResourceChanges[], mayAct: MayAct, send: SendChanges, most = RESOURCES_AT_ONCE,
): Promise<ActResult> {
  const { results, ended } = await inPortions(resources, most, mayAct, `settings of ${resourcesIn(resources)} were changed`, send);
  return withEnd(ended, settingsResult(results));
}

export function settingsResult(results: readonly ResourceResult[]): ActResult {
  const gone = results.filter(({ code }) => GONE.has(code));
  const changed = results.filter(({ code }) => code === 'NONE');
  const failed = results.filter(({ code }) => code !== 'NONE' && !GONE.has(code));
  const worst = failed.find(({ code }) => REFUSALS[code] !== undefined) ?? failed.at(0);
  if (worst) {
    const reason = `settings of ${resourcesIn(failed)} not changed: ${resultWords(worst)}`;
    const mend = REFUSALS[worst.code];
    return mend === undefined ? { kind: 'later', reason } : { kind: 'refused', reason, mend };
  }
  const said = [...changed.length > 0 ? [`settings of ${resourcesIn(changed)} changed`] : [], ...gone.length > 0 ? [`${resourcesIn(gone)} gone meanwhile`] : []];
  return { kind: 'done', said: said.join(', ') };
}

/** `topic orders: INVALID_CONFIG: …` */
export function resultWords({ type, name, code, message }: ResourceResult): string {
  return `${type} ${name}: ${code}${message === undefined ? '' : `: ${message}`}`;
}

function resourcesIn(resources: readonly Resource[]): string {
  const brokers = resources.filter(({ type }) => type === 'broker').length;
  const topics = resources.length - brokers;
  return [...brokers > 0 ? [counted(brokers, 'broker')] : [], ...topics > 0 ? [counted(topics, 'topic')] : []].join(' and ');
}
