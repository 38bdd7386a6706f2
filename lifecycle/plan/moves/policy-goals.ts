import { DesiredRebalance } from '../../../src/lifecycle/desired-state';

/** What brokers are always evened out by. */
export function alwaysGoals({ diskBand, replicaBand, leaderBand }: DesiredRebalance) {
  return { diskBand, replicaBand, leaderBand };
}

/** What brokers may have at most, whatever moves. */
export function limitGoals({ replicaLimit, networkInLimit, networkOutLimit, brokerLimits = [] }: DesiredRebalance, cluster: string) {
  const its = brokerLimits.filter((each) => each.cluster === cluster);
  return {
    replicaLimit,
    networkInLimit,
    networkOutLimit,
    ...its.length === 0 ? {} : { brokerLimits: Object.fromEntries(its.map(({ broker, cluster: _, ...limits }) => [broker, limits])) },
  };
}

/** What else they are evened out by, where that is declared: not where replicas only move as they must. */
export function furtherGoals({ networkInBand, networkOutBand, leaderBytesBand, topicBand }: DesiredRebalance) {
  return { networkInBand, networkOutBand, leaderBytesBand, topicBand };
}
