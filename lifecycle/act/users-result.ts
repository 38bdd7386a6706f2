import { ActResult } from './act-result';
import { Result } from '../clients/kafka/kafka-admin';
import { counted } from '../counted';

/** What the next look sees, by Kafka's name: somebody else was quicker. */
const HARMLESS: ReadonlySet<string> = new Set(['RESOURCE_NOT_FOUND']);

/** What Kafka refuses for good, and what would mend it. */
const REFUSALS: Readonly<Record<string, string>> = {
  UNACCEPTABLE_CREDENTIAL: 'Give the user another name or password.',
  UNSUPPORTED_SASL_MECHANISM: 'Declare another mechanism for the user.',
  INVALID_REQUEST: "Change the user's declaration.",
  INVALID_PRINCIPAL_TYPE: "Change the user's name in the declaration.",
  SECURITY_DISABLED: 'State `authorization: Authorization.acls()` of the cluster.',
  CLUSTER_AUTHORIZATION_FAILED: 'Allow the user of the program Alter, AlterConfigs, Describe and DescribeConfigs on the cluster.',
};

export interface OfUser extends Result {
  readonly user: string;
}

/** @param noun of what there are as many as there are results */
export function usersResult(results: readonly OfUser[], noun: string, what: string): ActResult {
  const done = results.filter(({ code }) => code === 'NONE').length;
  const failed = results.filter(({ code }) => code !== 'NONE' && !HARMLESS.has(code));
  const worst = failed.find(({ code }) => REFUSALS[code] !== undefined) ?? failed.at(0);
  const said = `${counted(done, noun)} ${what}`;
  if (worst === undefined) { return { kind: 'done', said }; }
  const reason = `${counted(failed.length, noun)} not ${what}: ${worst.user}: ${worst.code}${worst.message === undefined ? '' : `: ${worst.message}`}${done === 0 ? '' : `; ${said}`}`;
  const mend = REFUSALS[worst.code];
  return mend === undefined ? { kind: 'later', reason } : { kind: 'refused', reason, mend };
}
