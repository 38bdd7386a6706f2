/**
 * `npm run benchmark:next`: how long the lifecycle program takes to make an observation of what a cluster's nodes answer, and to decide what comes next; and how much memory it takes.
 * docs/performance.md has figures. `npm run benchmark:next -- 31` does 31 rounds instead of 15.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Spread } from './large-cluster';
import type { Moves, Times } from './measure';
import { bundleProgram } from '../../tools/lifecycle-program/bundle';
import { machine } from '../machine';
import { median } from '../median';
import { table } from '../table';

const SIZES: readonly (readonly [brokers: number, partitions: number])[] = [[12, 12_000], [120, 120_000], [1000, 1_000_000]];
const GOAL_MILLIS = 500;
const GOAL_MEBIBYTES = 512;
/** Of the heap, as the Job gives it to the program: three quarters of its memory. */
const HEAP = `--max-old-space-size=${GOAL_MEBIBYTES * 0.75}`;
const LOOKS = 5;

const rounds = Number(process.argv[2] ?? 15);
if (!Number.isInteger(rounds) || rounds < 1) { throw new Error(`The number of rounds is '${process.argv[2]}'. Give a whole number, or none for 15.`); }

const program = join('dist', 'benchmark', 'next', 'measured-process.cjs');
bundleProgram('benchmark/next/measured-process.ts', program);

/** One process for each measurement: the code is as warm, and the memory as used, as that alone makes it. */
function measured(brokers: number, partitions: number, spread: Spread, what: 'times' | 'memory' | 'moves', times: number): unknown {
  return JSON.parse(execFileSync(process.execPath, [HEAP, program, String(brokers), String(partitions), spread, what, String(times)], { encoding: 'utf8' }));
}

console.log(machine());
console.log(`${rounds} rounds; medians in ms; "plain" are loops that do the least: read each number of the answer, look at each in-sync replica. Ratios are medians of each round's own.`);

const missed: string[] = [];
for (const spread of ['across racks', 'side by side'] as const) {
  console.log(`\nReplicas ${spread}:\n`);
  const print = table([
    ['brokers / partitions', 20], ['observe', 8], ['plain', 6], ['ratio', 6], ['decide one', 10], ['ratio', 6], ['per s', 6], ['first', 6],
    ['decide batch', 12], ['ratio', 6], ['nodes', 6], ['leaders', 8], ['elected', 8], ['plain', 6], ['peak MiB', 8],
  ], (line) => { console.log(line); });
  for (const [brokers, partitions] of SIZES) {
    const found = measured(brokers, partitions, spread, 'times', rounds) as Times;
    const peak = measured(brokers, partitions, spread, 'memory', LOOKS) as number;
    const one = median(found.one);
    const batch = median(found.batch);
    const ratio = (of: readonly number[], to: readonly number[]) => median(of.map((millis, i) => millis / to[i])).toFixed(1);
    print([
      `${brokers} / ${partitions}`, ms(median(found.observe)), ms(median(found.plainRead)), ratio(found.observe, found.plainRead),
      ms(one), ratio(found.one, found.plainLoop), (1000 / one).toFixed(0), ms(found.first),
      ms(batch), ratio(found.batch, found.plainLoop), String(found.batchSize),
      ms(median(found.leaders)), String(found.elected), ms(median(found.plainLoop)), peak.toFixed(0),
    ]);
    // Where replicas are not spread over racks, the largest batch is searched for, and how long that takes is bounded by the number of tries, not by a goal.
    const worst = median(found.observe) + (spread === 'across racks' ? Math.max(one, batch, median(found.leaders)) : one);
    const of = `${brokers} brokers with replicas ${spread}`;
    if (worst > GOAL_MILLIS) { missed.push(`${of}: ${worst.toFixed(0)} ms`); }
    if (peak > GOAL_MEBIBYTES) { missed.push(`${of}: ${peak.toFixed(0)} MiB`); }
  }
}

console.log('\nA tenth of the brokers is emptied, replicas across racks:\n');
const printMoves = table([['brokers / partitions', 20], ['plan s', 8], ['to move', 8], ['peak MiB', 8]], (line) => { console.log(line); });
for (const [brokers, partitions] of SIZES) {
  const { seconds, partitions: moved, peak } = measured(brokers, partitions, 'across racks', 'moves', 1) as Moves;
  printMoves([`${brokers} / ${partitions}`, seconds.toFixed(2), String(moved), peak.toFixed(0)]);
  if (peak > GOAL_MEBIBYTES) { missed.push(`moves of ${brokers} brokers: ${peak.toFixed(0)} MiB`); }
}

console.log(`\ngoal, an observation and a decision: at most ${GOAL_MILLIS} ms, and ${GOAL_MEBIBYTES} MiB: ${missed.length === 0 ? 'met' : `missed: ${missed.join('; ')}`}`);
process.exitCode = missed.length === 0 ? 0 : 1;

function ms(millis: number): string { return millis < 10 ? millis.toFixed(2) : millis.toFixed(0); }
