import { mayRun } from '../node';
import { SafetyRule } from '../rule';

const SAFE_BATCH = 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-36+Rack+aware+replica+assignment';

export const oneRack: SafetyRule = {
  id: 'batch.one-rack',
  summary: 'Brokers that are restarted together are of one rack.',
  why: 'Replicas of a partition lie in different racks, so one rack can be away as a whole.',
  source: SAFE_BATCH,
  mend: 'None needed: the other racks follow.',
  check(_, batch) {
    const running = batch.filter(mayRun);
    const racks = new Set(running.map((n) => n.set.rack));
    return racks.size > 1 || (running.length > 1 && racks.has(undefined)) ? { reason: 'brokers of several racks, or of none, are not restarted together', progress: '' } : undefined;
  },
};

export const batchSize: SafetyRule = {
  id: 'batch.size',
  summary: 'No more brokers are restarted at once than is declared.',
  why: 'Every broker that is away leaves its load to the others.',
  source: SAFE_BATCH,
  mend: 'None needed: the others follow.',
  check(situation, batch) {
    return batch.filter(mayRun).length > situation.policy.concurrency ? { reason: `at most ${situation.policy.concurrency} at once`, progress: '' } : undefined;
  },
};
