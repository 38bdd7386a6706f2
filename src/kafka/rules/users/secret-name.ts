import { subdomainProblem } from '../../../kubernetes/dns-name';
import { secretKeyProblem } from '../../../kubernetes/secret-key';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { UserModel, userProperty } from '../../user-model';

export const USER_SECRETS_HAVE_NAMES: Rule<KafkaModel> = {
  id: 'users.secret-name',
  severity: Severity.ERROR,
  summary: 'The Secrets of users, and their keys, have names that Kubernetes takes.',
  why: 'The API server would refuse the manifests, and no run could read a Secret of such a name.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data',
  *check({ users }) {
    for (const user of users) {
      for (const [member, value, problem, mend] of namesOf(user)) {
        if (problem === undefined) { continue; }
        yield { property: userProperty(user, member), value, message: `it must ${problem}`, mend };
      }
    }
  },
};

function namesOf({ scram }: UserModel): readonly (readonly [member: string, value: string, problem: string | undefined, mend: string])[] {
  if (!scram) { return []; }
  const { secret, secretGiven, given } = scram;
  return [
    ['secretName', secret, subdomainProblem(secret), secretGiven ? 'Give it another name.' : "State a 'secretName' for it."],
    ...given ? [
      ['authentication secret', given.secret, subdomainProblem(given.secret), given.secret === '' ? 'Name the Secret beside its key.' : 'Name a Secret that can be there.'] as const,
      ['authentication key', given.key, secretKeyProblem(given.key), 'Name a key that a Secret can have.'] as const,
    ] : [],
  ];
}
