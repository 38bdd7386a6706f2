import { Shortage } from '../in-sync-budget';
import { Node } from '../node';
import { Hold, SafetyRule } from '../rule';
import { Situation } from '../situation';
import { sum } from '../sum';

const KIP_966 = 'https://kafka.apache.org/documentation/#brokerconfigs_min.insync.replicas';

export const inSyncWritable: SafetyRule<Situation> = {
  id: 'in-sync.writable',
  summary: 'No partition that has replicas to spare is taken below min.insync.replicas (and the declared margin), all restarted brokers and all that are down counted together.',
  why: 'Producers with acks=all would fail.',
  source: KIP_966,
  mend: 'Bring back the brokers that are missing, or wait until their replicas are in sync: kafka-topics.sh --describe --under-replicated-partitions.',
  check: (situation, batch) => shortageOf(situation, batch, 'writable'),
};

export const inSyncReadable: SafetyRule<Situation> = {
  id: 'in-sync.readable',
  summary: 'No partition is taken offline that has another replica.',
  why: 'Its last replica in sync is the only one that may lead: nobody could read or write until it is back, and records could be lost if it never is.',
  source: KIP_966,
  mend: 'Wait until another replica is in sync: kafka-topics.sh --describe --under-replicated-partitions.',
  check: (situation, batch) => shortageOf(situation, batch, 'readable'),
};

export const inSyncUnavoidable: SafetyRule<Situation> = {
  id: 'in-sync.unavoidable',
  summary: 'If that is declared, brokers with partitions that have no replica to spare are not restarted.',
  why: 'A topic with one replica, or with as many as min.insync.replicas, is not available while one of its brokers restarts, whatever is done.',
  source: KIP_966,
  mend: 'Give those topics more replicas, or lower their min.insync.replicas, or accept it in the declaration of the Job.',
  check(situation, batch) {
    const hold = shortageOf(situation, batch, 'unavoidable');
    return hold && { ...hold, forGood: true };
  },
};

function shortageOf(situation: Situation, batch: readonly Node[], kind: Shortage['kind']): Hold | undefined {
  const found = situation.budget()?.shortages(batch.map((n) => n.id)).get(kind);
  if (!found) { return undefined; }
  const others = found.others === 0 ? '' : ` (and ${found.others} more)`;
  const without = `without ${batch.map((n) => n.pod).join(', ')}`;
  const reason = {
    writable: `partition ${found.name}${others} would have ${found.left} in-sync replicas ${without}; it needs ${found.needed}`,
    readable: `partition ${found.name}${others} would be offline ${without}`,
    unavoidable: `partition ${found.name}${others} has no replica to spare and would not be available ${without}`,
  }[kind];
  const outOfSync = situation.replicas()?.outOfSync ?? new Map<number, number>();
  return { reason, progress: [...outOfSync.keys()].join(' '), remaining: sum(outOfSync.values()) };
}
