import { DesiredRebalance } from '../../src/lifecycle/desired-state';

/** Nothing moves that need not. */
export const NO_REBALANCE: DesiredRebalance = {
  when: 'never',
  drift: 0.2,
  diskBand: 0.1,
  replicaBand: 0.1,
  leaderBand: 0.1,
  volumeBand: 0.1,
  volumeBytesPerSecond: 1024 ** 2,
  diskLimit: 0.8,
  excludedTopics: [],
  bytesPerSecond: 1024 ** 2,
  leastBytesPerSecond: 1024 ** 2,
  movesPerBroker: 5,
  moves: 100,
  bytesInFlight: 1024 ** 4,
  approval: 'automatic',
};
