import * as fc from 'fast-check';
import { drawnPlacement } from './drawn-placement';
import { DEFAULT_GOALS, RebalanceGoals, RebalanceMode } from '../../../lifecycle/rebalance/goals';
import { Layout } from '../../../lifecycle/rebalance/layout';
import { nameMatcher } from '../../../lifecycle/rebalance/name-matcher';
import { movement, objectives } from '../../../lifecycle/rebalance/objectives';
import { Placement } from '../../../lifecycle/rebalance/placement';
import { RebalancePlan, planRebalance } from '../../../lifecycle/rebalance/plan-rebalance';

const RUNS = { numRuns: 200, seed: 5 };
const MODES: readonly RebalanceMode[] = ['full', 'add', 'drain', 'relieve', 'leaders'];

const drawnGoals = fc.record({
  mode: fc.constantFrom(...MODES),
  excludedTopics: fc.constantFrom([], [], ['topic-1'], ['topic-*']),
  excludedBrokers: fc.constantFrom([], [], [10], [11, 12]),
  replicationFactors: fc.constantFrom<Record<string, number>>({}, {}, {}, { 'topic-0': 1 }, { 'topic-0': 3, 'topic-2': 2 }),
}).map((some): RebalanceGoals => ({ ...DEFAULT_GOALS, ...some, relieve: some.mode === 'relieve' ? [10, 13] : [] }))
  .filter(({ excludedTopics, replicationFactors }) => !Object.keys(replicationFactors).some(nameMatcher(excludedTopics)));

function replicasOf({ replicaStart, replicas }: Placement, p: number): readonly number[] {
  return [...replicas.subarray(replicaStart[p], replicaStart[p + 1])];
}

function holds(check: (before: Placement, goals: RebalanceGoals, plan: RebalancePlan) => void): void {
  fc.assert(fc.property(drawnPlacement, drawnGoals, (before, goals) => { check(before, goals, planRebalance(before, goals)); }), RUNS);
}

test('every plan has the same partitions, no replica twice, and as many replicas as there are places for', () => {
  holds((before, goals, { placement: after, findings }) => {
    expect([after.topic, after.partition, after.size, after.brokers]).toEqual([before.topic, before.partition, before.size, before.brokers]);
    for (let p = 0; p < before.topic.length; p++) {
      const its = replicasOf(after, p);
      expect(new Set(its).size).toBe(its.length);
      for (const b of its) { expect(before.brokers[b]).toBeDefined(); }
      const wanted = goals.mode === 'leaders' ? its.length : goals.replicationFactors[before.topics[before.topic[p]]] ?? replicasOf(before, p).length;
      if (!findings.some(({ severity }) => severity === 'error')) { expect(its).toHaveLength(wanted); }
    }
  });
});

test('nothing stays on a broker that leaves, or the plan says what has no place to go', () => {
  holds((before, goals, { placement: after, findings }) => {
    if (goals.mode === 'leaders') { return; }
    const left = [...after.replicas].some((b) => before.brokers[b].leaves);
    expect(left ? findings.some(({ severity }) => severity === 'error') : true).toBe(true);
  });
});

test('only what the mode allows moves: onto brokers that were added, away from those to be relieved, nothing that is excluded', () => {
  holds((before, goals, { placement: after }) => {
    if (Object.keys(goals.replicationFactors).length > 0) { return; }
    for (let p = 0; p < before.topic.length; p++) {
      const [was, willBe] = [replicasOf(before, p), replicasOf(after, p)];
      const [gone, come] = [was.filter((b) => !willBe.includes(b)), willBe.filter((b) => !was.includes(b))];
      const must = gone.filter((b) => before.brokers[b].leaves).length;
      const topic = before.topics[before.topic[p]];
      if (goals.excludedTopics.some((t) => t === topic || t === 'topic-*')) { expect(willBe).toEqual(was); }
      for (const b of come) { expect(goals.excludedBrokers.includes(before.brokers[b].id) || before.brokers[b].leaves).toBe(false); }
      for (const b of gone) { expect(goals.excludedBrokers.includes(before.brokers[b].id) && !before.brokers[b].leaves).toBe(false); }
      switch (goals.mode) {
        case 'leaders': expect(come).toEqual([]); break;
        case 'drain': expect(gone).toHaveLength(must); break;
        case 'add': expect(come.filter((b) => !before.brokers[b].added).length).toBeLessThanOrEqual(must); break;
        case 'relieve': expect(gone.filter((b) => !goals.relieve.includes(before.brokers[b].id)).length).toBe(gone.filter((b) => before.brokers[b].leaves && !goals.relieve.includes(before.brokers[b].id)).length); break;
        default:
      }
    }
  });
});

test('racks never get worse but where something must leave, which is named', () => {
  holds((before, goals, plan) => {
    if (Object.keys(goals.replicationFactors).length > 0) { return; }
    const [was, willBe] = [before, plan.placement].map((p) => objectives(p, plan.targets).rackViolations);
    if (willBe > was) { expect(plan.findings.map(({ what }) => what).join('\n')).toContain('a rack holds more replicas than its share'); }
  });
});

test('racks are right where everything may move', () => {
  let [whole, leaving] = [0, 0];
  fc.assert(fc.property(drawnPlacement, (before) => {
    const plan = planRebalance(before, DEFAULT_GOALS);
    if (plan.findings.some(({ severity }) => severity === 'error')) { return; }
    expect(objectives(plan.placement, plan.targets).rackViolations).toBe(0);
    if (before.brokers.some(({ leaves }) => leaves)) { leaving += 1; } else { whole += 1; }
  }), { ...RUNS, numRuns: 100 });
  // It was tried often enough.
  expect(Math.min(whole, leaving)).toBeGreaterThan(10);
});

test('what is not reached is named: a broker outside of a band, a topic that is less evenly spread than before', () => {
  holds((before, goals, plan) => {
    if (goals.mode !== 'full' || Object.keys(goals.replicationFactors).length > 0) { return; }
    const layout = new Layout(plan.placement, before);
    const said = plan.findings.map(({ what }) => what).join('\n');
    for (const [name, load, target, whole] of [['bytes', layout.bytes, plan.targets.bytes, 0], ['replicas', layout.count, plan.targets.replicas, 1]] as const) {
      const outside = [...load.keys()].some((b) => target[b] > 0 && Math.abs(load[b] - target[b]) > Math.max(0.1 * target[b], whole) * (1 + 1e-6));
      if (outside) { expect(said).toContain(`${name} not within 10 % of what each is to hold`); }
    }
    if (plan.findings.length === 0) { expect(layout.topicExcess).toBeLessThanOrEqual(new Layout(before, before).topicExcess); }
  });
});

test('no plan that reaches its goals moves less than the lower bound', () => {
  let reached = 0;
  holds((before, _, plan) => {
    if (plan.findings.length > 0) { return; }
    if (plan.bound.bytes > 0) { reached += 1; }
    expect(movement(before, plan.placement).bytes).toBeGreaterThanOrEqual(plan.bound.bytes * (1 - 1e-9));
  });
  expect(reached).toBeGreaterThan(10);
});

test('the same input gives the same plan, and planning again on it moves nothing', () => {
  holds((before, goals, plan) => {
    expect(planRebalance(before, goals)).toEqual(plan);
    if (plan.findings.some(({ severity }) => severity === 'error')) { return; }
    const again = planRebalance(plan.placement, goals);
    expect([...again.placement.replicas]).toEqual([...plan.placement.replicas]);
  });
});
