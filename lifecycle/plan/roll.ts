import { nextBatch } from './batch';
import { Decision, RestartStep } from './decision';
import { Node, mayRun } from './node';
import { reasonsToRestart } from './outdated';
import { Rollable } from './rollable';
import { SafetyRule } from './rule';
import { settled } from './rules/settled';

/** Restarts what is outdated; undefined if nothing is. */
export function roll<S extends Rollable>(situation: S, rules: readonly SafetyRule<S>[]): Decision | undefined {
  const choice = nextBatch(situation, rules);
  if (!choice) { return waitForOutdated(situation); }
  if ('batch' in choice) { return { kind: 'step', step: restart(situation, choice.batch) }; }
  const { rule, hold } = choice;
  if (hold.forGood) { return { kind: 'blocked', rule: rule.id, reason: hold.reason, mend: rule.mend }; }
  return { kind: 'wait', rule: rule.id, holds: `restart of ${choice.held.pod}`, reason: hold.reason, mend: rule.mend, progress: hold.progress, remaining: hold.remaining };
}

/** An outdated pod that ends already is waited for. */
function waitForOutdated(situation: Rollable): Decision | undefined {
  const [ending] = situation.outdated;
  if (!ending) { return undefined; }
  const unsettled = situation.unsettled(ending);
  return { kind: 'wait', rule: settled.id, reason: unsettled?.reason ?? `${ending.pod} ends`, mend: settled.mend, progress: unsettled?.progress ?? '', remaining: unsettled?.remaining };
}

function restart(situation: Rollable, batch: readonly Node[]): RestartStep {
  const running = batch.filter(mayRun);
  return {
    kind: 'restart',
    unavailable: situation.unavailableWithout(running),
    nodes: batch.flatMap((node) => node.observed ? [{
      id: node.id,
      pod: node.pod,
      uid: node.observed.uid,
      reasons: reasonsToRestart(node.observed.made, situation.observedSets[node.set.name].made),
      by: node === running[0] ? 'evict' : 'delete',
    }] : []),
  };
}
