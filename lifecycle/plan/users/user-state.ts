import { DesiredUser } from '../../../src/lifecycle/desired-state';
import { UserAcl, UserSecretObservation, UsersObservation, isUnread } from '../../observation';
import { Notes } from '../../topic-notes';
import { notedUsers, placeOfUser, scramEntry } from '../../user-notes';
import { Situation } from '../situation';

/** Users as they are declared, and as they are. */
export interface UserState {
  readonly declared: readonly DesiredUser[];
  readonly defaultQuotas?: Readonly<Record<string, number>>;
  readonly seen: UsersObservation;
  /** By the user's name; none if they could not be read. */
  readonly secrets: Readonly<Record<string, UserSecretObservation>>;
  readonly notes: Notes;
  /** Those that are noted and no longer declared. */
  readonly left: readonly string[];
}

/** Undefined as long as it is not known how they are. */
export function userState({ cluster, kafka, observation: { userSecrets = {} } }: Situation): UserState | undefined {
  if (!kafka?.users) { return undefined; }
  const declared = cluster.users ?? [];
  const names = new Set(declared.map(({ name }) => name));
  const notes = kafka.settings.applied;
  const left = notedUsers(notes).filter((name) => !names.has(name)).sort();
  return { declared, defaultQuotas: cluster.defaultQuotas, seen: kafka.users, secrets: isUnread(userSecrets) ? {} : userSecrets, notes, left };
}

/** What is noted of a user; undefined if nothing. */
export function notedOf({ notes }: UserState, name: string): readonly string[] | undefined { return notes[placeOfUser(name)]; }

export function aclsOf({ acls = {} }: UsersObservation, name: string): readonly UserAcl[] { return own(acls, name) ?? []; }

export function quotasOf({ quotas }: UsersObservation, name: string): Readonly<Record<string, number>> { return own(quotas, name) ?? {}; }

export function mechanismsOf({ credentials }: UsersObservation, name: string): UsersObservation['credentials'][string] { return own(credentials, name) ?? []; }

/** Whether there is a password in Kafka that no run has set, and the one that would replace it is nowhere yet, but would be made. */
export function hasStrangePassword(state: UserState, { name, scram }: DesiredUser): boolean {
  if (!scram || scram.given || !mechanismsOf(state.seen, name).includes(scram.mechanism)) { return false; }
  if (notedOf(state, name)?.includes(scramEntry(scram.mechanism))) { return false; }
  const secret = own(state.secrets, name);
  return secret !== undefined && secret.version === undefined;
}

/** A user may be named as what every object has. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
