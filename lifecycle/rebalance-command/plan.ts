import { writeFileSync } from 'node:fs';
import { RebalanceOptions, WrongOptions } from './options';
import { picture } from './picture';
import { ReadCluster, readCluster } from './read-cluster';
import { reassignment } from './reassignment';
import { STDERR, STDOUT, readWhole, writeAll } from './streams';
import { amount, summary } from './summary';
import { bytesWords } from '../bytes-words';
import { withKafka } from '../clients/kafka/connected-admin';
import { counted } from '../counted';
import { movement, objectives } from '../rebalance/objectives';
import { Placement } from '../rebalance/placement';
import { planRebalance } from '../rebalance/plan-rebalance';
import { partitionLines, readPlacement } from '../rebalance/text-format';

/** Plans a rebalance, and changes nothing. The exit code: 0, or 2 if something that must leave has no place to go. */
export async function plan({ source, output, picture: drawn, goals }: RebalanceOptions): Promise<number> {
  const { placement: before, underway } = await read(source);
  checkNames(before, goals.relieve, '--relieve');
  checkNames(before, goals.excludedBrokers, '--exclude-brokers');
  const missing = goals.excludedTopics.find((name) => !name.includes('*') && !before.topics.includes(name));
  if (missing !== undefined) { throw new WrongOptions(`--exclude-topics names the topic '${missing}', which the input does not have.`); }
  if (goals.mode === 'add' && !before.brokers.some(({ added }) => added)) { throw new WrongOptions("'--mode add' needs brokers that were added: the input has none."); }
  const unknown = Object.keys(goals.replicationFactors).find((topic) => !before.topics.includes(topic));
  if (unknown !== undefined) { throw new WrongOptions(`--replication-factor names the topic '${unknown}', which the input does not have.`); }
  const planned = planRebalance(before, goals);
  const [was, willBe] = [before, planned.placement].map((placement) => objectives(placement, planned.targets));
  if (underway > 0) { writeAll(STDERR, [`note       ${counted(underway, 'partition')} being reassigned: counted as if that had ended\n`]); }
  // Of a file nobody knows the unit.
  const words = 'file' in source ? amount : bytesWords;
  writeAll(STDERR, [summary(before, planned, movement(before, planned.placement), was, willBe, words)]);
  if (planned.findings.some(({ severity }) => severity === 'error')) { return 2; }
  if (drawn !== undefined) { writeFileSync(drawn, picture(before, planned, words)); }
  writeAll(STDOUT, output === 'lines' ? partitionLines(planned.placement) : reassignment(before, planned.placement));
  return 0;
}

async function read(source: RebalanceOptions['source']): Promise<ReadCluster> {
  if ('file' in source) { return { placement: readPlacement(readWhole(source.file)), underway: 0 }; }
  const { bootstrap, added, drained } = source;
  const found = await withKafka(undefined, async (kafka) => readCluster(kafka, bootstrap, new Set(added), new Set(drained)));
  checkNames(found.placement, added, '--added');
  checkNames(found.placement, drained, '--drain');
  return found;
}

function checkNames({ brokers }: Placement, ids: readonly number[], option: string): void {
  const known = new Set(brokers.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) { throw new WrongOptions(`${option} names broker ${unknown}, which the input does not have.`); }
}
