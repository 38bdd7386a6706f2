import { Scenario, drawScenario } from './scenario';
import { simulate } from './simulate';
import { worldWith } from './world-with';
import { isUnread } from '../../../lifecycle/observation';
import { Step } from '../../../lifecycle/plan/decision';
import { UnitPlan, planUnit } from '../../../lifecycle/plan/plan';
import { plannerOf } from '../../../lifecycle/run/planner';
import { Seen } from '../../../lifecycle/run/world';

/** Nothing goes wrong, and nothing is declared anew meanwhile. */
function isCalm({ size, faults, versions, twins, deadlineSeconds, hopeless, before }: Scenario): boolean {
  return size === 'small' && faults.length === 0 && versions.length === 1 && twins.length === 0 && deadlineSeconds === undefined && !hopeless && before !== undefined;
}

const restarted = (steps: readonly Step[]) => steps.flatMap((s) => s.kind === 'restart' ? s.nodes.map((n) => n.pod) : []).sort();
const scaled = (steps: readonly Step[]) => steps.flatMap((s) => s.kind === 'scale' ? s.sets.map(({ set, from, to }) => `${set} ${from} ${to}`) : []).sort();
const configured = (steps: readonly Step[]) => steps.flatMap((s) => s.kind === 'configure' ? s.changes.map((c) => `${s.broker} ${c.key} ${c.to}`) : []).sort();

test('where nothing goes wrong, a plan tells what the run then does', async () => {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed).filter((seed) => isCalm(drawScenario(seed)));
  for (const seed of seeds) {
    const planner = plannerOf(drawScenario(seed).versions[0].version.state.policy);
    // The plan as of the last look before anything is done, for each unit; and what is done.
    const plans = new Map<string, UnitPlan>();
    const done: Step[] = [];
    const look = (seen: Seen) => {
      const name = seen.kind === 'cluster' ? seen.cluster.name : seen.ensemble.name;
      if (done.length === 0 || !plans.has(name)) { plans.set(name, planUnit(seen, (subject) => planner.decide(subject))); }
    };
    const wrap = worldWith((world) => ({
      observe: async (unit) => {
        // Also at what is only looked at when it is needed.
        const seen = await world.observe(unit, 'load');
        if (!isUnread(seen)) { look(seen); }
        return seen;
      },
      act: async (unit, step) => {
        done.push(step);
        return world.act(unit, step);
      },
    }));
    expect((await simulate(seed, { wrap })).violations).toEqual([]);
    const planned = [...plans.values()].flatMap((plan) => plan.entries.flatMap((e) => e.kind === 'step' ? [e.step] : []));
    expect({ seed, ends: [...plans.values()].map((p) => p.end.kind) }).toEqual({ seed, ends: [...plans.values()].map(() => 'done') });
    expect({ seed, restarted: restarted(planned) }).toEqual({ seed, restarted: restarted(done) });
    expect({ seed, scaled: scaled(planned) }).toEqual({ seed, scaled: scaled(done) });
    expect({ seed, configured: configured(planned) }).toEqual({ seed, configured: configured(done) });
  }
  expect(seeds.length).toBeGreaterThan(10);
}, 60_000);
