import { ElectLeadersStep } from './decision';
import { Situation } from './situation';

/** Returns leadership to preferred replicas that are in sync and up to date: those that are still to be restarted would only lose it again. */
export function returnLeaders(situation: Situation): ElectLeadersStep | undefined {
  const { kafka } = situation;
  if (!kafka || !situation.policy.preferredLeaders) { return undefined; }
  const table = kafka.partitions;
  const outdated = new Set(situation.outdated.map((n) => n.id));
  const eligible = new Set(kafka.brokers.map((b) => b.id).filter((id) => situation.surelyServes(id) && !outdated.has(id)));
  const found = new Map<string, number[]>();
  let count = 0;
  for (let p = 0; p < table.topic.length; p++) {
    const preferred = table.replicas[table.replicaStart[p]];
    if (table.leader[p] === preferred || table.leader[p] < 0 || table.reassigning[p] === 1 || !eligible.has(preferred)) { continue; }
    if (!table.inSync.subarray(table.inSyncStart[p], table.inSyncStart[p + 1]).includes(preferred)) { continue; }
    const topic = table.topics[table.topic[p]];
    found.set(topic, [...found.get(topic) ?? [], table.partition[p]]);
    count++;
  }
  if (count === 0) { return undefined; }
  return {
    kind: 'elect-leaders',
    reason: `${count} ${count === 1 ? 'partition is' : 'partitions are'} not led by ${count === 1 ? 'its' : 'their'} preferred replica`,
    partitions: Object.fromEntries(found),
  };
}
