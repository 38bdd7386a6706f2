import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredListeners } from '../listeners/declared-listeners';

export const PRINCIPALS_ARE_SOMEBODY: Rule<KafkaModel> = {
  id: 'authorization.principals',
  severity: Severity.ERROR,
  summary: "Super users and the nodes are named as Kafka names them, `User:` and a name without ';'; an authorizer is the name of a class.",
  why: 'Kafka ends while it starts if a principal has no type, and takes one of another type, such as `user:`, for somebody else; without a class there is no authorizer, and everybody may do everything.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.common.utils.SecurityUtils',
  *check(model) {
    const { authorizer, superUsers = [] } = model.authorization ?? {};
    const named = [
      ...superUsers.map((name, i) => ({ property: `authorization superUsers[${i}]`, name })),
      ...declaredListeners(model).flatMap(({ listener: { nodes }, property }) => nodes?.principal === undefined ? [] : [{ property: `${property}.principal`, name: nodes.principal }]),
    ];
    for (const { property, name } of named) {
      if (/^User:[^;]*[^;\s]$/.test(name)) { continue; }
      yield { property, value: name || "''", message: 'it is no principal of a user', mend: "State such as 'User:admin' or 'User:CN=events,O=Example'." };
    }
    if (authorizer !== undefined && !/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(authorizer)) {
      yield { property: 'authorization', value: authorizer || "''", message: 'it is no name of a class', mend: "State such as 'org.example.Authorizer', or Authorization.acls()." };
    }
  },
};
