import { LATEST, drawScenario } from './scenario';
import { Simulation, Verdict } from './simulation';
import { DECIDE, Decide } from '../../../lifecycle/run/planner';
import type { World } from '../../../lifecycle/run/world';

export interface SimulateOptions {
  /** Whether its story is kept. */
  readonly told?: boolean;
  readonly decide?: Decide;
  /** Breaks what the program sees or does, for tests of the simulator itself. */
  readonly wrap?: (world: World) => World;
  /** Whatever has not ended by then never does, in milliseconds. */
  readonly latest?: number;
}

/** Lives through what a seed draws. The same seed gives the same, told or not. */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Verdict> {
  const { told = false, decide = DECIDE, wrap = (world) => world, latest = LATEST } = options;
  return new Simulation(drawScenario(seed), { decide, wrap }, told).run(latest);
}

/** Many of them; whether nothing is broken. The first that is broken is told. */
export async function summary(from: number, seeds: number, print: (line: string) => void): Promise<boolean> {
  const begin = process.cpuUsage();
  const tally = new Map<string, number>();
  const exits = new Map<string, number>();
  const broken: Verdict[] = [];
  for (let seed = from; seed < from + seeds; seed++) {
    const verdict = await simulate(seed);
    for (const [what, n] of Object.entries(verdict.tally)) { tally.set(what, (tally.get(what) ?? 0) + n); }
    for (const exit of verdict.exits) { const code = exit.replace(/.*: /, ''); exits.set(code, (exits.get(code) ?? 0) + 1); }
    if (verdict.violations.length > 0) { broken.push(verdict); }
  }
  const { user, system } = process.cpuUsage(begin);
  const [first] = broken;
  if (first) { for (const line of (await simulate(first.seed, { told: true })).story) { print(line); } }
  for (const { seed, violations } of broken) { print(`seed ${seed}: BROKEN: ${violations[0].invariant}: ${violations[0].what}`); }
  print(`${seeds} seeds from ${from}: ${[...tally].map(([what, n]) => `${n} ${what}`).join(', ')}`);
  print(`processes of the program ended with ${[...exits].sort().map(([code, n]) => `${code}: ${n}`).join(', ')}`);
  print(`${broken.length} broken; ${((user + system) / 1e6).toFixed(1)} s of processor time`);
  return broken.length === 0;
}
