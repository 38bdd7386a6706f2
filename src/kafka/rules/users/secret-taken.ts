import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { userProperty } from '../../user-model';

export const USERS_HAVE_SECRETS_OF_THEIR_OWN: Rule<KafkaModel> = {
  id: 'users.secret-taken',
  severity: Severity.ERROR,
  summary: 'Each user has a Secret of its own, which is none in which a password or a certificate is given.',
  why: 'A run fills it: of two users, one would find the password of the other, and what is given would be written over.',
  source: 'docs/users.md',
  *check({ users, listeners }) {
    const own = new Map<string, string>();
    const given = new Set([
      ...users.flatMap(({ scram }) => scram?.given?.secret ?? []),
      ...listeners.flatMap(({ tls, mechanisms }) => [...tls ? [tls.secret] : [], ...mechanisms.flatMap(({ secret }) => secret?.name ?? [])]),
    ]);
    for (const user of users) {
      if (!user.scram) { continue; }
      const { secret } = user.scram;
      const other = own.get(secret);
      own.set(secret, other ?? user.declaredName);
      if (other !== undefined) {
        yield { property: userProperty(user, 'secretName'), value: secret, message: `user '${other}' has it already`, mend: "State another 'secretName'." };
      } else if (given.has(secret)) {
        yield { property: userProperty(user, 'secretName'), value: secret, message: 'something else is given in this Secret', mend: "State another 'secretName', for what the Job writes." };
      }
    }
  },
};
