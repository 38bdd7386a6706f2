import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { UserModel, userProperty } from '../../user-model';

export const USER_NAMES_ARE_PRINCIPALS: Rule<KafkaModel> = {
  id: 'users.name',
  severity: Severity.ERROR,
  summary: "A user's name is that of a principal without its type, has no control characters and no blanks at its ends, and is not '*'.",
  why: "An ACL for another name than that with which a user comes in allows it nothing, and '*' is everybody.",
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.common.security.auth.KafkaPrincipal',
  *check({ users }) {
    for (const user of users) {
      const [message, mend] = problemOf(user);
      if (message === '') { continue; }
      yield { property: userProperty(user), value: '', message, mend };
    }
  },
};

function problemOf({ name, scram }: UserModel): readonly [message: string, mend: string] {
  if (name === '') { return ['the name is empty', 'Give it the name with which it comes in.']; }
  if (name.startsWith('User:')) { return ["the type 'User:' is none of its name", `Write '${name.slice('User:'.length)}'.`]; }
  if (/[\0-\x1f\x7f]/.test(name) || name.trim() !== name) { return ['the name has control characters, or a blank at one of its ends', 'Leave them out.']; }
  if (name === '*') { return ["'*' is everybody", 'Name the user; for quotas of everybody else, declare defaultQuotas.']; }
  return scram && name === 'ANONYMOUS' ? ['so Kafka names everybody who does not authenticate, so that nobody has a password under that name', 'Give it another name, or declare UserAuthentication.external().'] : ['', ''];
}
