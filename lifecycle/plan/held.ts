import { BlockedDecision, WaitDecision } from './decision';
import { Hold, RuleDescription } from './rule';

/** What comes of a rule that holds something back. */
export function held({ id, mend }: RuleDescription, hold: Hold, holds?: string): WaitDecision | BlockedDecision {
  const { reason, progress, remaining, forGood, unlikely } = hold;
  if (forGood) { return { kind: 'blocked', rule: id, reason, mend }; }
  const wait: WaitDecision = { kind: 'wait', rule: id, holds, reason, mend, progress, remaining };
  return unlikely === undefined ? wait : { ...wait, mend: unlikely, unlikely: true };
}
