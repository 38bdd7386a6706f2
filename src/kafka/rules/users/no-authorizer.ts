import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { userProperty } from '../../user-model';

export const ACLS_HAVE_AN_AUTHORIZER: Rule<KafkaModel> = {
  id: 'users.no-authorizer',
  severity: Severity.ERROR,
  summary: 'Where users have ACLs, all nodes have an authorizer.',
  why: 'Without one everybody may do everything, and Kafka refuses to take ACLs.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.common.errors.SecurityDisabledException',
  *check({ users, pools }) {
    const user = users.find(({ acls }) => acls.length > 0);
    if (user === undefined || pools.every((pool) => (pool.settings.get('authorizer.class.name')?.value ?? '').trim() !== '')) { return; }
    yield {
      property: userProperty(user, 'acls'),
      value: user.acls.length === 1 ? '1 ACL' : `${user.acls.length} ACLs`,
      message: 'not all nodes have an authorizer, so that nothing would come of them',
      mend: 'State `authorization: Authorization.acls()` for the cluster, or leave the ACLs out.',
    };
  },
};
