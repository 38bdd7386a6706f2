import { SafetyRule } from '../rule';

export const recovering: SafetyRule = {
  id: 'roll.recovering',
  summary: 'A node that recovers its logs is left to end that.',
  why: 'To restart it would begin the recovery anew, perhaps for hours.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_num.recovery.threads.per.data.dir',
  mend: 'Wait for the recovery, or delete the pod yourself if it cannot end.',
  check(situation, batch) {
    const node = batch.find((n) => n.observed?.recovery !== undefined && !n.observed.terminating && (n.observed.server === 'running'));
    return node && { reason: `${node.pod} recovers its logs: ${node.observed?.recovery}`, progress: situation.unsettled(node)?.progress ?? '' };
  },
};
