import { DesiredAcl } from '../../../lifecycle/desired-state';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { CLUSTER_RESOURCE, userProperty } from '../../user-model';

export const ACLS_NAME_A_RESOURCE: Rule<KafkaModel> = {
  id: 'users.acl-resource',
  severity: Severity.ERROR,
  summary: "Each ACL names its resource and a host, without control characters; that of the cluster is its only one, 'kafka-cluster', by its whole name.",
  why: 'Kafka refuses an ACL without a name. One of another name than that of the cluster allows nothing.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.common.resource.Resource#CLUSTER_NAME',
  *check({ users }) {
    for (const user of users) {
      const told = new Set<string>();
      for (const acl of user.acls) {
        const problem = problemOf(acl);
        if (problem === undefined || told.has(problem[0])) { continue; }
        told.add(problem[0]);
        yield { property: userProperty(user, `acls ${acl.resourceType}`), value: acl.resourceName, message: problem[0], mend: problem[1] };
      }
    }
  },
};

function problemOf({ resourceType, resourceName, patternType, host }: DesiredAcl): readonly [message: string, mend: string] | undefined {
  if (resourceName === '') { return ['the resource has no name', "State its name, or '*' for any."]; }
  if (/[\0-\x1f\x7f]/.test(resourceName)) { return ['the name has control characters', 'Leave them out.']; }
  if (!/^[^\s]+$/.test(host)) { return ["the host must be an IP address, or '*'", 'State the address, or leave it out.']; }
  if (resourceType === 'CLUSTER' && (resourceName !== CLUSTER_RESOURCE || patternType !== 'LITERAL')) { return ['there is but one cluster', 'Leave out its name, and the pattern.']; }
  return undefined;
}
