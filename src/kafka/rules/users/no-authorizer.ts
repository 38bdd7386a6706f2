import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools } from '../../model';
import { userProperty } from '../../user-model';

export const ACLS_HAVE_AN_AUTHORIZER: Rule<KafkaModel> = {
  id: 'users.no-authorizer',
  severity: Severity.ERROR,
  summary: 'Where users have ACLs, the brokers have an authorizer.',
  why: 'Without one everybody may do everything, and Kafka refuses to take ACLs.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.common.errors.SecurityDisabledException',
  *check(model) {
    const { users } = model;
    const user = users.find(({ acls }) => acls.length > 0);
    if (user === undefined || brokerPools(model).every((pool) => (pool.settings.get('authorizer.class.name')?.value ?? '').trim() !== '')) { return; }
    yield {
      property: userProperty(user, 'acls'),
      value: user.acls.length === 1 ? '1 ACL' : `${user.acls.length} ACLs`,
      message: 'the brokers have no authorizer, so that nothing would come of them',
      mend: 'State authorization: Authorization.acls(), or leave the ACLs out.',
    };
  },
};
