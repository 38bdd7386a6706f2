import { Duration } from 'cdk8s';
import type { KafkaLifecycleJobProps } from './lifecycle-job-props';
import { LifecycleTrigger } from './lifecycle-trigger';
import { LifecycleModel, LimitsModel, PrometheusModel, RebalanceModel } from './model';
import { BrokerLimits, PrometheusOptions, RebalancePolicy, _DeclaredRebalance } from './rebalance-policy';
import { bytesOf } from '../kubernetes/bytes';

const MEBIBYTE = 1024 ** 2;
const TEBIBYTE = 1024 ** 4;

/** Whoever goes back to a former declaration applies a Job of the same name again: it runs only if the former one is gone. */
const MINUTES_KEPT = 10;

/** From what was declared to a model in which everything is known. Never throws: what is wrong is for the rules to say. */
export function resolveLifecycle(name: string, namespace: string | undefined, props: KafkaLifecycleJobProps): LifecycleModel {
  const trigger = (props.trigger ?? LifecycleTrigger.onChange())._declared();
  return {
    name,
    namespace,
    trigger,
    dryRun: props.dryRun ?? false,
    image: props.image ?? 'node:22-slim',
    policy: {
      concurrency: props.concurrency ?? 1,
      inSyncMargin: props.inSyncMargin ?? 0,
      unavoidable: props.unavoidable ?? 'accept',
      noProgressSeconds: seconds(props.noProgress ?? Duration.minutes(15)),
      preferredLeaders: props.preferredLeaders ?? true,
      undeclaredSettings: props.undeclaredSettings ?? 'report',
      rebalance: resolveRebalance((props.rebalance ?? RebalancePolicy.onScale())._declared()),
    },
    deadlineSeconds: seconds(props.deadline ?? Duration.days(1)),
    // Tools that keep what they apply as it is make a Job that is gone again, and with it a run. They remove those of former changes themselves.
    ttlSeconds: props.ttlAfterFinished ? seconds(props.ttlAfterFinished) : trigger.kind === 'on-change' ? seconds(Duration.minutes(MINUTES_KEPT)) : undefined,
    resources: {
      cpu: props.resources?.cpu ?? 0.1,
      cpuLimit: props.resources?.cpuLimit,
      memoryBytes: bytesOf(props.resources?.memory) ?? 512 * MEBIBYTE,
    },
    placement: props.placement ?? {},
    labels: { ...props.labels },
    annotations: { ...props.annotations },
    logLayout: props.logLayout ?? 'text',
    metricsPort: props.metricsPort,
  };
}

/** The bands, the disk limit and the numbers of moves are Cruise Control's. */
function resolveRebalance({ when, drift, options }: _DeclaredRebalance): RebalanceModel {
  return {
    when,
    driftPercent: drift ?? 20,
    diskBandPercent: options.diskBandPercent ?? 10,
    replicaBandPercent: options.replicaBandPercent ?? 10,
    leaderBandPercent: options.leaderBandPercent ?? 10,
    volumeBandPercent: options.volumeBandPercent ?? 10,
    volumeBytes: bytesOf(options.volumeThroughput) ?? 50 * MEBIBYTE,
    emptyVolumes: (options.emptyVolumes ?? []).map(({ node, volume }) => ({ node, volume })),
    lostVolumeSeconds: when === 'never' ? undefined : seconds(options.lostVolumePatience ?? Duration.minutes(30)),
    networkInBandPercent: options.networkInBandPercent,
    networkOutBandPercent: options.networkOutBandPercent,
    leaderBytesBandPercent: options.leaderBytesBandPercent,
    topicBandPercent: options.topicBandPercent,
    loadWindowSeconds: seconds(options.loadWindow ?? Duration.minutes(1)),
    prometheus: options.prometheus && resolvePrometheus(options.prometheus),
    diskLimitPercent: options.diskLimitPercent ?? 80,
    limits: resolveLimits(options),
    brokerLimits: (options.brokerLimits ?? []).map((each) => ({ nodes: [...each.nodes], limits: resolveLimits(each) })),
    excludedTopics: [...options.excludedTopics ?? []],
    networkBytes: bytesOf(options.network) ?? 119 * MEBIBYTE,
    networkSharePercent: options.networkSharePercent ?? 50,
    leastNetworkSharePercent: options.leastNetworkSharePercent ?? Math.min(10, options.networkSharePercent ?? 50),
    windows: (options.windows ?? []).map((window) => window._declared()),
    movesPerBroker: options.movesPerBroker ?? 5,
    moves: options.moves ?? 1250,
    bytesInFlight: bytesOf(options.inFlight) ?? TEBIBYTE,
    approval: options.approval ?? 'automatic',
  };
}

function resolveLimits({ replicaLimit, networkInLimit, networkOutLimit }: Omit<BrokerLimits, 'nodes'>): LimitsModel {
  return { replicas: replicaLimit, networkInBytes: bytesOf(networkInLimit), networkOutBytes: bytesOf(networkOutLimit) };
}

function resolvePrometheus({ url, bytesIn, bytesOut, latency, latencyLimit }: PrometheusOptions): PrometheusModel {
  return { url, bytesIn, bytesOut, latency, mostLatencyMillis: latencyLimit?.toMilliseconds({ integral: false }) };
}

function seconds(duration: Duration): number {
  return Math.ceil(duration.toSeconds({ integral: false }));
}
