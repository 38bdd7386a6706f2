import { RebalanceOptions, WrongOptions } from './options';
import { reassignment } from './reassignment';
import { STDERR, STDOUT, readWhole, writeAll } from './streams';
import { summary } from './summary';
import { movement, objectives } from '../rebalance/objectives';
import { Placement } from '../rebalance/placement';
import { planRebalance } from '../rebalance/plan-rebalance';
import { partitionLines, readPlacement } from '../rebalance/text-format';

/** Plans what a file describes. The exit code: 0, or 2 if something that must leave has no place to go. */
export function planFromFile({ input, output, goals }: RebalanceOptions): number {
  const before = readPlacement(readWhole(input));
  checkNames(before, goals.relieve, '--relieve');
  checkNames(before, goals.excludedBrokers, '--exclude-brokers');
  const missing = goals.excludedTopics.find((name) => !name.includes('*') && !before.topics.includes(name));
  if (missing !== undefined) { throw new WrongOptions(`--exclude-topics names the topic '${missing}', which the input does not have.`); }
  if (goals.mode === 'add' && !before.brokers.some(({ added }) => added)) { throw new WrongOptions("'--mode add' needs brokers that were added: the input has none."); }
  const unknown = Object.keys(goals.replicationFactors).find((topic) => !before.topics.includes(topic));
  if (unknown !== undefined) { throw new WrongOptions(`--replication-factor names the topic '${unknown}', which the input does not have.`); }
  const plan = planRebalance(before, goals);
  const [was, willBe] = [before, plan.placement].map((placement) => objectives(placement, plan.targets));
  writeAll(STDERR, [summary(before, plan, movement(before, plan.placement), was, willBe)]);
  if (plan.findings.some(({ severity }) => severity === 'error')) { return 2; }
  writeAll(STDOUT, output === 'lines' ? partitionLines(plan.placement) : reassignment(before, plan.placement));
  return 0;
}

function checkNames({ brokers }: Placement, ids: readonly number[], option: string): void {
  const known = new Set(brokers.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) { throw new WrongOptions(`${option} names broker ${unknown}, which the input does not have.`); }
}
