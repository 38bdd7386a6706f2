import { Size } from 'cdk8s';
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
   * How much of a broker's disks may be in use, in percent. No move fills a broker beyond it: a scale-in for which the brokers that stay have no room is not begun. From 1 to 100.
   * @default 80
   * @see https://github.com/linkedin/cruise-control/wiki/Configurations (`disk.capacity.threshold`)
   */
  readonly diskLimitPercent?: number;

  /**
   * Names of topics of which nothing moves, `*` stands for any text. Only what lies on brokers that are declared no longer does: these could never be removed otherwise.
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
