import { DesiredAcl } from '../../../lifecycle/desired-state';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { userProperty } from '../../user-model';

/** `AclEntry.supportedOperations`; ALL of each. */
const OPERATIONS: Readonly<Record<DesiredAcl['resourceType'], readonly DesiredAcl['operation'][]>> = {
  TOPIC: ['READ', 'WRITE', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  GROUP: ['READ', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  CLUSTER: ['CREATE', 'ALTER', 'DESCRIBE', 'CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS', 'IDEMPOTENT_WRITE'],
  TRANSACTIONAL_ID: ['WRITE', 'DESCRIBE'],
  DELEGATION_TOKEN: ['DESCRIBE'],
  USER: ['CREATE_TOKENS', 'DESCRIBE_TOKENS'],
};

export const ACL_OPERATIONS_ARE_OF_THEIR_RESOURCE: Rule<KafkaModel> = {
  id: 'users.acl-operation',
  severity: Severity.ERROR,
  summary: 'Each ACL has operations, and those that there are for its kind of resource.',
  why: 'Nobody ever asks for another one: such an ACL looks as if it allowed something, and allows nothing.',
  source: 'https://kafka.apache.org/documentation/#operations_resources_and_protocols, org.apache.kafka.security.authorizer.AclEntry#supportedOperations',
  *check({ users }) {
    for (const user of users) {
      const wrong = new Set(user.acls.filter(({ resourceType, operation }) => operation !== 'ALL' && !OPERATIONS[resourceType].includes(operation))
        .map(({ resourceType, operation }) => JSON.stringify([resourceType, operation])));
      for (const { resourceType, operation } of user.acls) {
        if (!wrong.delete(JSON.stringify([resourceType, operation]))) { continue; }
        yield {
          property: userProperty(user, `acls ${resourceType}`), value: operation, message: 'there is no such operation of that', mend: `Choose among ${['ALL', ...OPERATIONS[resourceType]].join(', ')}.`,
        };
      }
    }
  },
};
