import { labelKeyProblem, labelValueProblem } from '../../../kubernetes/label-syntax';
import { ZONE_LABEL } from '../../../kubernetes/scheduling';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { PlacedPod } from '../../subjects';

export const NODE_SELECTOR_CAN_BE_MET: Rule<PlacedPod> = {
  id: 'placement.node-selector',
  severity: Severity.ERROR,
  summary: 'A node selector has labels that a Kubernetes node can have, and does not contradict the zones.',
  why: 'No host ever has a label of another form, or is in two zones: Kubernetes refuses the pods, or they stay pending for ever.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector',
  *check({ prefix, placement, zones }) {
    for (const [label, value] of Object.entries(placement.nodeSelector ?? {})) {
      const property = `${prefix}placement.nodeSelector '${label}'`;
      const [keyProblem, valueProblem] = [labelKeyProblem(label), labelValueProblem(value)];
      const mend = 'Use a label as `kubectl get nodes --show-labels` shows it.';
      const elsewhere = label === ZONE_LABEL ? zones.find((zone) => zone !== value) : undefined;
      if (keyProblem) {
        yield { property, value, message: `a label's key must ${keyProblem}`, mend };
      } else if (valueProblem) {
        yield { property, value, message: `a label's value must ${valueProblem}`, mend };
      } else if (elsewhere !== undefined) {
        yield { property, value, message: `the nodes of zone '${elsewhere}' could run nowhere`, mend: "Leave it out: 'zones' says where the nodes run." };
      }
    }
  },
};
