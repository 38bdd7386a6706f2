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
