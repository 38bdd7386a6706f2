import { nextBatch } from './batch';
import { Decision, RestartStep } from './decision';
import { held } from './held';
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
  return held(choice.rule, choice.hold, `restart of ${choice.held.pod}`);
}

/** An outdated pod that ends already is waited for. */
function waitForOutdated(situation: Rollable): Decision | undefined {
  const [ending] = situation.outdated;
  if (!ending) { return undefined; }
  return held(settled, situation.unsettled(ending) ?? { reason: `${ending.pod} ends`, progress: '' });
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
