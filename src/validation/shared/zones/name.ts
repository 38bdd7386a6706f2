import { labelValueProblem } from '../../../kubernetes/label-syntax';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

export const ZONES_ARE_LABEL_VALUES: Rule<Installation> = {
  id: 'zones.name',
  severity: Severity.ERROR,
  summary: "A zone's name is one that a Kubernetes node can have in its label topology.kubernetes.io/zone.",
  why: 'No node can be in any other zone, so the pods would stay pending for ever.',
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone',
  *check({ zones }) {
    for (const [i, zone] of zones.entries()) {
      const problem = zone === '' ? 'not be empty' : labelValueProblem(zone);
      if (problem) {
        yield {
          property: `zones[${i}]`,
          value: zone === '' ? "''" : zone,
          message: `a zone's name must ${problem}`,
          mend: 'Use the names that `kubectl get nodes -L topology.kubernetes.io/zone` shows.',
        };
      }
    }
  },
};
