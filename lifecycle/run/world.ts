import type { RunEvent } from './event';
import type { Unit } from './unit';
import type { ActResult } from '../act/act-result';
import type { Unread } from '../observation';
import type { LookDecision, Step } from '../plan/decision';
import type { Subject } from '../plan/plan';

/** Everything that the loop needs of the outside. The Job has the real one, tests and the simulator have theirs. */
export interface World {
  readonly lease: LeaseView;
  readonly stop: Stop;
  /**
   * Never throws for what cannot be read: that is named in the answer.
   *
   * @param at what is to be looked at beside all else
   */
  observe(unit: Unit, at?: LookDecision['at']): Promise<Seen | Unread>;
  act(unit: Unit, step: Step): Promise<ActResult>;
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** Ends early when the run is told to stop. */
  sleep(millis: number): Promise<void>;
  /** Why this run's desired state is not the one that counts any more, as it is written down now; undefined if it is. */
  superseded(): Promise<string | Unread | undefined>;
  report(event: RunEvent): void;
}

/** A unit as it has been seen. */
export type Seen = Subject;

/** Whether this run is the one that may act. Somebody else keeps it up to date. */
export interface LeaseView {
  /** Which time it is that it is held, counted from 1: whoever has it again may have missed what another run did meanwhile. Undefined while it is not held. */
  readonly term?: number;
  /** Another run that holds it, and is alive. */
  readonly heldBy?: string;
  /** Why it cannot be read or kept. */
  readonly problem?: string;
}

/** Whether the run is told to end before it is done, and why: a signal, the deadline. */
export interface Stop {
  readonly reason?: string;
  /** Calls the listener when it is told so. What is returned removes the listener again. */
  listen(listener: () => void): () => void;
}
