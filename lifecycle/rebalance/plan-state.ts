import { Band } from './band';
import { Candidates } from './candidates';
import { Layout } from './layout';
import { LoadLimits } from './load-limits';
import { TopicLimits } from './topic-limits';

/** What the parts of the planner share. */
export interface PlanState {
  readonly layout: Layout;
  readonly disk: Band;
  readonly replicas: Band;
  /** The most bytes that each broker is to hold, and the most that it can. */
  readonly limit: Float64Array;
  readonly capacity: Float64Array;
  /** 1 for brokers onto which replicas may move, and from which they may. */
  readonly takes: Uint8Array;
  readonly gives: Uint8Array;
  /** By partition: 1 if it may move. */
  readonly movable: Uint8Array;
  /** By slot: 1 if it must stay where it was moved. */
  readonly pinned: Uint8Array;
  readonly candidates: Candidates;
  /** What brokers may have at most of other loads, if there are limits for that. */
  readonly limits?: LoadLimits;
  /** If topics are to be spread. */
  readonly topics?: TopicLimits;
}
