import { subdomainProblem } from '../../../kubernetes/dns-name';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

export const CLUSTER_DOMAIN_IS_A_DOMAIN: Rule<Installation> = {
  id: 'names.cluster-domain',
  severity: Severity.ERROR,
  summary: 'The domain of the Kubernetes cluster is a domain name.',
  why: 'Every host name in the configuration ends with it; none of them would be found.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  *check({ clusterDomain }) {
    const problem = subdomainProblem(clusterDomain);
    if (problem) {
      yield { property: 'clusterDomain', value: clusterDomain === '' ? "''" : clusterDomain, message: `it must ${problem}`, mend: "Leave it out for 'cluster.local'." };
    }
  },
};
