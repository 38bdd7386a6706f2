import { isIP } from 'node:net';
import { DesiredAcl } from '../../../lifecycle/desired-state';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { CLUSTER_RESOURCE, userProperty } from '../../user-model';

export const ACLS_NAME_A_RESOURCE: Rule<KafkaModel> = {
  id: 'users.acl-resource',
  severity: Severity.ERROR,
  summary: "Each ACL names its resource, without control characters, and an IP address or '*' as its host; that of the cluster is its only one, 'kafka-cluster', by its whole name.",
  why: 'Kafka refuses an ACL without a name. One of another name than that of the cluster allows nothing, nor does one of a host that no address of a client is, letter by letter.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.common.resource.Resource#CLUSTER_NAME, java.net.InetAddress#getHostAddress',
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
  if (!isHost(host)) { return [`the host must be '*' or an IP address as Java writes it, and is '${host}'`, "State one address, of IPv6 in full, as '2001:db8:0:0:0:0:0:1', or leave it out."]; }
  if (resourceType === 'CLUSTER' && (resourceName !== CLUSTER_RESOURCE || patternType !== 'LITERAL')) { return ['there is but one cluster', 'Leave out its name, and the pattern.']; }
  return undefined;
}

/** The authorizer compares it with what Java calls the address of a client: no network, no name, and of IPv6 all eight groups, in lower case and without zeros before them. */
function isHost(host: string): boolean {
  const kind = isIP(host);
  return host === '*' || kind === 4 || (kind === 6 && /^(?:(?:0|[1-9a-f][0-9a-f]{0,3})(?::|(?=%|$))){8}(?:%.+)?$/.test(host));
}
