/**
 * `npm run benchmark:rebalance`: how little the planner moves, how even it leaves the cluster, and how long that takes, on clusters that are made up (generate.ts). docs/performance.md has
 * figures. `npm run benchmark:rebalance -- 7` takes another seed than 1; `-- 1 10,000` only the cases whose name has that text.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CASES } from './cases';
import { invent } from './generate';
import { leastBytes } from './least-bytes';
import type { Measured } from './measured-process';
import { DEFAULT_GOALS } from '../../lifecycle/rebalance/goals';
import { movement } from '../../lifecycle/rebalance/objectives';
import { planRebalance } from '../../lifecycle/rebalance/plan-rebalance';
import { bundleProgram } from '../../tools/lifecycle-program/bundle';
import { machine } from '../machine';
import { table } from '../table';

const [seed = '1', wanted = ''] = process.argv.slice(2);
if (!/^\d+$/.test(seed)) { throw new Error(`The seed is '${seed}'. Give a whole number, or none for 1.`); }

const program = join('dist', 'benchmark', 'rebalance', 'measured-process.cjs');
bundleProgram('benchmark/rebalance/measured-process.ts', program);

/** A process for each: its memory is that of one plan, the input included. */
function measured(number: number): Measured {
  return JSON.parse(execFileSync(process.execPath, [program, String(number), seed], { encoding: 'utf8' })) as Measured;
}

console.log(machine());
console.log(`seed ${seed}; bytes over the lower bound (docs/rebalancing.md), all bands 10 %; "anew" is the same of a plan that places every topic anew;`);
console.log('"moves" and "leaders" are replicas and partitions that change; the ranges are what brokers hold after the plan, of what each is to hold;');
console.log('"in", "out" and "lead in" are the same of what they receive, send, and get from producers, where there are bands for that\n');
const print = table([
  ['case', 40], ['seconds', 7], ['MiB', 5], ['bytes', 6], ['anew', 6], ['moves', 7], ['leaders', 7], ['bytes', 9], ['replicas', 9], ['leaders', 9], ['in', 9], ['out', 9], ['lead in', 9],
  ['topic excess', 18], ['beyond band', 14], ['plan', 8],
], (line) => { console.log(line); });

const misses: string[] = [];
CASES.forEach((its, number) => {
  if (!its.name.includes(wanted)) { return; }
  const found = measured(number);
  print([
    its.name, found.seconds.toFixed(2), found.mebibytes.toFixed(0), found.bytes.toFixed(4), found.baseline.toFixed(1),
    String(found.replicas), String(found.leaders),
    ...found.spread, found.topicExcess, found.topicOver, found.digest,
  ]);
  misses.push(...[
    ...found.missed,
    ...found.bytes > its.bytes ? [`${found.bytes.toFixed(4)} times the lower bound, not ${its.bytes}`] : [],
    ...found.seconds > its.seconds ? [`${found.seconds.toFixed(2)} s, not ${its.seconds}`] : [],
    ...found.mebibytes > its.mebibytes ? [`${found.mebibytes.toFixed(0)} MiB, not ${its.mebibytes}`] : [],
  ].map((miss) => `${its.name}: ${miss}`));
});

console.log(`\ngoals: ${misses.length === 0 ? 'met' : `missed: ${misses.join('; ')}`}`);
process.exitCode = misses.length === 0 ? 0 : 1;

/** Where a partition is as large as a band is wide, what a plan copies is compared with the least that any could, by an exact solver. */
async function small(): Promise<void> {
  console.log('\n6 brokers in 3 racks, 24 partitions with 2 replicas: what the plan copies, over the least that any within the bands for bytes and replicas does (HiGHS)\n');
  const row = table([['case', 20], ['seed', 4], ['plan', 8], ['least', 8], ['ratio', 6], ['not reached', 11]], (line) => { console.log(line); });
  const kinds = Object.entries({ added: { added: 0.17 }, drained: { leaving: 0.17 }, skewed: { skew: 1, violations: 0.05 } });
  for (const [kind, more] of kinds) {
    for (let its = 1; its <= 6; its++) {
      const before = invent({ seed: its, brokers: 6, racks: 3, partitions: 24, replicationFactor: 2, ...more });
      const plan = planRebalance(before, DEFAULT_GOALS);
      const [copied, least] = [movement(before, plan.placement).bytes, await leastBytes(before, plan)];
      // Without a placement within the bands there is nothing to compare with.
      if (least === undefined) { continue; }
      row([kind, String(its), copied.toFixed(0), least.toFixed(0), (copied / least).toFixed(3), String(plan.findings.length)]);
    }
  }
}

if (wanted === '') { void small(); }
