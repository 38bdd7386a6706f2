import type { Roll } from './comparison';
import { RollOptions, rollScenario } from './scenario';
import type { RunEvent } from '../../lifecycle/run/event';
import { DECIDE, Decide } from '../../lifecycle/run/planner';
import { LATEST } from '../../test/lifecycle/simulator/scenario';
import { Simulation } from '../../test/lifecycle/simulator/simulation';
import { worldWith } from '../../test/lifecycle/simulator/world-with';

/**
 * A roll in the simulator: the program's own loop and decisions, in simulated time, and the simulator's judge looks on. Throws if that sees a rule broken, or if the roll does not end
 * well.
 *
 * @param decide the program's decisions, but for tests
 */
export async function simulatedRoll(options: RollOptions, decide: Decide = DECIDE): Promise<Roll> {
  const events: RunEvent[] = [];
  const wrap = worldWith((world) => ({
    report: (event) => {
      // What was seen is a copy of everything.
      if (event.kind !== 'seen') { events.push(event); }
      world.report(event);
    },
  }));
  const scenario = rollScenario(options);
  const simulation = new Simulation(scenario, { decide, wrap }, false);
  const { violations: [first], exits, tally } = await simulation.run(LATEST);
  if (first) { throw new Error(`A rule is broken: ${first.invariant}: ${first.what}.`); }
  const end = events.find((e) => e.kind === 'run-ended');
  if (exits.length !== 1 || end?.code !== 0) { throw new Error(`The run did not converge: ${exits.join(', ')}.`); }
  return {
    brokers: options.perRack * scenario.racks.length,
    concurrency: options.concurrency,
    restarts: tally.restarts,
    batches: events.filter((e) => e.kind === 'acted' && e.step.kind === 'restart' && e.result.kind === 'done').length,
    millis: end.at,
  };
}
