import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { ScramChange, ScramMechanism, ScramUser, UserResult } from '../user-admin';

/** Of ScramMechanism. */
const MECHANISMS: Readonly<Record<ScramMechanism, { readonly type: number; readonly hash: string; readonly bytes: number }>> = {
  'SCRAM-SHA-256': { type: 1, hash: 'sha256', bytes: 32 },
  'SCRAM-SHA-512': { type: 2, hash: 'sha512', bytes: 64 },
};

/** Of ScramMechanism too: the controller refuses fewer. */
const LEAST_ITERATIONS = 4096;
const SALT_BYTES = 24;

interface Told {
  readonly code: number;
  readonly message?: string;
}

/** DescribeUserScramCredentials 0. */
export async function scramCredentials(connection: NodeConnection, users?: readonly string[]): Promise<readonly ScramUser[]> {
  const api = flatRequest(connection.library, 50, 0, (request) => request
    .appendArray(users && [...users], (items, user) => items.appendString(user)),
  readScramCredentials);
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  const refused = told.users.find(({ code }) => code !== 0 && connection.codeName(code) !== 'RESOURCE_NOT_FOUND');
  if (refused) { throw connection.refusal(api, refused.code, `${refused.user}: ${refused.message ?? ''}`); }
  return told.users.filter(({ code }) => code === 0).map(({ user, credentials }) => ({ user, credentials }));
}

export function readScramCredentials(reader: FlatReader): Told & { readonly users: readonly (Told & ScramUser)[] } {
  reader.int32(); // throttle_time_ms
  const [code, message] = [reader.int16(), reader.nullableString()];
  const users = reader.array(() => {
    const told = { user: reader.string(), code: reader.int16(), message: reader.nullableString() };
    const credentials = reader.array(() => {
      const [type, iterations] = [reader.int8(), reader.int32()];
      reader.skipTaggedFields();
      return { mechanism: mechanismOf(type), iterations };
    });
    reader.skipTaggedFields();
    return { ...told, credentials };
  });
  return { code, message, users };
}

function mechanismOf(type: number): ScramMechanism { return type === MECHANISMS['SCRAM-SHA-256'].type ? 'SCRAM-SHA-256' : 'SCRAM-SHA-512'; }

/** AlterUserScramCredentials 0. */
export async function alterScramCredentials(connection: NodeConnection, changes: readonly ScramChange[]): Promise<readonly UserResult[]> {
  const removed = changes.filter(({ password }) => password === undefined);
  const set = await Promise.all(changes.flatMap((change) => change.password === undefined ? [] : [salted(change, change.password)]));
  const api = flatRequest(connection.library, 51, 0, (request) => request
    .appendArray(removed, (items, { user, mechanism }) => items.appendString(user).appendInt8(MECHANISMS[mechanism].type))
    .appendArray(set, (items, { user, mechanism, iterations, salt, key }) => items
      .appendString(user).appendInt8(MECHANISMS[mechanism].type).appendInt32(iterations).appendBytes(salt).appendBytes(key)),
  readAlterScramCredentials);
  return (await connection.ask(api)).map(({ user, code, message }) => ({ user, code: connection.codeName(code), message }));
}

export function readAlterScramCredentials(reader: FlatReader): readonly (Told & { readonly user: string })[] {
  reader.int32(); // throttle_time_ms
  return reader.array(() => {
    const told = { user: reader.string(), code: reader.int16(), message: reader.nullableString() };
    reader.skipTaggedFields();
    return told;
  });
}

/** What Kafka keeps in place of a password (RFC 5802, SaltedPassword). Like Kafka's own ScramFormatter it takes the password's UTF-8 bytes as they are. */
async function salted({ user, mechanism, iterations = LEAST_ITERATIONS }: ScramChange, password: string) {
  const { hash, bytes } = MECHANISMS[mechanism];
  const salt = randomBytes(SALT_BYTES);
  return { user, mechanism, iterations, salt, key: await promisify(pbkdf2)(password, salt, iterations, bytes, hash) };
}
