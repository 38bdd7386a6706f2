import * as fc from 'fast-check';
import { drawnRatedPlacement } from './drawn-placement';
import { DEFAULT_GOALS, RebalanceGoals, RebalanceMode } from '../../../lifecycle/rebalance/goals';
import { Layout } from '../../../lifecycle/rebalance/layout';
import { LoadLimits, brokersBeyond, isBeyond } from '../../../lifecycle/rebalance/load-limits';
import { movement, objectives } from '../../../lifecycle/rebalance/objectives';
import { Placement } from '../../../lifecycle/rebalance/placement';
import { RebalancePlan, planRebalance } from '../../../lifecycle/rebalance/plan-rebalance';

const RUNS = { numRuns: 300, seed: 17 };
const MODES: readonly RebalanceMode[] = ['full', 'full', 'full', 'add', 'drain', 'drain', 'relieve', 'leaders'];
const band = fc.constantFrom(undefined, undefined, 0.1, 0.3);
const share = fc.constantFrom(undefined, 0.8, 1, 1.1, 1.5);

/** Limits near what brokers have on the average: some can be kept, some cannot. */
const drawn = drawnRatedPlacement.chain((before) => {
  const layout = new Layout(before, before);
  const staying = Math.max(1, layout.stays.reduce((sum, s) => sum + s, 0));
  const mean = (load: Float64Array = layout.count) => Math.ceil(load.reduce((sum, its) => sum + its, 0) / staying);
  const limit = (load?: Float64Array) => share.map((of) => of === undefined ? undefined : Math.max(1, Math.floor(of * mean(load))));
  const limits = { replicaLimit: limit(), networkInLimit: limit(layout.traffic?.networkIn), networkOutLimit: limit(layout.traffic?.networkOut) };
  return fc.record({
    mode: fc.constantFrom(...MODES),
    diskBand: fc.constantFrom(0.1, 1, 100),
    replicaBand: fc.constantFrom(0.1, 1, 100),
    leaderBand: fc.constantFrom(0.1, 100),
    networkInBand: band,
    networkOutBand: band,
    leaderBytesBand: band,
    topicBand: band,
    ...limits,
    single: fc.record(limits),
    excludedTopics: fc.constantFrom([], [], ['topic-1']),
    excludedBrokers: fc.constantFrom([], [], [11]),
  }).map(({ single, ...some }): readonly [Placement, RebalanceGoals] => [
    before, { ...DEFAULT_GOALS, ...some, brokerLimits: { 12: single }, relieve: some.mode === 'relieve' ? [10, 13] : [] },
  ]);
});

function holds(check: (before: Placement, goals: RebalanceGoals, plan: RebalancePlan) => void): void {
  fc.assert(fc.property(drawn, ([before, goals]) => { check(before, goals, planRebalance(before, goals)); }), RUNS);
}

function limitsOf(placement: Placement, goals: RebalanceGoals) {
  const layout = new Layout(placement, placement);
  return { layout, all: LoadLimits.of(layout, goals)?.all ?? [] };
}

test('no plan brings a broker beyond a limit, or farther beyond it than it was', () => {
  let [atTheLimit, beyond] = [0, 0];
  holds((before, goals, { placement: after }) => {
    const [was, willBe] = [before, after].map((placement) => limitsOf(placement, goals));
    willBe.all.forEach(({ load, most }, i) => {
      load.forEach((its, b) => {
        if (before.brokers[b].leaves) { return; }
        if (isBeyond(was.all[i].load[b], most[b])) { beyond += 1; }
        if (its > 0.9 * most[b]) { atTheLimit += 1; }
        if (isBeyond(its, most[b])) { expect(its).toBeLessThanOrEqual(was.all[i].load[b] * (1 + 1e-9)); }
      });
    });
  });
  // It was tried often enough.
  expect(Math.min(atTheLimit, beyond)).toBeGreaterThan(100);
});

test('what is beyond a limit in the end is named, and what must leave moves, or is named', () => {
  let [kept, left, stuck] = [0, 0, 0];
  holds((before, goals, { placement: after, findings }) => {
    const { layout, all } = limitsOf(after, goals);
    const said = findings.map(({ what }) => what).join('\n');
    for (const limit of all) {
      if (brokersBeyond(limit, layout.stays).length > 0) { left += 1; } else { kept += 1; }
      for (const b of brokersBeyond(limit, layout.stays).slice(0, 1)) { expect(said).toMatch(new RegExp(`broker ${before.brokers[b].id} .*: beyond the limit of ${limit.words}`)); }
    }
    if (goals.mode === 'leaders') { return; }
    const remaining = [...after.replicas].some((b) => before.brokers[b].leaves);
    if (remaining) { stuck += 1; }
    expect(remaining ? findings.some(({ severity }) => severity === 'error') : true).toBe(true);
  });
  expect(Math.min(kept, left, stuck)).toBeGreaterThan(50);
});

test('every plan has the same partitions, with as many replicas, none of them twice, and racks as right as before', () => {
  holds((before, _, { placement: after, findings, targets }) => {
    for (let p = 0; p < before.topic.length; p++) {
      const its = [...after.replicas.subarray(after.replicaStart[p], after.replicaStart[p + 1])];
      expect(new Set(its).size).toBe(its.length);
      if (!findings.some(({ severity }) => severity === 'error')) { expect(its).toHaveLength(before.replicaStart[p + 1] - before.replicaStart[p]); }
    }
    const [was, willBe] = [before, after].map((placement) => objectives(placement, targets).rackViolations);
    if (willBe > was) { expect(findings.map(({ what }) => what).join('\n')).toContain('a rack holds more replicas than its share'); }
  });
});

test('no plan that reaches its goals moves less than the lower bound', () => {
  let reached = 0;
  fc.assert(fc.property(drawn, ([before, { replicaLimit, networkInLimit, networkOutLimit }]) => {
    const wide = { ...DEFAULT_GOALS, diskBand: 100, replicaBand: 100, leaderBand: 100, topicBand: 100 };
    const goals: RebalanceGoals = { ...wide, replicaLimit, networkInLimit, networkOutLimit };
    const plan = planRebalance(before, goals);
    if (plan.findings.some(({ what }) => !what.includes('beyond an even spread'))) { return; }
    if (plan.bound.bytes > 0) { reached += 1; }
    expect(movement(before, plan.placement).bytes).toBeGreaterThanOrEqual(plan.bound.bytes * (1 - 1e-9));
  }), RUNS);
  expect(reached).toBeGreaterThan(20);
});

test('the same input gives the same plan, and planning again on it moves nothing', () => {
  holds((before, goals, plan) => {
    expect(planRebalance(before, goals)).toEqual(plan);
    if (plan.findings.some(({ severity }) => severity === 'error')) { return; }
    expect([...planRebalance(plan.placement, goals).placement.replicas]).toEqual([...plan.placement.replicas]);
  });
});
