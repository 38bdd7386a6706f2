/**
 * `npm run simulate -- --seeds 500` lets the program loose on so many simulated clusters; `--seed 42` tells the story of one of them; `--from 1000` begins there.
 */
import { parseArgs } from 'node:util';
import { simulate, summary } from './simulate';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string' } } });
  if (values.seed !== undefined) {
    const verdict = await simulate(whole('--seed', values.seed), { told: true });
    for (const line of verdict.story) { console.log(line); }
    for (const { invariant, what } of verdict.violations) { console.log(`BROKEN: ${invariant}: ${what}`); }
    console.log(verdict.violations.length === 0 ? `seed ${verdict.seed}: nothing is broken` : `seed ${verdict.seed}: ${verdict.violations.length} broken`);
    process.exitCode = verdict.violations.length === 0 ? 0 : 1;
    return;
  }
  const [from, seeds] = [whole('--from', values.from ?? '0'), whole('--seeds', values.seeds ?? '500')];
  process.exitCode = await summary(from, seeds, (line) => { console.log(line); }) ? 0 : 1;
}

function whole(option: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) { throw new Error(`${option} is '${value}'. Give a whole number.`); }
  return number;
}

void main();
