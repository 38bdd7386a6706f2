import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

export const NAMESPACE_IS_DECLARED: Rule<Installation> = {
  id: 'namespace.undeclared',
  severity: Severity.WARNING,
  summary: 'The chart states a namespace.',
  why: 'Without one, host names are short and hold only within the namespace that the manifests are applied to, and two clusters of the same name in two namespaces get the same derived cluster id.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services, docs/architecture.md',
  *check({ namespace, development }) {
    if (namespace !== undefined || development) { return; }
    yield {
      property: "the chart's namespace",
      value: '',
      message: 'none is stated, so addresses hold only within the namespace that the manifests are applied to',
      mend: "Make the chart with one: new Chart(app, id, { namespace: 'streaming' }).",
    };
  },
};
