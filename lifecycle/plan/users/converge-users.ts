import { UserState, aclsOf, hasStrangePassword, mechanismsOf, notedOf, own, quotasOf, userState } from './user-state';
import { DesiredAcl, DesiredScram, DesiredUser } from '../../../src/lifecycle/desired-state';
import { NoteChanges } from '../../topic-notes';
import {
  ALL_ACLS, DEFAULT_QUOTAS, TO_DELETE, aclEntry, entriesOf, isNotedAfterwards, isOfAcls, passwordEntry, placeOfUser, quotaEntry, scramEntry,
} from '../../user-notes';
import { UserAclChange, UserQuotaChange, UsersStep } from '../decision';
import { Situation } from '../situation';
import { some } from '../some';

/**
 * Brings users to what is declared: what clients find in their Secrets, quotas, ACLs that deny, passwords, all other ACLs, and last what is to go. So nobody gets in before it is limited, and
 * what is to replace something is there before that goes. What is not declared, and no run has given, is never taken away, but ACLs where that is declared.
 */
export function convergeUsers(situation: Situation): UsersStep | undefined {
  const state = userState(situation);
  if (!state) { return undefined; }
  return kept(state) ?? filled(state) ?? limited(state, situation) ?? letIn(state) ?? allowed(state) ?? removed(state) ?? noted(state);
}

/** First of all: whatever else fails, what is to stay must not be taken for what is to go. */
function kept(state: UserState): UsersStep | undefined {
  const spared = state.declared.filter(({ name, whenRemoved }) => whenRemoved === 'keep' && notedOf(state, name)?.includes(TO_DELETE));
  if (spared.length === 0) { return undefined; }
  const notes = Object.fromEntries(spared.map(({ name }) => [placeOfUser(name), notedOf(state, name)?.filter((entry) => entry !== TO_DELETE)]));
  return { kind: 'users', reason: `kept from now on, even when they are not declared: ${namesIn(spared)}`, change: { do: 'note' }, notes };
}

function filled(state: UserState): UsersStep | undefined {
  const users = state.declared.filter((user) => {
    const secret = own(state.secrets, user.name);
    return user.scram && secret?.own === 'incomplete' && secret.problem === undefined && !hasStrangePassword(state, user);
  });
  if (users.length === 0) { return undefined; }
  const reason = some(users.map(({ name, scram }) => `Secret ${scram?.secret} of user ${name}`));
  return { kind: 'users', reason, change: { do: 'fill-secrets', users: users.map(({ name }) => name) }, notes: {} };
}

function limited(state: UserState, { policy }: Situation): UsersStep | undefined {
  const known = state.notes[DEFAULT_QUOTAS] ?? [];
  const quotas = [
    ...state.declared.flatMap(({ name, quotas: its }) => quotaChange(name, its, quotasOf(state.seen, name), notedOf(state, name) ?? [], policy)),
    ...state.defaultQuotas === undefined && known.length === 0 ? []
      : quotaChange(undefined, state.defaultQuotas ?? {}, state.seen.defaultQuotas, known, state.defaultQuotas === undefined ? { undeclaredSettings: 'report' } : policy),
  ];
  if (quotas.length === 0) { return undefined; }
  const notes: NoteChanges = Object.fromEntries(quotas.map(({ user, changes }) => {
    const set = changes.filter(({ to }) => to !== undefined).map(({ key }) => quotaEntry(key));
    const gone = new Set(changes.filter(({ to }) => to === undefined).map(({ key }) => quotaEntry(key)));
    if (user === undefined) { return [DEFAULT_QUOTAS, united(known.filter((entry) => !gone.has(entry)), set)]; }
    return [placeOfUser(user), withEntries(state, user, set, (entry) => !gone.has(entry))];
  }));
  return { kind: 'users', reason: some(quotas.map(quotaWords), '; '), change: { do: 'limit', quotas }, notes };
}

function quotaChange(
  user: string | undefined, wanted: Readonly<Record<string, number>>, seen: Readonly<Record<string, number>>, known: readonly string[],
  { undeclaredSettings }: Pick<Situation['policy'], 'undeclaredSettings'>,
): UserQuotaChange[] {
  const set = Object.entries(wanted).filter(([key, to]) => seen[key] !== to).map(([key, to]) => ({ key, from: seen[key], to }));
  const gone = Object.entries(seen).filter(([key]) => !(key in wanted) && (known.includes(quotaEntry(key)) || undeclaredSettings === 'remove'))
    .map(([key, from]) => ({ key, from }));
  const changes = [...set, ...gone];
  return changes.length === 0 ? [] : [{ user, changes }];
}

/** What denies comes before passwords: a user that gets in for the first time is denied what it is to be. */
function letIn(state: UserState): UsersStep | undefined {
  const passwords = authenticated(state);
  return passwords && (allowed(state, ['DENY']) ?? passwords);
}

function authenticated(state: UserState): UsersStep | undefined {
  const users = state.declared.flatMap((user) => {
    const { name, scram } = user;
    const version = own(state.secrets, name)?.version;
    if (!scram || version === undefined) { return []; }
    const entry = passwordEntryOf(scram, version);
    const isSet = mechanismsOf(state.seen, name).includes(scram.mechanism);
    const isNoted = notedOf(state, name)?.includes(entry) ?? false;
    return isSet && isNoted ? [] : [{ user, version, scram, entry, isSet }];
  });
  if (users.length === 0) { return undefined; }
  return {
    kind: 'users',
    reason: some(users.map(({ user, scram, isSet }) => `${isSet ? 'new password' : 'password'} of user ${user.name} (${scram.mechanism})`)),
    change: { do: 'set-passwords', users: users.map(({ user, scram, version }) => ({ user: user.name, mechanism: scram.mechanism, version })) },
    notes: Object.fromEntries(users.map(({ user, scram, entry }) =>
      [placeOfUser(user.name), withEntries(state, user.name, [scramEntry(scram.mechanism), entry], (other) => !isNotedAfterwards(other))])),
  };
}

/** What denies comes first. */
function allowed(state: UserState, permissions: readonly DesiredAcl['permission'][] = ['DENY', 'ALLOW']): UsersStep | undefined {
  if (!state.seen.acls) { return undefined; }
  const acls = state.declared.flatMap((user): UserAclChange[] => {
    const there = new Set(aclsOf(state.seen, user.name).map(aclEntry));
    return user.acls.filter((acl) => permissions.includes(acl.permission) && !there.has(aclEntry(acl))).map((acl) => ({ user: user.name, acl }));
  }).sort((a, b) => Number(b.acl.permission === 'DENY') - Number(a.acl.permission === 'DENY'));
  if (acls.length === 0) { return undefined; }
  const users = state.declared.filter(({ name }) => acls.some(({ user }) => user === name));
  return {
    kind: 'users',
    reason: some(acls.map(aclWords), '; '),
    change: { do: 'allow', acls },
    notes: Object.fromEntries(users.map((user) => [placeOfUser(user.name), withEntries(state, user.name, ownAcls(user))])),
  };
}

/** Only what a run has given, or what is not among ACLs that are declared to be complete. What allows goes before what denies, and a user's password after its ACLs. */
function removed(state: UserState): UsersStep | undefined {
  const acls: UserAclChange[] = [];
  const credentials: { user: string; mechanism: DesiredScram['mechanism'] }[] = [];
  const quotas: UserQuotaChange[] = [];
  const left: readonly (DesiredUser | string)[] = state.left.filter((name) => notedOf(state, name)?.includes(TO_DELETE));
  for (const each of [...state.declared, ...left]) {
    const user = typeof each === 'string' ? undefined : each;
    const name = typeof each === 'string' ? each : each.name;
    const known = notedOf(state, name) ?? [];
    const wanted = new Set(user?.acls.map(aclEntry));
    const all = known.includes(ALL_ACLS) || user?.undeclaredAcls === 'remove';
    const isGone = (entry: string) => !wanted.has(entry) && (all || known.includes(entry));
    acls.push(...aclsOf(state.seen, name).filter((acl) => isGone(aclEntry(acl))).map((acl) => ({ user: name, acl })));
    const given = entriesOf(known, 'scram');
    const old = mechanismsOf(state.seen, name).filter((mechanism) => mechanism !== user?.scram?.mechanism && given.includes(mechanism));
    credentials.push(...old.map((mechanism) => ({ user: name, mechanism })));
    if (!user) { quotas.push(...quotaChange(name, {}, quotasOf(state.seen, name), known, { undeclaredSettings: 'report' })); }
  }
  if (acls.length + credentials.length + quotas.length === 0) { return undefined; }
  acls.sort((a, b) => Number(a.acl.permission === 'DENY') - Number(b.acl.permission === 'DENY'));
  const words = [
    ...acls.map(aclWords), ...credentials.map(({ user, mechanism }) => `password of user ${user} (${mechanism})`), ...quotas.map(quotaWords),
  ];
  return { kind: 'users', reason: some(words, '; '), change: { do: 'remove', acls, credentials, quotas }, notes: {} };
}

/** At the end: what runs have given, and whether it goes with the declaration. */
function noted(state: UserState): UsersStep | undefined {
  const fresh = state.declared.filter(({ name }) => notedOf(state, name) === undefined);
  const wanted: readonly (readonly [place: string, entries: readonly string[] | undefined])[] = [
    ...state.declared.map((user) => [placeOfUser(user.name), entriesNow(state, user)] as const),
    ...state.left.map((name) => [placeOfUser(name), unseen(state, name)] as const),
    [DEFAULT_QUOTAS, state.defaultQuotas === undefined ? undefined : Object.keys(state.defaultQuotas).map(quotaEntry).sort()],
  ];
  const changes = wanted.filter(([place, entries]) => JSON.stringify(entries) !== JSON.stringify(state.notes[place]));
  if (changes.length === 0) { return undefined; }
  const gone = state.left.filter((name) => unseen(state, name) === undefined);
  const said = [
    ...fresh.length > 0 ? [`looked after: ${namesIn(fresh)}`] : [],
    ...gone.length > 0 ? [`no longer looked after: ${some(gone)}`] : [],
  ];
  return { kind: 'users', reason: said.length === 0 ? 'what users have been given' : said.join('; '), change: { do: 'note' }, notes: Object.fromEntries(changes) };
}

/** What is still to be taken away of a user that has left the code, once it can be seen whether it is there: its ACLs, while nobody tells of them. Undefined if nothing. */
function unseen(state: UserState, name: string): readonly string[] | undefined {
  const known = notedOf(state, name);
  if (state.seen.acls || !known?.includes(TO_DELETE) || !known.some(isOfAcls)) { return undefined; }
  return known.filter((entry) => entry === TO_DELETE || isOfAcls(entry));
}

/** What of a user is a run's, when all is as declared. */
function entriesNow(state: UserState, user: DesiredUser): readonly string[] {
  const before = notedOf(state, user.name) ?? [];
  const { scram } = user;
  const hasPassword = scram !== undefined && mechanismsOf(state.seen, user.name).includes(scram.mechanism);
  return united(
    hasPassword ? before.filter((entry) => isNotedAfterwards(entry) || entry === scramEntry(scram.mechanism)) : [],
    Object.keys(user.quotas).map(quotaEntry),
    state.seen.acls ? ownAcls(user) : before.filter(isOfAcls),
    user.whenRemoved === 'delete' ? [TO_DELETE] : [],
  );
}

/** What is noted of a user with these entries. One that goes with its declaration is noted as such with the first thing that it gets. */
function withEntries(state: UserState, name: string, added: readonly string[], stays: (entry: string) => boolean = () => true): readonly string[] {
  const goes = state.declared.some((user) => user.name === name && user.whenRemoved === 'delete');
  return united((notedOf(state, name) ?? []).filter(stays), added, goes ? [TO_DELETE] : []);
}

function ownAcls({ acls, undeclaredAcls }: DesiredUser): readonly string[] { return undeclaredAcls === 'remove' ? [ALL_ACLS] : acls.map(aclEntry); }

function united(...lists: readonly (readonly string[])[]): readonly string[] { return [...new Set(lists.flat())].sort(); }

function passwordEntryOf({ mechanism, secret, given }: DesiredScram, version: string): string {
  return passwordEntry(mechanism, given === undefined ? secret : `${given.secret}/${given.key}`, version);
}

function quotaWords({ user, changes }: UserQuotaChange): string {
  const words = changes.map(({ key, from, to }) => to === undefined ? `${key} is no longer set (${from})` : `${key}: ${from ?? '(not set)'} -> ${to}`);
  return `${user === undefined ? 'all other users' : `user ${user}`}: ${some(words)}`;
}

function aclWords({ user, acl: { permission, operation, resourceType, patternType, resourceName, host } }: UserAclChange): string {
  return `user ${user}: ${permission} ${operation} ${resourceType} ${resourceName}${patternType === 'PREFIXED' ? '…' : ''}${host === '*' ? '' : ` from ${host}`}`;
}

function namesIn(users: readonly DesiredUser[]): string { return some(users.map(({ name }) => name)); }
