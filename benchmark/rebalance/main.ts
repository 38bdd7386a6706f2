/**
 * `npm run benchmark:rebalance`: how little the planner moves, how even it leaves the cluster, and how long that takes, on clusters that are made up (generate.ts). docs/performance.md has
 * figures. `npm run benchmark:rebalance -- 7` takes another seed than 1; `-- 1 10,000` only the cases whose name has that text; `-- 1 small` those that an exact solver certifies.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CASES } from './cases';
import type { Measured } from './measured-process';
import { small } from './small';
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

async function end(): Promise<void> {
  if ('small'.includes(wanted)) { misses.push(...await small()); }
  console.log(`\ngoals: ${misses.length === 0 ? 'met' : `missed: ${misses.join('; ')}`}`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

void end();
