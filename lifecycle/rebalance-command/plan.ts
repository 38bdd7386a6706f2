import { writeFileSync } from 'node:fs';
import { accessIn } from './command-config';
import { diskFindings, diskSummary } from './disk-summary';
import { NamedDisk, RebalanceOptions, WrongOptions } from './options';
import { picture } from './picture';
import { ReadCluster, readCluster } from './read-cluster';
import { reassignment } from './reassignment';
import { STDERR, STDOUT, readWhole, writeAll } from './streams';
import { amount, summary } from './summary';
import { bytesWords } from '../bytes-words';
import { withKafka } from '../clients/kafka/connected-admin';
import { counted } from '../counted';
import { DiskedPlacement, planPlacementDisks, withoutLostDisks } from '../rebalance/disks/placement-disks';
import { ratedGoal } from '../rebalance/goals';
import { movement, objectives } from '../rebalance/objectives';
import { Placement } from '../rebalance/placement';
import { planRebalance } from '../rebalance/plan-rebalance';
import { partitionLines, readPlacement } from '../rebalance/text-format';

const RATED_OPTIONS = {
  networkInBand: '--network-in-band',
  networkOutBand: '--network-out-band',
  leaderBytesBand: '--leader-bytes-band',
  networkInLimit: '--network-in-limit',
  networkOutLimit: '--network-out-limit',
} as const;

/** Plans a rebalance, and changes nothing. The exit code: 0, or 2 if something that must leave has no place to go. */
export async function plan({ source, output, picture: drawn, goals }: RebalanceOptions): Promise<number> {
  const { placement: read, underway } = await readFrom(source);
  const { placement: before, lost } = withoutLostDisks(read);
  checkNames(before, goals.relieve, '--relieve');
  checkNames(before, goals.excludedBrokers, '--exclude-brokers');
  checkNames(before, Object.keys(goals.brokerLimits ?? {}).map(Number), 'A limit');
  const missing = goals.excludedTopics.find((name) => !name.includes('*') && !before.topics.includes(name));
  if (missing !== undefined) { throw new WrongOptions(`--exclude-topics names the topic '${missing}', which the input does not have.`); }
  if (goals.mode === 'add' && !before.brokers.some(({ added }) => added)) { throw new WrongOptions("'--mode add' needs brokers that were added: the input has none."); }
  const unknown = Object.keys(goals.replicationFactors).find((topic) => !before.topics.includes(topic));
  if (unknown !== undefined) { throw new WrongOptions(`--replication-factor names the topic '${unknown}', which the input does not have.`); }
  const rated = ratedGoal(goals);
  if (rated && !before.rates) { throw new WrongOptions(`${RATED_OPTIONS[rated]} needs the rates of partitions: lines 'P … in=<rate> out=<rate>' have them, and none of the file does.`); }
  const planned = planRebalance(before, { ...goals, excludedBrokers: [...goals.excludedBrokers, ...lost] });
  const disks = planPlacementDisks(before, planned.placement, goals);
  const [was, willBe] = [before, planned.placement].map((placement) => objectives(placement, planned.targets, planned.topics));
  if (underway > 0) { writeAll(STDERR, [`note       ${counted(underway, 'partition')} being reassigned: counted as if that had ended\n`]); }
  // Of a file nobody knows the unit.
  const words = 'file' in source ? amount : bytesWords;
  writeAll(STDERR, [summary(before, planned, movement(before, planned.placement), was, willBe, words)]);
  if (disks) { writeAll(STDERR, [diskSummary(before, disks, words)]); }
  if ([...planned.findings, ...disks ? diskFindings(before, disks) : []].some(({ severity }) => severity === 'error')) { return 2; }
  if (drawn !== undefined) { writeFileSync(drawn, picture(before, planned, words)); }
  writeAll(STDOUT, output === 'lines' ? partitionLines(planned.placement, disks) : reassignment(read, planned.placement, disks));
  return 0;
}

async function readFrom(source: RebalanceOptions['source']): Promise<ReadCluster> {
  if ('file' in source) { return { placement: readPlacement(readWhole(source.file)), underway: 0 }; }
  const { added, drained, drainedDisks, watch: { loadWindowSeconds, prometheus } } = source;
  if (loadWindowSeconds !== undefined && prometheus?.bytesIn === undefined) { writeAll(STDERR, [`note       it is watched what is written, for ${loadWindowSeconds} s\n`]); }
  const found = await withKafka(undefined, async (kafka) => readCluster(kafka, source), accessIn(source.commandConfig));
  checkNames(found.placement, added, '--added');
  checkNames(found.placement, drained, '--drain');
  checkDisks(found.placement, drainedDisks);
  return found;
}

function checkDisks({ brokers, disks }: DiskedPlacement, drained: readonly NamedDisk[]): void {
  for (const { broker, path } of drained) {
    const its = disks?.of[brokers.findIndex(({ id }) => id === broker)]?.map((disk) => disk.path) ?? [];
    if (its.length < 2) { throw new WrongOptions(`--drain-disk names broker ${broker}, which does not have several disks.`); }
    if (!its.includes(path)) { throw new WrongOptions(`--drain-disk names ${path} of broker ${broker}, which has ${its.join(', ')}.`); }
  }
}

function checkNames({ brokers }: Placement, ids: readonly number[], option: string): void {
  const known = new Set(brokers.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) { throw new WrongOptions(`${option} names broker ${unknown}, which the input does not have.`); }
}
