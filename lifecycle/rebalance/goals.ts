/** What a plan may move. */
export type RebalanceMode =
  /** Whatever it takes to bring every broker into the bands. */
  | 'full'
  /** Only onto brokers that were added, and what must leave. */
  | 'add'
  /** Only what must leave: replicas of brokers that go or are lost. */
  | 'drain'
  /** Only away from the brokers of `relieve`, and what must leave. */
  | 'relieve'
  /** No replica: only the order of replicas, by which leaders are preferred. */
  | 'leaders';

/** The most that a broker may have, however even that is. Undefined: no limit. */
export interface BrokerLimits {
  /** Replicas. */
  readonly replicaLimit?: number;
  /** What is written to its replicas, in bytes per second; as for the next one, the rates of partitions must be known. */
  readonly networkInLimit?: number;
  /** What it sends to consumers and to the other replicas of partitions that it leads. */
  readonly networkOutLimit?: number;
}

/** What a plan is to reach, and what it must leave alone. */
export interface RebalanceGoals extends BrokerLimits {
  readonly mode: RebalanceMode;
  /** In mode `relieve`: ids of the brokers that are too full. */
  readonly relieve: readonly number[];
  /** How far a broker's bytes may be from its target: 0.1 is a tenth below or above. */
  readonly diskBand: number;
  /** The same for the number of its replicas. */
  readonly replicaBand: number;
  /** The same for the number of partitions that it leads. */
  readonly leaderBand: number;
  /** The same for what is written to its replicas, in bytes per second. Undefined, as for the next two: it is not looked at. They need the rates of partitions. */
  readonly networkInBand?: number;
  /** The same for what it sends to consumers and to the other replicas of partitions that it leads. */
  readonly networkOutBand?: number;
  /** The same for what producers write to the partitions that it leads. */
  readonly leaderBytesBand?: number;
  /** By how much a broker may hold more replicas of a topic than an even spread gives it, rounded up. Undefined: topics are not spread, but never get less even. */
  readonly topicBand?: number;
  /** The share of a broker's capacity that may be in use at most. */
  readonly diskLimit: number;
  /** Limits of single brokers, by their ids, each in place of that of all. */
  readonly brokerLimits?: Readonly<Record<number, BrokerLimits>>;
  /** Names of topics of which no replica moves, also where it must; `*` stands for any text. */
  readonly excludedTopics: readonly string[];
  /** Ids of brokers onto which nothing moves, and from which nothing moves that need not leave. */
  readonly excludedBrokers: readonly number[];
  /** The number of replicas that partitions of a topic are to have, by the topic's name; the others keep theirs. */
  readonly replicationFactors: Readonly<Record<string, number>>;
}

/** The goals that are limits. */
export const LIMIT_GOALS = ['replicaLimit', 'networkInLimit', 'networkOutLimit'] as const satisfies readonly (keyof BrokerLimits)[];

/** The goals that only rates of partitions tell anything of. */
const RATED_GOALS = ['networkInBand', 'networkOutBand', 'leaderBytesBand', 'networkInLimit', 'networkOutLimit'] as const;

/** The first of these that is asked for. */
export function ratedGoal(goals: RebalanceGoals): (typeof RATED_GOALS)[number] | undefined {
  const single = Object.values(goals.brokerLimits ?? {});
  return RATED_GOALS.find((name) => goals[name] !== undefined || ((name === 'networkInLimit' || name === 'networkOutLimit') && single.some((its) => its[name] !== undefined)));
}

/** The bands are those with which Cruise Control compares brokers by default (`…balance.threshold` 1.10), the limit is its `disk.capacity.threshold`. */
export const DEFAULT_GOALS: RebalanceGoals = {
  mode: 'full',
  relieve: [],
  diskBand: 0.1,
  replicaBand: 0.1,
  leaderBand: 0.1,
  diskLimit: 0.8,
  excludedTopics: [],
  excludedBrokers: [],
  replicationFactors: {},
};
