import { ElectLeadersStep } from './decision';
import { IdIndex } from './id-index';
import { Situation } from './situation';
import { isInSync } from '../partition-table';

/** Returns leadership to preferred replicas that are in sync and up to date: those that are still to be restarted would only lose it again. */
export function returnLeaders(situation: Situation): ElectLeadersStep | undefined {
  const { kafka } = situation;
  if (!kafka || !situation.policy.preferredLeaders) { return undefined; }
  const table = kafka.partitions;
  const outdated = new Set(situation.outdated.map((n) => n.id));
  const eligible = new IdIndex(kafka.brokers.map((b) => b.id).filter((id) => situation.surelyServes(id) && !outdated.has(id)));
  /** By the index of the topic. */
  const found = new Map<number, number[]>();
  let count = 0;
  // Partitions of a topic mostly follow each other.
  let [last, numbers]: [number, number[]] = [-1, []];
  for (let p = 0; p < table.topic.length; p++) {
    const preferred = table.replicas[table.replicaStart[p]];
    if (table.leader[p] === preferred || table.leader[p] < 0 || table.reassigning[p] === 1 || eligible.numberOf(preferred) < 0) { continue; }
    if (!isInSync(table, p, preferred)) { continue; }
    if (table.topic[p] !== last) {
      last = table.topic[p];
      numbers = found.get(last) ?? [];
      found.set(last, numbers);
    }
    numbers.push(table.partition[p]);
    count++;
  }
  if (count === 0) { return undefined; }
  return {
    kind: 'elect-leaders',
    reason: `${count} ${count === 1 ? 'partition is' : 'partitions are'} not led by ${count === 1 ? 'its' : 'their'} preferred replica`,
    partitions: Object.fromEntries([...found].map(([topic, partitions]) => [table.topics[topic], partitions])),
  };
}
