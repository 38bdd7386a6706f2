import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { userProperty } from '../../user-model';

export const USERS_ARE_DECLARED_ONCE: Rule<KafkaModel> = {
  id: 'users.duplicate',
  severity: Severity.ERROR,
  summary: 'No two users of a cluster have the same principal.',
  why: 'Of two declarations only one could hold.',
  source: 'org.apache.kafka.common.security.auth.KafkaPrincipal',
  *check({ users }) {
    const seen = new Set<string>();
    for (const user of users) {
      if (!seen.has(user.name)) { seen.add(user.name); continue; }
      yield { property: userProperty(user), value: '', message: `User:${user.name} is declared twice`, mend: 'Declare it once.' };
    }
  },
};
