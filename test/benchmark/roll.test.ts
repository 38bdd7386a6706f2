import { timesFaster } from '../../benchmark/roll/comparison';
import { simulatedRoll } from '../../benchmark/roll/simulated-roll';
import { DEFAULT_TIMES } from '../../benchmark/roll/times';
import { next } from '../../lifecycle/plan/next';
import { GATES, SAFETY_RULES } from '../../lifecycle/plan/rules';
import { DECIDE, Decide } from '../../lifecycle/run/planner';

const options = { perRack: 2, times: DEFAULT_TIMES, seed: 1 };

test('a roll rack by rack has a batch for each rack, and takes less time than one after the other', async () => {
  const [serial, batched] = [await simulatedRoll({ ...options, concurrency: 1 }), await simulatedRoll({ ...options, concurrency: 2 })];
  expect(serial).toMatchObject({ brokers: 6, concurrency: 1, restarts: 6, batches: 6 });
  expect(batched).toMatchObject({ brokers: 6, concurrency: 2, restarts: 6, batches: 3 });
  expect(timesFaster(serial, batched)).toBeGreaterThan(1);
});

test('the same seed takes the same time', async () => {
  const [first, second] = [await simulatedRoll({ ...options, concurrency: 2 }), await simulatedRoll({ ...options, concurrency: 2 })];
  expect(second).toEqual(first);
});

test('slower restarts make a slower roll', async () => {
  const slower = { ...DEFAULT_TIMES, ready: 60_000 };
  const [roll, slow] = [await simulatedRoll({ ...options, concurrency: 2 }), await simulatedRoll({ ...options, concurrency: 2, times: slower })];
  expect(slow.millis - roll.millis).toBeGreaterThan(3 * 0.8 * (60_000 - DEFAULT_TIMES.ready));
});

test('a roll that breaks a rule has no duration', async () => {
  const rules = SAFETY_RULES.filter((rule) => !['batch.one-rack', 'roll.settled', 'in-sync.writable'].includes(rule.id));
  const careless: Decide = { ...DECIDE, cluster: (cluster, policy, seen) => next(cluster, policy, seen, { gates: GATES, rules }) };
  await expect(simulatedRoll({ ...options, concurrency: 1 }, careless)).rejects.toThrow('A rule is broken');
});

test('rolls that cannot be compared are not', () => {
  const roll = { brokers: 6, concurrency: 1, restarts: 6, batches: 6, millis: 1000 };
  expect(() => timesFaster(roll, { ...roll, restarts: 5 })).toThrow('5 of 6 brokers were restarted.');
  expect(() => timesFaster(roll, { ...roll, brokers: 9, restarts: 9 })).toThrow('6 brokers cannot be compared with 9.');
});
