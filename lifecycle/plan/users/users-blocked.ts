import { aclsAreRead, aclsNeedAnAuthorizer, passwordsAreGiven, passwordsAreKnown, secretsAreRead, secretsAreThere } from './rules';
import { aclsOf, hasStrangePassword, mechanismsOf, own, quotasOf, userState } from './user-state';
import { isUnread } from '../../observation';
import { aclEntry } from '../../user-notes';
import { BlockedDecision, WaitDecision } from '../decision';
import { held } from '../held';
import { Situation } from '../situation';
import { some } from '../some';

/** What is declared of users and cannot be brought about, at all or yet. */
export function usersBlocked(situation: Situation): BlockedDecision | WaitDecision | undefined {
  const state = userState(situation);
  if (!state) { return undefined; }
  const { userSecrets } = situation.observation;
  const withAcls = state.seen.acls ?? state.seen.aclsUnread ? [] : state.declared.filter(({ acls }) => acls.length > 0);
  if (withAcls.length > 0) {
    return held(aclsNeedAnAuthorizer, { reason: `the cluster has no authorizer, and there are ACLs of ${names(withAcls)}`, progress: '', forGood: true });
  }
  const problems = state.declared.flatMap(({ name }) => {
    const problem = own(state.secrets, name)?.problem;
    return problem === undefined ? [] : [`user ${name} has no password: ${problem}`];
  });
  if (problems.length > 0) { return held(passwordsAreGiven, { reason: some(problems, '; '), progress: '', forGood: true }); }
  const strange = state.declared.filter((user) => hasStrangePassword(state, user));
  if (strange.length > 0) {
    return held(passwordsAreKnown, { reason: some(strange.map(({ name, scram }) => `user ${name} has a password (${scram?.mechanism}) that no run has set`), '; '), progress: '', forGood: true });
  }
  const missing = state.declared.filter(({ name }) => own(state.secrets, name)?.own === 'missing');
  if (missing.length > 0) {
    const reason = `there is no ${some(missing.map(({ name, scram }) => `Secret ${scram?.secret} of user ${name}`), ', no ')}`;
    return held(secretsAreThere, { reason, progress: '', remaining: missing.length });
  }
  if (userSecrets && isUnread(userSecrets)) {
    return held(secretsAreRead, { reason: `Secrets of users could not be read: ${userSecrets.unread.join('; ')}`, progress: '', unlikely: userSecrets.mend });
  }
  const { aclsUnread } = state.seen;
  if (aclsUnread !== undefined) { return held(aclsAreRead, { reason: `ACLs could not be read: ${aclsUnread}`, progress: '', unlikely: aclsAreRead.mend }); }
  return undefined;
}

/** What declared users have beside what is declared, and whose ACLs are still to be removed though nobody tells of them, one sentence each. */
export function userDrift(situation: Situation): readonly string[] {
  const state = userState(situation);
  const beside = state?.declared.flatMap(({ name, acls, quotas, scram }) => {
    const wanted = new Set(acls.map(aclEntry));
    return [
      ...aclsOf(state.seen, name).map(aclEntry).filter((entry) => !wanted.has(entry)),
      ...Object.entries(quotasOf(state.seen, name)).filter(([key]) => !(key in quotas)).map(([key, value]) => `quota ${key}=${value}`),
      ...mechanismsOf(state.seen, name).filter((mechanism) => mechanism !== scram?.mechanism).map((mechanism) => `password for ${mechanism}`),
    ].map((what) => `user ${name} has what is not declared: ${what}`);
  }) ?? [];
  return [...beside, ...state?.left.map((name) => `user ${name} is not declared, and whether it still has ACLs cannot be seen`) ?? []];
}

function names(users: readonly { readonly name: string }[]): string { return some(users.map(({ name }) => `user ${name}`)); }
