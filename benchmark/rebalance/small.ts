import { invent } from './generate';
import { leastBytes } from './least-bytes';
import { DEFAULT_GOALS } from '../../lifecycle/rebalance/goals';
import { movement } from '../../lifecycle/rebalance/objectives';
import { planRebalance } from '../../lifecycle/rebalance/plan-rebalance';
import { table } from '../table';

/** What a plan may copy of a small cluster, over the least. */
const MOST = 1.05;
const SEEDS = 6;

/**
 * Where a partition is as large as a band is wide, what a plan copies is compared with the least that any could, by an exact solver.
 *
 * @returns what misses the goal, in words
 */
export async function small(): Promise<readonly string[]> {
  console.log('\n6 brokers in 3 racks, 24 partitions with 2 replicas: what the plan copies, over the least that any within the bands for bytes and replicas does (HiGHS)\n');
  const row = table([['small case', 20], ['seed', 4], ['plan', 8], ['least', 8], ['ratio', 6], ['not reached', 11], ['ms', 6]], (line) => { console.log(line); });
  const kinds = Object.entries({ added: { added: 0.17 }, drained: { leaving: 0.17 }, skewed: { skew: 1, violations: 0.05 } });
  const misses: string[] = [];
  for (const [kind, more] of kinds) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const before = invent({ seed, brokers: 6, racks: 3, partitions: 24, replicationFactor: 2, ...more });
      const began = performance.now();
      const plan = planRebalance(before, DEFAULT_GOALS);
      const millis = performance.now() - began;
      const [copied, least] = [movement(before, plan.placement).bytes, await leastBytes(before, plan)];
      // Without a placement within the bands there is nothing to compare with.
      if (least === undefined) { continue; }
      row([kind, String(seed), copied.toFixed(0), least.toFixed(0), (copied / least).toFixed(3), String(plan.findings.length), millis.toFixed(0)]);
      if (copied > MOST * least) { misses.push(`${kind} ${seed}: ${(copied / least).toFixed(3)} times the least, not ${MOST}`); }
    }
  }
  return misses;
}
