/**
 * `npm run benchmark:synth`: how long an app takes that declares clusters with the library, against one that makes the very same objects from plain
 * literals. docs/performance.md has figures. `npm run benchmark:synth -- 31` does 31 rounds instead of 15.
 */
import { compile, pair } from './prepare';
import { Run, interleaved, medianRatio } from './rounds';
import { machine } from '../machine';
import { median } from '../median';
import { table } from '../table';

const GOAL = 1.15;
const SHAPES: readonly (readonly [clusters: number, charts: number])[] = [[1, 1], [10, 1], [100, 1], [10, 10], [100, 100]];

const rounds = Number(process.argv[2] ?? 15);
if (!Number.isInteger(rounds) || rounds < 1) { throw new Error(`The number of rounds is '${process.argv[2]}'. Give a whole number, or none for 15.`); }

compile();
console.log(machine());
console.log(`${rounds} rounds; medians in ms; ratios are medians of each round's own. Left of each "plain" the app with the library.\n`);

const titles = ['process', 'plain', 'ratio', 'processor', 'plain', 'ratio', 'synthesis', 'plain', 'per cluster', 'peak MiB', 'plain'];
const print = table([['clusters / charts / objects', 27], ...titles.map((title) => [title, 14] as const)], (line) => { console.log(line); });

const of = (runs: readonly Run[], what: keyof Run) => median(runs.map((r) => r[what]));
const results = new Map<string, { ratio: number; perCluster: number }>();
for (const [clusters, charts] of SHAPES) {
  const { library, plain, objects } = pair(clusters, charts);
  const { ours, theirs } = interleaved({ ours: library, theirs: plain }, rounds);
  const ratio = medianRatio(ours, theirs, 'process');
  const perCluster = of(ours, 'synthesis') / clusters;
  results.set(`${clusters}/${charts}`, { ratio, perCluster });
  const ms = (runs: readonly Run[], what: keyof Run) => of(runs, what).toFixed(0);
  print([
    `${clusters} / ${charts} / ${objects}`,
    ms(ours, 'process'), ms(theirs, 'process'), ratio.toFixed(2),
    ms(ours, 'processor'), ms(theirs, 'processor'), medianRatio(ours, theirs, 'processor').toFixed(2),
    ms(ours, 'synthesis'), ms(theirs, 'synthesis'), perCluster.toFixed(1),
    ms(ours, 'memory'), ms(theirs, 'memory'),
  ]);
}

const one = results.get('1/1')?.ratio ?? Number.NaN;
console.log(`\none cluster: ${one.toFixed(2)} times the plain app (goal: at most ${GOAL})`);
const [ten, hundred] = ['10/1', '100/1'].map((shape) => results.get(shape)?.perCluster ?? Number.NaN);
console.log(`from 10 to 100 clusters the time per cluster is ${(hundred / ten).toFixed(2)} times (linear: about 1)`);
process.exitCode = one <= GOAL ? 0 : 1;
