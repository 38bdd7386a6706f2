import { createHash } from 'node:crypto';
import { alwaysGoals, furtherGoals, limitGoals } from './policy-goals';
import { Purpose } from './purpose';
import { DesiredRebalance } from '../../../src/lifecycle/desired-state';

/** What somebody approves of. */
export interface Proposal {
  readonly cluster: string;
  readonly purpose: Purpose;
  /** All that are declared. */
  readonly brokers: readonly number[];
  /** What has drifted farthest, where that is why. */
  readonly worst?: string;
}

/** The id by which somebody approves of a proposal: the same as long as why, for which brokers, and the goals are. What it moves may change a little, as data comes and goes. */
export function proposalOf(proposal: Proposal, policy: DesiredRebalance): string {
  const { diskLimit, excludedTopics } = policy;
  const goals = { ...alwaysGoals(policy), ...furtherGoals(policy), ...limitGoals(policy, proposal.cluster), diskLimit, excludedTopics };
  const text = JSON.stringify({ ...proposal, ...goals });
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
