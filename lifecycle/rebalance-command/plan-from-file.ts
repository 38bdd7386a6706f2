import { readFileSync, writeSync } from 'node:fs';
import { RebalanceOptions, WrongOptions } from './options';
import { reassignment } from './reassignment';
import { summary } from './summary';
import { movement, objectives } from '../rebalance/objectives';
import { Placement } from '../rebalance/placement';
import { planRebalance } from '../rebalance/plan-rebalance';
import { partitionLines, readPlacement } from '../rebalance/text-format';

/** So much is written at once. */
const CHUNK = 65_536;
const [STDIN, STDOUT, STDERR] = [0, 1, 2];

/** Plans what a file describes. The exit code: 0, or 2 if something that must leave has no place to go. */
export function planFromFile({ input, output, goals }: RebalanceOptions): number {
  const before = readPlacement(readFileSync(input === '-' ? STDIN : input));
  checkNames(before, goals.relieve, '--relieve');
  checkNames(before, goals.excludedBrokers, '--exclude-brokers');
  const unknown = Object.keys(goals.replicationFactors).find((topic) => !before.topics.includes(topic));
  if (unknown !== undefined) { throw new WrongOptions(`--replication-factor names the topic '${unknown}', which the input does not have.`); }
  const plan = planRebalance(before, goals);
  const [was, willBe] = [before, plan.placement].map((placement) => objectives(placement, plan.targets));
  write(STDERR, [summary(before, plan, movement(before, plan.placement), was, willBe)]);
  if (plan.findings.some(({ severity }) => severity === 'error')) { return 2; }
  write(STDOUT, output === 'lines' ? partitionLines(plan.placement) : reassignment(before, plan.placement));
  return 0;
}

function checkNames({ brokers }: Placement, ids: readonly number[], option: string): void {
  const known = new Set(brokers.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) { throw new WrongOptions(`${option} names broker ${unknown}, which the input does not have.`); }
}

/** To its end: a process that ends would lose what a pipe has not taken yet. */
function write(file: number, parts: Iterable<string>): void {
  let waiting = '';
  const flush = () => {
    const bytes = Buffer.from(waiting);
    for (let at = 0; at < bytes.length;) {
      try {
        at += writeSync(file, bytes, at);
      } catch (error) {
        // A pipe that is full.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') { throw error; }
      }
    }
    waiting = '';
  };
  for (const part of parts) {
    waiting += part;
    if (waiting.length > CHUNK) { flush(); }
  }
  flush();
}
