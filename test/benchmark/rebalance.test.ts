import { missed } from '../../benchmark/rebalance/cases';
import { Invented, invent } from '../../benchmark/rebalance/generate';
import { leastBytes } from '../../benchmark/rebalance/least-bytes';
import { placedAnew } from '../../benchmark/rebalance/placed-anew';
import { DEFAULT_GOALS } from '../../lifecycle/rebalance/goals';
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
  const least = await leastBytes(before, plan.targets);
  expect(least).toBeGreaterThanOrEqual(plan.bound.bytes * (1 - 1e-9));
});
