import { subdomainProblem } from '../../../kubernetes/dns-name';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { PlacedPod } from '../../subjects';

export const PRIORITY_CLASS_HAS_A_VALID_NAME: Rule<PlacedPod> = {
  id: 'placement.priority-class',
  severity: Severity.ERROR,
  summary: 'The name of a PriorityClass is one that Kubernetes takes.',
  why: 'Kubernetes refuses pods of a class that does not exist, and no other name can.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  *check({ prefix, placement: { priorityClassName } }) {
    // An empty one is left out of the pod.
    const problem = priorityClassName ? subdomainProblem(priorityClassName) : undefined;
    if (priorityClassName && problem) {
      yield { property: `${prefix}placement.priorityClassName`, value: priorityClassName, message: `it must ${problem}`, mend: 'Use a name that `kubectl get priorityclass` shows.' };
    }
  },
};
