import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

/** Tools that wait for a Job ask for it every few seconds; one that is gone by then has not succeeded. */
const SHORTEST = 600;

export const FINISHED_JOBS_CAN_BE_SEEN: Rule<JudgedLifecycle> = {
  id: 'lifecycle.ttl',
  severity: Severity.WARNING,
  summary: 'A finished Job stays for at least ten minutes, and, where Flux applies it, for ever.',
  why: 'A tool that waits for it, or a person who wants to know why it failed, finds it gone; Flux makes a Job that is gone anew, and so it runs again and again.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/, https://fluxcd.io/flux/use-cases/running-jobs/',
  *check({ trigger, ttlSeconds }) {
    if (ttlSeconds === undefined || (ttlSeconds >= SHORTEST && trigger.kind !== 'flux')) { return; }
    yield {
      property: 'ttlAfterFinished',
      value: `${ttlSeconds} s`,
      message: trigger.kind === 'flux' ? 'Flux makes the Job again when it is gone' : 'nobody may have seen by then how it ended',
      mend: trigger.kind === 'flux' ? 'Leave it out: Flux prunes the Jobs of former changes.' : 'State ten minutes or more, or leave it out.',
    };
  },
};
