import { SafetyRule } from '../rule';

export const recovering: SafetyRule = {
  id: 'roll.recovering',
  summary: 'A node that recovers its logs is left to end that, and so is one that is not ready and whose log cannot be read.',
  why: 'To restart it would begin the recovery anew, perhaps for hours.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_num.recovery.threads.per.data.dir',
  mend: 'Wait for the recovery, or delete the pod yourself if it cannot end.',
  check(situation, batch) {
    const running = batch.filter(({ observed }) => observed?.server === 'running' && !observed.terminating);
    const recovers = running.find(({ observed }) => observed?.recovery !== undefined);
    if (recovers) { return { reason: `${recovers.pod} recovers its logs: ${recovers.observed?.recovery}`, progress: situation.unsettled(recovers)?.progress ?? '' }; }
    const unknown = running.find(({ observed }) => observed?.logUnread !== undefined);
    return unknown && { reason: `${unknown.pod} may be recovering its logs: what it says cannot be read: ${unknown.observed?.logUnread}`, progress: '' };
  },
};
