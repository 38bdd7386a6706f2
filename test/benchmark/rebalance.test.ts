import { missed } from '../../benchmark/rebalance/cases';
import { Invented, invent } from '../../benchmark/rebalance/generate';
import { leastBytes } from '../../benchmark/rebalance/least-bytes';
import { placedAnew } from '../../benchmark/rebalance/placed-anew';
import { DEFAULT_GOALS, RebalanceGoals } from '../../lifecycle/rebalance/goals';
import { movement, objectives } from '../../lifecycle/rebalance/objectives';
import { planRebalance } from '../../lifecycle/rebalance/plan-rebalance';

const SIZE = { partitions: 10_000, brokers: 60, racks: 6 };

test.each<[string, Omit<Invented, 'seed'>, number]>([
  ['added brokers', { ...SIZE, added: 0.1 }, 1.01],
  ['brokers that leave', { ...SIZE, leaving: 0.1 }, 1.0005],
  ['skew and rack violations', { ...SIZE, skew: 1, violations: 0.01 }, 1.05],
  ['as many racks as replicas', { ...SIZE, racks: 3, skew: 1, violations: 0.01 }, 1.05],
  ['uneven racks', { ...SIZE, skew: 0.6, unevenRacks: 0.5 }, 1.05],
  ['unequal brokers', { ...SIZE, skew: 0.6, unequalBrokers: true }, 1.05],
])('%s: every objective is reached, with hardly more than the least that must be copied', (_, input, most) => {
  for (const seed of [1, 2]) {
    const before = invent({ ...input, seed });
    const plan = planRebalance(before, DEFAULT_GOALS);
    const [was, willBe] = [before, plan.placement].map((placement) => objectives(placement, plan.targets));
    expect(missed(was, willBe)).toEqual([]);
    expect(movement(before, plan.placement).bytes / plan.bound.bytes).toBeLessThanOrEqual(most);
    expect(movement(before, placedAnew(before)).bytes / plan.bound.bytes).toBeGreaterThan(2);
  }
});

test('what is missed is named', () => {
  const before = invent({ ...SIZE, seed: 1, skew: 1, violations: 0.01, leaving: 0.1 });
  const [was] = [objectives(before, planRebalance(before, DEFAULT_GOALS).targets)];
  expect(missed({ ...was, topicExcess: 0 }, was).map((miss) => miss.replace(/[\d.]+/g, 'N'))).toEqual([
    'N rack violations', 'N replicas on drained brokers', 'bytes from N to N', 'replicas from N to N', 'leaders from N to N', 'topic excess from N to N',
  ]);
});

test('an exact solver finds nothing that copies less than the lower bound', async () => {
  const before = invent({ seed: 5, brokers: 6, racks: 3, partitions: 24, replicationFactor: 2, skew: 1, violations: 0.05 });
  const plan = planRebalance(before, DEFAULT_GOALS);
  const least = await leastBytes(before, plan);
  expect(least).toBeGreaterThanOrEqual(plan.bound.bytes * (1 - 1e-9));
});

test.each<[string, Partial<RebalanceGoals>]>([
  ['network in', { networkInBand: 0.2 }], ['topics', { topicBand: 0 }], ['both', { networkInBand: 0.2, topicBand: 0 }],
])('nor with further goals: %s', async (_, more) => {
  const goals = { ...DEFAULT_GOALS, diskBand: 0.2, replicaBand: 0.2, ...more };
  let compared = 0;
  for (const seed of [1, 2, 3, 4]) {
    const before = invent({ seed, brokers: 6, racks: 3, partitions: 24, replicationFactor: 2, skew: 1, rates: 0.5 });
    const plan = planRebalance(before, goals);
    const least = await leastBytes(before, plan, goals);
    if (least === undefined || plan.findings.length > 0) { continue; }
    compared += 1;
    expect(least).toBeGreaterThanOrEqual(plan.bound.bytes * (1 - 1e-9));
    expect(movement(before, plan.placement).bytes).toBeGreaterThanOrEqual(least * (1 - 1e-6));
    expect(movement(before, plan.placement).bytes / least).toBeLessThan(1.8);
  }
  expect(compared).toBeGreaterThan(0);
}, 120_000);

test.each<[string, Partial<RebalanceGoals>, number]>([
  ['the network', { networkInBand: 0.1, networkOutBand: 0.1, leaderBytesBand: 0.1 }, 1.03],
  ['topics', { topicBand: 0.25 }, 1.1],
])('%s: all bands are reached, near the least that must be copied', (_, more, most) => {
  const goals = { ...DEFAULT_GOALS, ...more };
  const before = invent({ ...SIZE, skew: 1, violations: 0.01, rates: 0.5, seed: 1 });
  const plan = planRebalance(before, goals);
  expect(plan.findings).toEqual([]);
  const [was, willBe] = [before, plan.placement].map((placement) => objectives(placement, plan.targets, plan.topics));
  expect(missed(was, willBe)).toEqual([]);
  expect(willBe.topicOver ?? 0).toBe(0);
  expect(movement(before, plan.placement).bytes / plan.bound.bytes).toBeLessThanOrEqual(most);
});
