import { createHash } from 'node:crypto';
import { Purpose } from './purpose';
import { DesiredRebalance } from '../../../src/lifecycle/desired-state';

/** The id by which somebody approves of what is proposed: the same as long as the brokers that it is for and the goals are. What it moves may change a little, as data comes and goes. */
export function proposalOf(cluster: string, purpose: Purpose, policy: DesiredRebalance): string {
  const { diskBand, replicaBand, leaderBand, diskLimit, excludedTopics } = policy;
  const proposal = { cluster, purpose, diskBand, replicaBand, leaderBand, diskLimit, excludedTopics };
  return createHash('sha256').update(JSON.stringify(proposal)).digest('hex').slice(0, 8);
}
