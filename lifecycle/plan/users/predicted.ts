import { own } from './user-state';
import { ClusterObservation, KafkaObservation, UserAcl, UserSecretObservation, UsersObservation, isUnread } from '../../observation';
import { withNotes } from '../../topic-notes';
import { aclEntry } from '../../user-notes';
import { UserAclChange, UserQuotaChange, UsersStep } from '../decision';

/** What is observed of users after a step. */
export function usersChanged(observation: ClusterObservation, step: UsersStep): ClusterObservation {
  const { kafka, userSecrets } = observation;
  if (isUnread(kafka) || !kafka.users) { return observation; }
  const isFilled = step.change.do === 'fill-secrets' && userSecrets !== undefined && !isUnread(userSecrets);
  const secrets = isFilled ? withFilled(userSecrets, step.change.users) : userSecrets;
  return { ...observation, userSecrets: secrets, kafka: inKafka(kafka, kafka.users, step) };
}

type Secrets = Readonly<Record<string, UserSecretObservation>>;

function withFilled(secrets: Secrets, users: readonly string[]): Secrets {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) =>
    [name, users.includes(name) ? { ...secret, own: 'filled' as const, version: secret.version ?? 'of the plan' } : secret]));
}

function inKafka(kafka: KafkaObservation, users: UsersObservation, { change, notes }: UsersStep): KafkaObservation {
  const settings = { ...kafka.settings, applied: withNotes(kafka.settings.applied, notes) };
  const after = (seen: Partial<UsersObservation>): KafkaObservation => ({ ...kafka, settings, users: { ...users, ...seen } });
  switch (change.do) {
    case 'limit': return after(withQuotas(users, change.quotas));
    case 'set-passwords': {
      const set = change.users.map(({ user, mechanism }) => [user, [...new Set([...own(users.credentials, user) ?? [], mechanism])]] as const);
      return after({ credentials: { ...users.credentials, ...Object.fromEntries(set) } });
    }
    case 'allow': return after({ acls: withAcls(users.acls ?? {}, change.acls) });
    case 'remove': {
      const credentials = Object.fromEntries(Object.entries(users.credentials).map(([name, mechanisms]) =>
        [name, mechanisms.filter((mechanism) => !change.credentials.some((gone) => gone.user === name && gone.mechanism === mechanism))]));
      return after({ ...withQuotas(users, change.quotas), credentials, acls: users.acls && withoutAcls(users.acls, change.acls) });
    }
    case 'fill-secrets':
    case 'note': return after({});
    default: {
      const unknown: never = change;
      throw new Error(`There is no change ${JSON.stringify(unknown)}.`);
    }
  }
}

function withQuotas(users: UsersObservation, quotas: readonly UserQuotaChange[]): Pick<UsersObservation, 'quotas' | 'defaultQuotas'> {
  const all = new Map(Object.entries(users.quotas));
  let { defaultQuotas } = users;
  for (const { user, changes } of quotas) {
    const values = new Map(Object.entries(user === undefined ? defaultQuotas : all.get(user) ?? {}));
    for (const { key, to } of changes) { if (to === undefined) { values.delete(key); } else { values.set(key, to); } }
    if (user === undefined) { defaultQuotas = Object.fromEntries(values); } else { all.set(user, Object.fromEntries(values)); }
  }
  return { quotas: Object.fromEntries(all), defaultQuotas };
}

function withAcls(acls: NonNullable<UsersObservation['acls']>, added: readonly UserAclChange[]): NonNullable<UsersObservation['acls']> {
  const all = new Map<string, readonly UserAcl[]>(Object.entries(acls));
  for (const { user, acl } of added) { all.set(user, [...all.get(user) ?? [], acl]); }
  return Object.fromEntries(all);
}

function withoutAcls(acls: NonNullable<UsersObservation['acls']>, removed: readonly UserAclChange[]): NonNullable<UsersObservation['acls']> {
  const gone = new Set(removed.map(({ user, acl }) => JSON.stringify([user, aclEntry(acl)])));
  const stays = (user: string, acl: UserAcl) => !gone.has(JSON.stringify([user, aclEntry(acl)]));
  return Object.fromEntries(Object.entries(acls).map(([user, those]) => [user, those.filter((acl) => stays(user, acl))]));
}
