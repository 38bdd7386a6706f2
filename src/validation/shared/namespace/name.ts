import { namespaceProblem } from '../../../kubernetes/dns-name';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

export const NAMESPACE_HAS_A_VALID_NAME: Rule<NamedObject> = {
  id: 'namespace.name',
  severity: Severity.ERROR,
  summary: "The chart's namespace has a name that Kubernetes takes.",
  why: 'There can be no such namespace, and so no object in it.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  *check({ namespace }) {
    const problem = namespace === undefined ? undefined : namespaceProblem(namespace);
    if (problem) {
      yield { property: "the chart's namespace", value: namespace || "''", message: `it must ${problem}`, mend: 'Give the chart the name of a namespace.' };
    }
  },
};
