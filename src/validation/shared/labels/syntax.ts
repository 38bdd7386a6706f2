import { labelKeyProblem, labelValueProblem } from '../../../kubernetes/label-syntax';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

export const LABELS_ARE_WELL_FORMED: Rule<NamedObject> = {
  id: 'labels.syntax',
  severity: Severity.ERROR,
  summary: 'Labels have the form that Kubernetes takes.',
  why: 'Kubernetes refuses every object that carries another.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  *check({ metadata }) {
    for (const { prefix, labels } of metadata) {
      for (const [key, value] of Object.entries(labels)) {
        const [keyProblem, valueProblem] = [labelKeyProblem(key), labelValueProblem(value)];
        const property = `${prefix}labels '${key}'`;
        if (keyProblem) {
          yield { property, value, message: `the label's key must ${keyProblem}`, mend: 'Rename the label.' };
        } else if (valueProblem) {
          yield { property, value, message: `a label's value must ${valueProblem}`, mend: 'Change the value, or make it an annotation, which may hold any text.' };
        }
      }
    }
  },
};
