import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const JOB_IS_WHERE_ITS_CLUSTERS_ARE: Rule<JudgedLifecycle> = {
  id: 'lifecycle.namespace',
  severity: Severity.ERROR,
  summary: 'A lifecycle Job is in the App and the namespace of its clusters and ensembles; where charts state none, in their chart.',
  why: 'Its rights end at its namespace, by intention: it could not even see them. An App that is synthesized by itself does not write what was declared for another.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole',
  *check({ namespace, served }) {
    for (const { kind, path, namespace: other, sameChart, sameApp } of served) {
      if (!sameApp) {
        yield { property: `${kind}s`, value: path, message: 'it is of another App: what is declared here does not deploy it', mend: 'Declare the Job in the App of its cluster.' };
        continue;
      }
      if (sameChart || (namespace !== undefined && namespace === other)) { continue; }
      yield {
        property: `${kind}s`,
        value: path,
        message: other === namespace ? 'it is in another chart, and neither states a namespace' : `it is in namespace '${other ?? ''}', the Job in '${namespace ?? ''}'`,
        mend: 'Declare a Job of its own in its chart, or state the same namespace for both charts.',
      };
    }
  },
};
