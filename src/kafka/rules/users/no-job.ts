import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const USERS_HAVE_A_JOB: Rule<KafkaModel> = {
  id: 'users.no-job',
  severity: Severity.WARNING,
  summary: 'Where users or default quotas are declared, a lifecycle Job looks after the cluster.',
  why: 'Only the Job makes credentials, ACLs and quotas: without one they are checked, and nothing else comes of them.',
  source: 'docs/users.md',
  *check({ users, defaultQuotas, served }) {
    if (served || (users.length === 0 && Object.keys(defaultQuotas).length === 0)) { return; }
    yield {
      property: users.length === 0 ? 'defaultQuotas' : 'addUser',
      value: users.length === 0 ? '' : users.length === 1 ? '1 user' : `${users.length} users`,
      message: users.length === 0 ? 'nothing sets them' : 'nothing makes them',
      mend: 'Declare a KafkaLifecycleJob for the cluster.',
    };
  },
};
