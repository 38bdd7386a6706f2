import { DesiredRebalance } from '../../../src/lifecycle/desired-state';

/** What brokers are always evened out by. */
export function alwaysGoals({ diskBand, replicaBand, leaderBand }: DesiredRebalance) {
  return { diskBand, replicaBand, leaderBand };
}

/** What else they are evened out by, where that is declared: not where replicas only move as they must. */
export function furtherGoals({ networkInBand, networkOutBand, leaderBytesBand, topicBand }: DesiredRebalance) {
  return { networkInBand, networkOutBand, leaderBytesBand, topicBand };
}
