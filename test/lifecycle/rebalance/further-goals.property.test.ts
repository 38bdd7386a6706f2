import * as fc from 'fast-check';
import { drawnRatedPlacement } from './drawn-placement';
import { Bands, outsideIfAsked } from '../../../lifecycle/rebalance/band';
import { GoalBands } from '../../../lifecycle/rebalance/goal-bands';
import { DEFAULT_GOALS, RebalanceGoals, RebalanceMode } from '../../../lifecycle/rebalance/goals';
import { BANDS } from '../../../lifecycle/rebalance/judged';
import { Layout } from '../../../lifecycle/rebalance/layout';
import { movement, objectives } from '../../../lifecycle/rebalance/objectives';
import { Placement } from '../../../lifecycle/rebalance/placement';
import { RebalancePlan, planRebalance } from '../../../lifecycle/rebalance/plan-rebalance';
import { TopicLimits } from '../../../lifecycle/rebalance/topic-limits';

const RUNS = { numRuns: 200, seed: 11 };
const MODES: readonly RebalanceMode[] = ['full', 'full', 'add', 'drain', 'relieve', 'leaders'];
const band = fc.constantFrom(undefined, 0.1, 0.3);

const drawnGoals = fc.record({
  mode: fc.constantFrom(...MODES),
  networkInBand: band,
  networkOutBand: band,
  leaderBytesBand: band,
  topicBand: fc.constantFrom(undefined, 0, 0.5),
  excludedTopics: fc.constantFrom([], [], ['topic-1']),
  excludedBrokers: fc.constantFrom([], [], [10]),
}).map((some): RebalanceGoals => ({ ...DEFAULT_GOALS, ...some, relieve: some.mode === 'relieve' ? [10, 13] : [] }));

function holds(check: (before: Placement, goals: RebalanceGoals, plan: RebalancePlan) => void): void {
  fc.assert(fc.property(drawnRatedPlacement, drawnGoals, (before, goals) => { check(before, goals, planRebalance(before, goals)); }), RUNS);
}

function bandsOf(placement: Placement, goals: RebalanceGoals): Bands {
  const layout = new Layout(placement, placement);
  return new GoalBands(layout, goals).of(layout);
}

const outside = (bands: Bands, name: keyof Bands) => bands.disk.load.reduce((sum, _, b) => sum + outsideIfAsked(bands[name], b), 0);

test('every plan has the same partitions, with as many replicas, none of them twice', () => {
  holds((before, _, { placement: after, findings }) => {
    const fixed = ({ topic, partition, size, rates, brokers }: Placement) => [topic, partition, size, rates, brokers];
    expect(fixed(after)).toEqual(fixed(before));
    for (let p = 0; p < before.topic.length; p++) {
      const its = [...after.replicas.subarray(after.replicaStart[p], after.replicaStart[p + 1])];
      expect(new Set(its).size).toBe(its.length);
      if (!findings.some(({ severity }) => severity === 'error')) { expect(its).toHaveLength(before.replicaStart[p + 1] - before.replicaStart[p]); }
    }
  });
});

test('no goal that was asked for is worse than before without being named', () => {
  let worse = 0;
  holds((before, goals, { placement: after, findings }) => {
    if (goals.mode !== 'full' && goals.mode !== 'leaders') { return; }
    const said = findings.map(({ what }) => what).join('\n');
    const [was, willBe] = [before, after].map((placement) => bandsOf(placement, goals));
    for (const { name, words } of BANDS) {
      if (goals.mode === 'leaders' && !['leaders', 'networkOut', 'leaderBytes'].includes(name)) { continue; }
      if (outside(willBe, name) <= outside(was, name) + 1e-6) { continue; }
      worse += 1;
      expect(said).toContain(`: ${words} not within `);
    }
    const [layout, then] = [before, after].map((placement) => new Layout(placement, placement));
    if (goals.mode === 'full' && goals.topicBand !== undefined && findings.every(({ severity }) => severity !== 'error')) {
      const limits = new TopicLimits(layout, goals.topicBand);
      if (limits.over(then) > 0) { expect(said).toContain('more replicas of a topic than an even spread'); }
    }
    if (then.topicExcess > layout.topicExcess) { expect(said).toContain('replicas are beyond an even spread of their topics'); }
  });
  expect(worse).toBeGreaterThan(0);
});

test('racks, brokers that leave, bytes and replicas are as without further goals, or better', () => {
  fc.assert(fc.property(drawnRatedPlacement, drawnGoals, (before, goals) => {
    const plain: RebalanceGoals = { ...goals, networkInBand: undefined, networkOutBand: undefined, leaderBytesBand: undefined, topicBand: undefined };
    const [without, whole] = [plain, goals].map((its) => planRebalance(before, its));
    const [least, its] = [without, whole].map(({ placement, targets }) => objectives(placement, targets));
    expect(its.rackViolations).toBeLessThanOrEqual(least.rackViolations);
    expect(its.onLeaving).toBeLessThanOrEqual(least.onLeaving);
    // Where bytes and replicas are within their bands without them, they are with them.
    const [a, b] = [without, whole].map(({ placement }) => bandsOf(placement, goals));
    if (outside(a, 'disk') + outside(a, 'replicas') <= 1e-6 && goals.topicBand === undefined) { expect(outside(b, 'disk') + outside(b, 'replicas')).toBeLessThanOrEqual(1e-6); }
  }), RUNS);
});

test('where only the order of replicas may change, nothing is copied', () => {
  holds((before, goals, { placement }) => { if (goals.mode === 'leaders') { expect(movement(before, placement).replicas).toBe(0); } });
});

test('no plan that reaches its goals moves less than the lower bound', () => {
  let reached = 0;
  holds((before, goals, plan) => {
    if (plan.findings.length > 0) { return; }
    if (plan.bound.bytes > 0 && goals.networkInBand !== undefined) { reached += 1; }
    expect(movement(before, plan.placement).bytes).toBeGreaterThanOrEqual(plan.bound.bytes * (1 - 1e-9) - 1e-6);
  });
  expect(reached).toBeGreaterThan(3);
});

test('the same input gives the same plan, and planning again on it moves nothing', () => {
  holds((before, goals, plan) => {
    expect(planRebalance(before, goals)).toEqual(plan);
    if (plan.findings.some(({ severity }) => severity === 'error')) { return; }
    expect([...planRebalance(plan.placement, goals).placement.replicas]).toEqual([...plan.placement.replicas]);
  });
});

test('rates change nothing if no goal asks for them', () => {
  fc.assert(fc.property(drawnRatedPlacement, (before) => {
    const { rates, ...unrated } = before;
    expect([...planRebalance(before, DEFAULT_GOALS).placement.replicas]).toEqual([...planRebalance(unrated, DEFAULT_GOALS).placement.replicas]);
  }), RUNS);
});
