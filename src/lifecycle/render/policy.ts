import { DesiredRebalance, LifecyclePolicy } from '../desired-state';
import { PolicyModel, RebalanceModel, throttleOf } from '../model';

/** How cautious a run is, as its program reads it. */
export function desiredPolicy(model: PolicyModel): LifecyclePolicy {
  const { concurrency, inSyncMargin, unavoidable, noProgressSeconds, preferredLeaders, undeclaredSettings, rebalance } = model;
  return { concurrency, inSyncMargin, unavoidable, noProgressSeconds, preferredLeaders, undeclaredSettings, rebalance: desiredRebalance(rebalance) };
}

function desiredRebalance(model: RebalanceModel): DesiredRebalance {
  return {
    when: model.when,
    drift: share(model.driftPercent),
    diskBand: share(model.diskBandPercent),
    replicaBand: share(model.replicaBandPercent),
    leaderBand: share(model.leaderBandPercent),
    diskLimit: share(model.diskLimitPercent),
    excludedTopics: model.excludedTopics,
    bytesPerSecond: throttleOf(model),
    movesPerBroker: model.movesPerBroker,
    moves: model.moves,
    bytesInFlight: model.bytesInFlight,
    approval: model.approval,
  };
}

/** Not 0.33299999999999996 for 33.3 percent. */
function share(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
