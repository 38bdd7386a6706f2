import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

/** What selectors are made of, and what Kubernetes writes on a StatefulSet's pods itself. */
const RESERVED: ReadonlySet<string> = new Set([
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app.kubernetes.io/managed-by',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
]);

export const RESERVED_LABELS_ARE_LEFT_ALONE: Rule<NamedObject> = {
  id: 'labels.reserved',
  severity: Severity.ERROR,
  summary: 'The labels by which objects find each other are not set by hand.',
  why: 'Services, disruption budgets and spread rules select pods by them; another value would take pods from their Service, so the library keeps its own.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/, https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label',
  *check({ metadata }) {
    for (const { prefix, labels } of metadata) {
      for (const [key, value] of Object.entries(labels)) {
        if (!RESERVED.has(key) && !key.startsWith('cdk8s-kafka/')) { continue; }
        yield { property: `${prefix}labels '${key}'`, value, message: 'this label is set by the library or by Kubernetes', mend: "Use another label, for example 'app.kubernetes.io/part-of'." };
      }
    }
  },
};
