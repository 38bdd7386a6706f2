/**
 * `npm run benchmark:roll`: how long it takes to restart all brokers of a cluster, one after the other and rack by rack, in the simulator. docs/performance.md has figures.
 * `--real` does it on a real Kubernetes (that of KUBECONFIG, or the local one, which must be up), with 9 brokers. `--ready 90 --catch-up 600` gives other times in seconds, also `--stop` and `--look`; `--seed 7` draws others.
 */
import { parseArgs } from 'node:util';
import { comparisons } from './comparison';
import { realRolls } from './real-rolls';
import { simulatedRoll } from './simulated-roll';
import { DEFAULT_TIMES, RestartTimes } from './times';
import { machine } from '../machine';

const BROKERS_PER_RACK = [4, 8, 20, 40];
/** With three racks of four. */
const GOAL = 3;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { 'stop': text, 'ready': text, 'catch-up': text, 'look': text, 'seed': text, 'real': { type: 'boolean' } } });
  const millis = (option: 'stop' | 'ready' | 'catch-up' | 'look', usual: number) => values[option] === undefined ? usual : 1000 * positive(option, values[option]);
  const times: RestartTimes = {
    stop: millis('stop', DEFAULT_TIMES.stop),
    ready: millis('ready', DEFAULT_TIMES.ready),
    catchUp: millis('catch-up', DEFAULT_TIMES.catchUp),
    look: millis('look', DEFAULT_TIMES.look),
  };
  const seed = positive('seed', values.seed ?? '1');

  console.log(machine());
  if (values.real === true) {
    console.log('\non a real Kubernetes\n');
    comparisons((line) => { console.log(line); })(...await realRolls());
    return;
  }
  console.log(`simulated, seed ${seed}: a broker ends in ${times.stop / 1000} s, its new pod is ready in ${times.ready / 1000} s, in sync ${times.catchUp / 1000} s later; a look takes ${times.look / 1000} s\n`);
  const compared = comparisons((line) => { console.log(line); });
  const ratios: number[] = [];
  for (const perRack of BROKERS_PER_RACK) {
    const rolls = [1, perRack].map((concurrency) => simulatedRoll({ perRack, concurrency, times, seed }));
    ratios.push(compared(await rolls[0], await rolls[1]));
  }
  const [first] = ratios;
  console.log(`\nno rule was broken; 3 racks of ${BROKERS_PER_RACK[0]}: ${first.toFixed(2)} times faster (goal: at least ${GOAL})`);
  process.exitCode = first >= GOAL ? 0 : 1;
}

function positive(option: string, value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) { throw new Error(`--${option} is '${value}'. Give a number that is not negative.`); }
  return number;
}

void main();
