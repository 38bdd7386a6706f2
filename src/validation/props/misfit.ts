import { RuleDescription, Violation } from '../rule';

/** Something given that is not of the shape in which it is taken. */
export interface Misfit extends Violation {
  readonly rule: RuleDescription;
}
