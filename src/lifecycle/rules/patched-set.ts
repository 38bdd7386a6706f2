import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, changesClusters } from '../model';

export const SETS_ARE_LEFT_TO_THE_JOB: Rule<JudgedLifecycle> = {
  id: 'lifecycle.patched-set',
  severity: Severity.ERROR,
  summary: 'The StatefulSets that a lifecycle Job looks after state no number of pods, and are not updated by Kubernetes itself.',
  why: 'Each apply would set the number that the patch says, and take nodes away; or Kubernetes would restart nodes that the Job has not looked at.',
  source: 'docs/architecture.md, https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  *check({ served, trigger }) {
    if (!changesClusters(trigger)) { return; }
    for (const { path, patches } of served) {
      for (const [set, patched] of Object.entries(patches)) {
        for (const [place, value] of Object.entries(patched)) {
          yield { property: `${path}: StatefulSet '${set}' ${place}`, value, message: 'a patch sets what the Job decides', mend: 'Remove the patch.' };
        }
      }
    }
  },
};
