import { convergeUnit } from './converge-unit';
import type { Untimed } from './event';
import { ExitCode, Outcome, exitCode } from './outcome';
import type { Planner } from './planner';
import { Unit, ensembleOf, unitName } from './unit';
import type { World } from './world';
import type { LifecyclePolicy } from '../../src/lifecycle/desired-state';

/** How each unit has ended, of those that were reached. */
export interface RunResult {
  readonly outcomes: readonly { readonly unit: Unit; readonly outcome: Outcome }[];
  readonly code: ExitCode;
}

/**
 * Brings the units to converge, one after the other. One that cannot does not keep the others from it, unless they build on it: an ensemble that is in trouble must not
 * get more of it from the cluster whose metadata it holds.
 */
export async function converge(units: readonly Unit[], policy: LifecyclePolicy, planner: Planner, world: World): Promise<RunResult> {
  const begin = world.now();
  const run = { policy, planner, world, report: (event: Untimed) => world.report({ at: world.now() - begin, ...event }) };
  run.report({ kind: 'run-began', units: units.map(unitName) });
  const outcomes: { unit: Unit; outcome: Outcome }[] = [];
  for (const unit of units) {
    const untouched = shareOf(unit, outcomes);
    if (untouched) {
      run.report({ unit: unitName(unit), kind: 'unit-began' });
      run.report({ unit: unitName(unit), kind: 'unit-ended', outcome: untouched });
    }
    const outcome = untouched ?? await convergeUnit(unit, run);
    outcomes.push({ unit, outcome });
    if (outcome.kind === 'superseded') { break; }
  }
  const code = exitCode(outcomes.map((o) => o.outcome));
  run.report({ kind: 'run-ended', code });
  return { outcomes, code };
}

/** A cluster whose ensemble is not well is not touched, and shares its outcome. */
function shareOf(unit: Unit, outcomes: RunResult['outcomes']): Outcome | undefined {
  const ensemble = ensembleOf(unit);
  const found = outcomes.find((o) => o.unit.kind === 'ensemble' && o.unit.ensemble.name === ensemble)?.outcome;
  if (found?.kind !== 'blocked' && found?.kind !== 'failed') { return undefined; }
  return { ...found, reason: `its ZooKeeper ensemble ${ensemble} comes first: ${found.reason}` };
}
