import { DesiredBrokerLimits, DesiredRebalance, DesiredVolume, DesiredWindow, LifecyclePolicy } from '../desired-state';
import { LimitsModel, PolicyModel, RebalanceModel, WindowModel, isLoadPlanned, leastThrottleOf, throttleOf } from '../model';
import { WEEKDAYS, minuteOfDay } from '../rebalance-window';

/** The log directories of brokers, by the name of their cluster and their id, in the order of their volumes. */
export type LogDirs = Readonly<Record<string, Readonly<Record<number, readonly string[]>>>>;

/** How cautious a run is, as its program reads it. */
export function desiredPolicy(model: PolicyModel, logDirs: LogDirs): LifecyclePolicy {
  const { concurrency, inSyncMargin, unavoidable, noProgressSeconds, preferredLeaders, undeclaredSettings } = model;
  const rebalance = desiredRebalance(model.rebalance, logDirs);
  return { concurrency, inSyncMargin, unavoidable, noProgressSeconds, preferredLeaders, undeclaredSettings, rebalance };
}

function desiredRebalance(model: RebalanceModel, logDirs: LogDirs): DesiredRebalance {
  return {
    when: model.when,
    drift: share(model.driftPercent),
    diskBand: share(model.diskBandPercent),
    replicaBand: share(model.replicaBandPercent),
    leaderBand: share(model.leaderBandPercent),
    volumeBand: share(model.volumeBandPercent),
    volumeBytesPerSecond: model.volumeBytes,
    emptyVolumes: model.emptyVolumes.length === 0 ? undefined : desiredVolumes(model, logDirs),
    // A broker ends when it loses its only one.
    lostVolumeSeconds: hasSeveral(logDirs) ? model.lostVolumeSeconds : undefined,
    ...measuredBands(model),
    ...desiredLimits(model.limits),
    brokerLimits: model.brokerLimits.length === 0 ? undefined : desiredBrokerLimits(model, logDirs),
    topicBand: shareOf(model.topicBandPercent),
    prometheus: model.prometheus,
    diskLimit: share(model.diskLimitPercent),
    excludedTopics: model.excludedTopics,
    bytesPerSecond: throttleOf(model),
    leastBytesPerSecond: leastThrottleOf(model),
    windows: model.windows.length === 0 ? undefined : model.windows.map(desiredWindow),
    movesPerBroker: model.movesPerBroker,
    moves: model.moves,
    bytesInFlight: model.bytesInFlight,
    approval: model.approval,
  };
}

function hasSeveral(logDirs: LogDirs): boolean {
  return Object.values(logDirs).some((brokers) => Object.values(brokers).some((paths) => paths.length > 1));
}

function desiredVolumes({ emptyVolumes }: RebalanceModel, logDirs: LogDirs): readonly DesiredVolume[] {
  return emptyVolumes.flatMap(({ node, volume }) => Object.entries(logDirs).flatMap(([cluster, { [node]: paths }]) => {
    return paths?.[volume] === undefined ? [] : [{ cluster, broker: node, path: paths[volume] }];
  }));
}

/** What is known only of a cluster that was watched for a time. */
function measuredBands(model: RebalanceModel): Partial<DesiredRebalance> {
  const networkInBand = shareOf(model.networkInBandPercent);
  const networkOutBand = shareOf(model.networkOutBandPercent);
  const leaderBytesBand = shareOf(model.leaderBytesBandPercent);
  return isLoadPlanned(model) ? { networkInBand, networkOutBand, leaderBytesBand, loadWindowSeconds: model.loadWindowSeconds } : {};
}

function desiredLimits({ replicas, networkInBytes, networkOutBytes }: LimitsModel): Omit<DesiredBrokerLimits, 'cluster' | 'broker'> {
  return { replicaLimit: replicas, networkInLimit: networkInBytes, networkOutLimit: networkOutBytes };
}

function desiredBrokerLimits({ brokerLimits }: RebalanceModel, logDirs: LogDirs): readonly DesiredBrokerLimits[] {
  return brokerLimits.flatMap(({ nodes, limits }) => nodes.flatMap((broker) => Object.entries(logDirs).flatMap(([cluster, of]) => {
    return of[broker] === undefined ? [] : [{ cluster, broker, ...desiredLimits(limits) }];
  })));
}

/** Days without any are all of them. */
function desiredWindow({ from, to, days, timeZone }: WindowModel): DesiredWindow {
  const numbers = (days.length === 0 ? WEEKDAYS : days).map((day) => WEEKDAYS.indexOf(day));
  return { days: [...new Set(numbers)].sort((a, b) => a - b), from: minuteOfDay(from), to: minuteOfDay(to), timeZone };
}

function shareOf(percent: number | undefined): number | undefined { return percent === undefined ? undefined : share(percent); }

/** Not 0.33299999999999996 for 33.3 percent. */
function share(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
