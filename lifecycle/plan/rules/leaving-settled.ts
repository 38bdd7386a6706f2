import { leaving } from '../moves/leaving';
import { mayRun } from '../node';
import { SafetyRule } from '../rule';
import { Situation } from '../situation';
import { sum } from '../sum';

export const leavingSettled: SafetyRule<Situation> = {
  id: 'roll.leaving-settled',
  summary: 'A node that is well is restarted only when brokers that are to go, and still serve, are in sync with all that they have.',
  why: 'As long as they are not emptied, their replicas count as much as any other ones.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_restarting',
  mend: "See what keeps that broker: its pod's events and log.",
  comesByItself: true,
  check(situation, batch) {
    // To replace what does not run takes nothing away.
    if (!batch.some(mayRun)) { return undefined; }
    const outOfSync = situation.replicas()?.outOfSync;
    const serving = leaving(situation).ids.filter((id) => situation.surelyServes(id));
    const behind = serving.map((id) => [id, outOfSync?.get(id) ?? 0] as const).filter(([, replicas]) => replicas > 0);
    if (behind.length === 0) { return undefined; }
    const [[id, replicas]] = behind;
    return {
      reason: `broker ${id}, which is to go, catches up: ${replicas} of its replicas ${replicas === 1 ? 'is' : 'are'} not in sync`,
      progress: behind.map(([each]) => each).join(' '),
      remaining: sum(behind.map(([, each]) => each)),
    };
  },
};
