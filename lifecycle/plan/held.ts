import { BlockedDecision, WaitDecision } from './decision';
import { Hold, RuleDescription } from './rule';

/** What comes of a rule that holds something back. */
export function held({ id, mend }: RuleDescription, { reason, progress, remaining, forGood }: Hold, holds?: string): WaitDecision | BlockedDecision {
  return forGood ? { kind: 'blocked', rule: id, reason, mend } : { kind: 'wait', rule: id, holds, reason, mend, progress, remaining };
}
