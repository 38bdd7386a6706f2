import { labelProblem } from '../../../kubernetes/dns-name';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

export const NAME_IS_A_DNS_LABEL: Rule<NamedObject> = {
  id: 'names.dns-label',
  severity: Severity.ERROR,
  summary: 'The name consists of lower-case letters, digits and hyphens, begins with a letter, and does not end with a hyphen.',
  why: 'All objects, host names and labels begin with it; Kubernetes refuses a Service whose name is no such label.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names',
  *check({ name }) {
    const problem = labelProblem(name);
    if (problem) {
      yield { property: 'name', value: name === '' ? "''" : name, message: `it must ${problem}`, mend: "State such a 'name', for example 'events'." };
    }
  },
};
