import { Node } from './node';
import { Rollable } from './rollable';

/** What docs/lifecycle-rules.md says of a rule. */
export interface RuleDescription {
  /** `<subject>.<what>`, unique. */
  readonly id: string;
  /** What never happens, or always does, as one sentence. */
  readonly summary: string;
  /** What it prevents. */
  readonly why: string;
  /** Where that is documented: a KIP, a Kafka or Kubernetes document, a class of Kafka. */
  readonly source: string;
  /** What would end the wait if it does not end by itself: a sentence. */
  readonly mend: string;
  /** It waits for what was to come about by itself, a node or an answer: if that does not come, the run has failed, and is not blocked. */
  readonly comesByItself?: true;
}

/** Why something is not done now. */
export interface Hold {
  /** A clause. */
  readonly reason: string;
  /** What moves while there is progress; holds no times. */
  readonly progress: string;
  /** How much is still to be done, by any measure: less of it is progress too. */
  readonly remaining?: number;
  /** It will not end by itself. */
  readonly forGood?: boolean;
  /** It will hardly end by itself, and this is what would end it, in place of what would in general. */
  readonly unlikely?: string;
}

/**
 * A safety rule as data: whether some pods may be replaced now, all at once. Pure and total. `next` restarts a batch only if no rule holds it; documents and tests read the
 * same objects.
 */
export interface SafetyRule<S extends Rollable = Rollable> extends RuleDescription {
  check(situation: S, batch: readonly Node[]): Hold | undefined;
}

/** A rule that must hold before anything at all is decided on a cluster or an ensemble. */
export interface Gate<S extends Rollable = Rollable> extends RuleDescription {
  check(situation: S): Hold | undefined;
}
