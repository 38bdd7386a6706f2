import { Duration, Size } from 'cdk8s';
import { RebalanceWindow } from './rebalance-window';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Whether somebody has to approve before replicas move that need not leave their broker. */
export enum RebalanceApproval {
  /** A run carries out what it has planned. */
  AUTOMATIC = 'automatic',

  /** A run says what it has planned, and ends; it is carried out once that is approved (docs/rebalancing.md). What must leave its broker moves all the same. */
  REQUIRED = 'required',
}

/** How evenly replicas are spread, what never moves, and how fast the rest does. The same goals as those of `cdk8s-kafka rebalance plan` (docs/rebalancing.md). */
export interface RebalanceOptions {
  /**
   * How far a broker's bytes may be from what it is to hold, in percent of that. From 0.01 to 100.
   * @default 10
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`disk.balance.threshold`)
   */
  readonly diskBandPercent?: number;

  /**
   * How far the number of a broker's replicas may be from what it is to hold, in percent of that. From 0.01 to 100.
   * @default 10
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`replica.count.balance.threshold`)
   */
  readonly replicaBandPercent?: number;

  /**
   * How far the number of partitions that a broker leads may be from what it is to lead, in percent of that. From 0.01 to 100.
   * @default 10
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`leader.replica.count.balance.threshold`)
   */
  readonly leaderBandPercent?: number;

  /**
   * How far the bytes on each volume of a broker that has several (`Storage.jbod(…)`) may be from what it is to hold, in percent of that: its share of the broker's bytes, in proportion to its size.
   * With `RebalancePolicy.onDrift(…)` volumes that have drifted further than the drift are brought into it. From 0.01 to 100.
   * @default 10
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`disk.balance.threshold`)
   */
  readonly volumeBandPercent?: number;

  /**
   * How much a broker may copy from one of its volumes to another in a second. It must be above what is written to the partitions that are copied. At least 1 MiB.
   * @default Size.mebibytes(50) - about a third of what a single hard disk reads and writes in sequence
   * @see https://kafka.apache.org/documentation/#brokerconfigs_replica.alter.log.dirs.io.max.bytes.per.second
   */
  readonly volumeThroughput?: Size;

  /**
   * Volumes that are to be taken away: whatever the policy, all of their replicas go to the other volumes of the same broker, and as long as a volume is stated here no new ones are put on it
   * (from Kafka 4.3 on, KIP-1066). The run says when it is empty. Not the first one where that holds the metadata log of KRaft.
   * @default - none
   * @see https://cwiki.apache.org/confluence/display/KAFKA/KIP-113%3A+Support+replicas+movement+between+log+directories
   */
  readonly emptyVolumes?: VolumeOfNode[];

  /**
   * For how long a run waits for a volume that its broker, in service otherwise, reports as failed. Then the replicas that were on it go to other brokers, at any time of day and without approval, as
   * partitions have one less until then. With `RebalancePolicy.never()` it is waited for as long as it takes.
   * @default Duration.minutes(30) - a restart, or another attachment of the volume, often brings it back by then
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`broker.failure.self.healing.threshold.ms`)
   */
  readonly lostVolumePatience?: Duration;

  /**
   * How far what a broker receives in a second may be from its share: what is written to all its replicas. In percent, from 0.01 to 100.
   * @default - it is not looked at
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`network.inbound.balance.threshold`)
   */
  readonly networkInBandPercent?: number;

  /**
   * How far what a broker sends in a second may be from its share: to the followers of the partitions that it leads, and, where `prometheus` tells it, to consumers. In percent, from 0.01 to 100.
   * @default - it is not looked at
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`network.outbound.balance.threshold`)
   */
  readonly networkOutBandPercent?: number;

  /**
   * How far what is written in a second to the partitions that a broker leads may be from its share. In percent, from 0.01 to 100.
   * @default - it is not looked at
   * @see https://github.com/linkedin/cruise-control/wiki/Goals (`LeaderBytesInDistributionGoal`)
   */
  readonly leaderBytesBandPercent?: number;

  /**
   * How many more replicas of a topic than an even spread gives it a broker may have, in percent of that. From 0.01 to 100.
   * @default - topics are not spread further, and never less evenly than before without saying so
   * @see https://github.com/linkedin/cruise-control/wiki/Goals (`TopicReplicaDistributionGoal`)
   */
  readonly topicBandPercent?: number;

  /**
   * For how long a run looks at what is written before it plans for the bands and the limits of what brokers receive and send: how far each partition grows meanwhile, in records, times the size that its records
   * have on the average. From 10 seconds to 1 hour.
   * @default Duration.minutes(1)
   */
  readonly loadWindow?: Duration;

  /**
   * A Prometheus server that knows more.
   * @default - what the brokers tell themselves is all that is known: nothing of consumers, nothing of how long clients wait
   */
  readonly prometheus?: PrometheusOptions;

  /**
   * How much of a broker's disks may be in use, in percent. No move fills a broker beyond it: a scale-in for which the brokers that stay have no room is not begun. From 1 to 100.
   * @default 80
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`disk.capacity.threshold`)
   */
  readonly diskLimitPercent?: number;

  /**
   * How many replicas a broker may have. No move brings one beyond it, whatever else asks for that, and one that has more is relieved where the policy lets anything move; a scale-in for which the
   * brokers that stay have no room within it is not begun. At least 1.
   * @default - no limit
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`max.replicas.per.broker`)
   */
  readonly replicaLimit?: number;

  /**
   * How much may be written to the replicas of a broker in a second: a limit as `replicaLimit` is one. What is written is looked at for the `loadWindow` before anything moves, or `prometheus` tells it.
   * At least 1 KiB.
   * @default - no limit
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`network.inbound.capacity.threshold`)
   */
  readonly networkInLimit?: Size;

  /**
   * How much a broker may send in a second, to the followers of the partitions that it leads, and, where `prometheus` tells it, to consumers: a limit as `networkInLimit` is one. At least 1 KiB.
   * @default - no limit
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`network.outbound.capacity.threshold`)
   */
  readonly networkOutLimit?: Size;

  /**
   * Limits of single brokers, each in place of that of all: for those with another network for example.
   * @default - all brokers have the same
   */
  readonly brokerLimits?: BrokerLimits[];

  /**
   * Names of topics of which nothing moves, `*` stands for any text. Only what lies on brokers that are declared no longer, or was on a volume that has failed, does: it must leave.
   * @default - none
   */
  readonly excludedTopics?: string[];

  /**
   * What the network of a broker carries in a second, in one direction. With `networkSharePercent` it makes the throttle.
   * @default Size.mebibytes(119) - 1 Gbit/s
   */
  readonly network?: Size;

  /**
   * How much of `network` moves may take, in percent: the throttle of each broker is so much of it, for what it sends and for what it receives, at least 1 MiB/s. It must be above
   * what is written to the partitions that move, or they never catch up. From 1 to 100.
   * @default 50
   * @see https://kafka.apache.org/documentation/#rep-throttle
   */
  readonly networkSharePercent?: number;

  /**
   * To how much of `network` the throttle is lowered, in percent, while replicas that do not move fall behind their leaders, or clients wait longer than `prometheus.latencyLimit`. It is halved,
   * and raised again by a half when all is well, each at most once in half a minute. From 1 to `networkSharePercent`.
   * @default - 10, or `networkSharePercent` if that is less
   */
  readonly leastNetworkSharePercent?: number;

  /**
   * When moves may begin. What is under way when a window ends arrives all the same. Outside of them nothing is filled or evened out, and a scale-in ends with exit code 2, unless it is of brokers that have failed; a run in a window
   * does it: have one by `LifecycleTrigger.schedule(…)`.
   * @default - at any time
   */
  readonly windows?: RebalanceWindow[];

  /**
   * How many replicas may be on their way from a broker, or to it, at once. At least 1.
   * @default 5
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`num.concurrent.partition.movements.per.broker`)
   */
  readonly movesPerBroker?: number;

  /**
   * How many replicas may be on their way at once in a cluster. At least 1.
   * @default 1250
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`max.num.cluster.partition.movements`)
   */
  readonly moves?: number;

  /**
   * How much may be on its way at once in a cluster: so much is on disks twice meanwhile, and is copied in vain if moves are cancelled. A single replica may be larger. At least 1 MiB.
   * @default Size.tebibytes(1) - it keeps a hundred brokers that are filled busy for three minutes at the default throttle; smaller clusters are bounded by `movesPerBroker`
   */
  readonly inFlight?: Size;

  /**
   * Whether somebody has to approve before replicas move that need not leave their broker.
   * @default RebalanceApproval.AUTOMATIC
   */
  readonly approval?: RebalanceApproval;
}

/** What single brokers may have at most. What is not stated is as for all others. */
export interface BrokerLimits {
  /** The ids of the brokers. */
  readonly nodes: number[];

  /**
   * How many replicas each may have. At least 1.
   * @default - as for all others
   */
  readonly replicaLimit?: number;

  /**
   * How much may be written to the replicas of each in a second. At least 1 KiB.
   * @default - as for all others
   */
  readonly networkInLimit?: Size;

  /**
   * How much each may send in a second. At least 1 KiB.
   * @default - as for all others
   */
  readonly networkOutLimit?: Size;
}

/** One of several volumes of a broker. */
export interface VolumeOfNode {
  /** The broker's id. */
  readonly node: number;

  /** The position of the volume in `Storage.jbod(…)`: 0 is the first one. */
  readonly volume: number;
}

/** What a Prometheus server is asked (`GET /api/v1/query`), in its language, for the names of metrics that your brokers export. Any server with that interface will do. */
export interface PrometheusOptions {
  /** Where it is reached from the Job's pod: `http` or `https`, for example `http://prometheus.monitoring:9090`. */
  readonly url: string;

  /**
   * How many bytes are written in a second, by topic, or by topic and partition: labels `topic` and `partition`. What is told of a topic is divided among its partitions by their sizes. For example
   * `sum by (topic) (rate(kafka_server_brokertopicmetrics_bytesin_total[10m]))`.
   * @default - the brokers themselves tell it, in the `loadWindow`
   */
  readonly bytesIn?: string;

  /**
   * How many bytes consumers read in a second, with the same labels.
   * @default - it is not known, and taken for 0
   */
  readonly bytesOut?: string;

  /**
   * How long clients wait for an answer, in milliseconds; of several values the largest counts. For example
   * `max(kafka_network_requestmetrics_totaltimems{request="Produce", quantile="0.99"})`.
   * @default - it is not known
   */
  readonly latency?: string;

  /**
   * How long they may wait, before moves are slowed down. Only with `latency`.
   * @default - none: it must be stated with `latency`
   */
  readonly latencyLimit?: Duration;
}

/**
 * A policy as declared.
 * @internal
 */
export interface _DeclaredRebalance {
  readonly when: 'never' | 'scale' | 'drift';
  /** In percent; with `drift` only. */
  readonly drift?: number;
  readonly options: RebalanceOptions;
}

/**
 * When a lifecycle Job moves replicas between the brokers of a cluster. Whatever the policy, what lies on brokers that are declared no longer is moved away before these are removed. docs/rebalancing.md
 * says how.
 */
export class RebalancePolicy {
  /**
   * Only what must leave its broker moves: brokers that are declared no longer are emptied, new ones stay empty until topics are created.
   *
   * @param options how fast replicas move, and within which limits
   */
  public static never(options?: RebalanceOptions): RebalancePolicy {
    const given = checkArguments('RebalancePolicy.never', { options });
    return new RebalancePolicy({ when: 'never', options: given.options ?? {} });
  }

  /**
   * Brokers that have no replica yet get their share of all topics, with as little moved as that takes. Nothing moves between brokers that hold something already.
   *
   * @param options how evenly and how fast
   */
  public static onScale(options?: RebalanceOptions): RebalancePolicy {
    const given = checkArguments('RebalancePolicy.onScale', { options });
    return new RebalancePolicy({ when: 'scale', options: given.options ?? {} });
  }

  /**
   * As `onScale()`; and as soon as one broker is further than `drift` from what it is to hold, all are brought into the bands again. Runs begin only when something makes them:
   * a change, or with `LifecycleTrigger.schedule(…)` the time of day.
   *
   * @param drift in percent of what a broker is to hold, larger than each of the bands, as what is within them is never evened out further. By default 20
   * @param options how evenly and how fast
   */
  public static onDrift(drift?: number, options?: RebalanceOptions): RebalancePolicy {
    const given = checkArguments('RebalancePolicy.onDrift', { drift, options });
    return new RebalancePolicy({ when: 'drift', drift: given.drift, options: given.options ?? {} });
  }

  private constructor(private readonly declared: _DeclaredRebalance) { mark(this, 'RebalancePolicy'); }

  /** @internal */
  public _declared(): _DeclaredRebalance { return this.declared; }
}
