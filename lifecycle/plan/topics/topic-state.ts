import { DesiredTopic } from '../../../src/lifecycle/desired-state';
import { TopicObservation } from '../../observation';
import { THROTTLED_REPLICAS } from '../../throttled-replicas';
import { Notes, notedTopics } from '../../topic-notes';
import { Situation } from '../situation';

/** Topics as they are declared, and as they are. */
export interface TopicState {
  readonly declared: readonly DesiredTopic[];
  /** Those that are declared, or noted, and there. By name. */
  readonly there: Readonly<Record<string, TopicObservation>>;
  /** What is noted of topics that are no longer declared. */
  readonly left: readonly string[];
  readonly notes: Notes;
}

/** Undefined as long as it is not known how they are. */
export function topicState({ cluster, kafka }: Situation): TopicState | undefined {
  if (!kafka?.topics) { return undefined; }
  const declared = cluster.topics ?? [];
  const names = new Set(declared.map(({ name }) => name));
  const notes = kafka.settings.applied;
  return { declared, there: kafka.topics, notes, left: notedTopics(notes).filter((name) => !names.has(name)).sort() };
}

const OF_MOVES: readonly string[] = Object.values(THROTTLED_REPLICAS);

/** Settings of topics that whoever moves partitions sets, for as long as the move lasts. */
export function isOfMoves(key: string): boolean { return OF_MOVES.includes(key); }
