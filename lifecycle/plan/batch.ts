import { Node, isReady, mayRun } from './node';
import { Rollable } from './rollable';
import { Hold, RuleDescription, SafetyRule } from './rule';

/** What is to be restarted now, or what holds the node that would come first. */
export type BatchChoice = { readonly batch: readonly Node[] } | { readonly held: Node; readonly rule: RuleDescription; readonly hold: Hold };

/** How many batches are tried to find a larger one. */
const MOST_TRIES = 10_000;

/**
 * The nodes that are restarted next, of those that are outdated: all that do not run, at once, since that takes nothing away; else, of the first node's rack, as many as may go together.
 */
export function nextBatch<S extends Rollable>(situation: S, rules: readonly SafetyRule<S>[]): BatchChoice | undefined {
  const candidates = inOrder(situation.outdated.filter((n) => n.observed && !n.observed.terminating));
  if (candidates.length === 0) { return undefined; }
  const dead = candidates.filter((n) => !mayRun(n));
  if (dead.length > 0 && !objection(situation, rules, dead)) { return { batch: dead }; }

  let first: BatchChoice | undefined;
  for (const node of candidates) {
    const held = objection(situation, rules, [node]);
    if (held) { first ??= { held: node, ...held }; continue; }
    return { batch: largest(situation, rules, node, candidates.filter((n) => n !== node)) };
  }
  return first;
}

function objection<S extends Rollable>(
  situation: S, rules: readonly SafetyRule<S>[], batch: readonly Node[],
): { rule: RuleDescription; hold: Hold } | undefined {
  for (const rule of rules) {
    const hold = rule.check(situation, batch);
    if (hold) { return { rule, hold }; }
  }
  return undefined;
}

/** Nodes that do not work come first: they are the least loss, and others may wait for them. Then controllers, then brokers, each by their ids. */
function inOrder(nodes: readonly Node[]): readonly Node[] {
  const rank = (n: Node) => (mayRun(n) ? isReady(n) ? 2 : 1 : 0) * 2 + (n.controller ? 0 : 1);
  return [...nodes].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

/**
 * The largest batch with this node in it that no rule holds. What holds a batch holds every larger one too, so branches are cut early; where racks hold different replicas, the first
 * branch is the answer.
 */
function largest<S extends Rollable>(situation: S, rules: readonly SafetyRule<S>[], first: Node, others: readonly Node[]): readonly Node[] {
  const most = situation.policy.concurrency;
  const pool = most > 1 ? others.filter((n) => n.set.rack === first.set.rack) : [];
  let best: readonly Node[] = [first];
  let tries = 0;
  const grow = (batch: readonly Node[], from: number): void => {
    if (batch.length > best.length) { best = batch; }
    for (let i = from; i < pool.length; i++) {
      if (best.length >= most || batch.length + pool.length - i <= best.length || ++tries > MOST_TRIES) { return; }
      const larger = [...batch, pool[i]];
      if (!objection(situation, rules, larger)) { grow(larger, i + 1); }
    }
  };
  grow([first], 0);
  return best;
}
