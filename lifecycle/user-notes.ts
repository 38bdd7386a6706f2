import { UserAcl } from './observation';
import { Notes } from './topic-notes';

/**
 * What runs have noted of users, beside what they have noted of topics: by `user NAME` what they have given a user that is, or was, declared, and that they may therefore take away again. One
 * entry each:
 *
 * - `scram MECHANISM`: a credential
 * - `password MECHANISM SECRET/KEY VERSION`: with which password, by the version of the Secret that holds it. Never anything that follows from the password itself.
 * - `quota KEY`
 * - `acl PERMISSION OPERATION RESOURCE PATTERN HOST NAME`, or `acls`: all that there are
 * - `delete`: it goes with its declaration
 */
const USER = 'user ';

/** The place of the quotas that hold for all users that have none of their own. */
export const DEFAULT_QUOTAS = 'default quotas';

export const TO_DELETE = 'delete';
export const ALL_ACLS = 'acls';
const PASSWORD = 'password ';
const ACL = 'acl ';

export function placeOfUser(name: string): string { return `${USER}${name}`; }

/** The users that runs have looked after. */
export function notedUsers(notes: Notes): readonly string[] {
  return Object.keys(notes).filter((place) => place.startsWith(USER)).map((place) => place.slice(USER.length));
}

export function scramEntry(mechanism: string): string { return `scram ${mechanism}`; }

export function quotaEntry(key: string): string { return `quota ${key}`; }

/** Of a password that is set; `source` is the Secret and its key. */
export function passwordEntry(mechanism: string, source: string, version: string): string { return `${PASSWORD}${mechanism} ${source} ${version}`; }

/** Whether it is true only once the change has been made: all else is noted before. */
export function isNotedAfterwards(entry: string): boolean { return entry.startsWith(PASSWORD); }

export function aclEntry({ permission, operation, resourceType, patternType, host, resourceName }: UserAcl): string {
  return `${ACL}${permission} ${operation} ${resourceType} ${patternType} ${host} ${resourceName}`;
}

/** Whether it is of ACLs: of one, or of all that there are. */
export function isOfAcls(entry: string): boolean { return entry === ALL_ACLS || entry.startsWith(ACL); }

/** What follows the first word of all such entries. */
export function entriesOf(entries: readonly string[], word: 'scram' | 'quota'): readonly string[] {
  return entries.filter((entry) => entry.startsWith(`${word} `)).map((entry) => entry.slice(word.length + 1));
}
