import { Writer, flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { AclBinding, AclOperation, AclPatternType, AclPermission, AclResourceType, AclResult } from '../user-admin';

/** Of ResourceType, PatternType, AclOperation, AclPermissionType. */
const RESOURCE_TYPES: Readonly<Record<AclResourceType, number>> = {
  TOPIC: 2,
  GROUP: 3,
  CLUSTER: 4,
  TRANSACTIONAL_ID: 5,
  DELEGATION_TOKEN: 6,
  USER: 7,
};
const PATTERN_TYPES: Readonly<Record<AclPatternType, number>> = { LITERAL: 3, PREFIXED: 4 };
const OPERATIONS: Readonly<Record<AclOperation, number>> = {
  ALL: 2,
  READ: 3,
  WRITE: 4,
  CREATE: 5,
  DELETE: 6,
  ALTER: 7,
  DESCRIBE: 8,
  CLUSTER_ACTION: 9,
  DESCRIBE_CONFIGS: 10,
  ALTER_CONFIGS: 11,
  IDEMPOTENT_WRITE: 12,
  CREATE_TOKENS: 13,
  DESCRIBE_TOKENS: 14,
  TWO_PHASE_COMMIT: 15,
};
const PERMISSIONS: Readonly<Record<AclPermission, number>> = { DENY: 2, ALLOW: 3 };

/** Of all four: whichever. */
const ANY = 1;

interface Told {
  readonly code: number;
  readonly message?: string;
}

/** DescribeAcls 3. */
export async function acls(connection: NodeConnection): Promise<readonly AclBinding[]> {
  const api = flatRequest(connection.library, 29, 3, (request) => request
    .appendInt8(ANY).appendString(null).appendInt8(ANY).appendString(null).appendString(null).appendInt8(ANY).appendInt8(ANY),
  readDescribeAcls);
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return told.bindings;
}

/** ACLs of kinds that came after this program are left out: it neither makes nor removes them. */
export function readDescribeAcls(reader: FlatReader): Told & { readonly bindings: readonly AclBinding[] } {
  reader.int32(); // throttle_time_ms
  const [code, message] = [reader.int16(), reader.nullableString()];
  const bindings = reader.array(() => {
    const resourceType = nameIn(RESOURCE_TYPES, reader.int8());
    const resourceName = reader.string();
    const patternType = nameIn(PATTERN_TYPES, reader.int8());
    const its = reader.array(() => {
      const [principal, host] = [reader.string(), reader.string()];
      const [operation, permission] = [nameIn(OPERATIONS, reader.int8()), nameIn(PERMISSIONS, reader.int8())];
      reader.skipTaggedFields();
      const known = resourceType && patternType && operation && permission;
      return known ? [{ resourceType, resourceName, patternType, principal, host, operation, permission }] : [];
    });
    reader.skipTaggedFields();
    return its.flat();
  });
  return { code, message, bindings: bindings.flat() };
}

/** CreateAcls 3. */
export async function createAcls(connection: NodeConnection, bindings: readonly AclBinding[]): Promise<readonly AclResult[]> {
  const api = flatRequest(connection.library, 30, 3, (request) => appendBindings(request, bindings), readCreateAcls);
  return results(connection, api, await connection.ask(api), bindings);
}

export function readCreateAcls(reader: FlatReader): readonly Told[] {
  reader.int32(); // throttle_time_ms
  return reader.array(() => {
    const told = { code: reader.int16(), message: reader.nullableString() };
    reader.skipTaggedFields();
    return told;
  });
}

/** DeleteAcls 3, with filters that only the binding itself fits. */
export async function deleteAcls(connection: NodeConnection, bindings: readonly AclBinding[]): Promise<readonly AclResult[]> {
  const api = flatRequest(connection.library, 31, 3, (request) => appendBindings(request, bindings), readDeleteAcls);
  return results(connection, api, await connection.ask(api), bindings);
}

/** Of each filter, what became of it, or of the first binding that was not removed. */
export function readDeleteAcls(reader: FlatReader): readonly Told[] {
  reader.int32(); // throttle_time_ms
  return reader.array(() => {
    const told: Told = { code: reader.int16(), message: reader.nullableString() };
    const matching = reader.array((): Told => {
      const each = { code: reader.int16(), message: reader.nullableString() };
      reader.int8(); // resource_type
      reader.skipString(); // resource_name
      reader.int8(); // pattern_type
      reader.skipString(); // principal
      reader.skipString(); // host
      reader.int8(); // operation
      reader.int8(); // permission_type
      reader.skipTaggedFields();
      return each;
    });
    reader.skipTaggedFields();
    return [told, ...matching].find(({ code }) => code !== 0) ?? told;
  });
}

function appendBindings(request: Writer, bindings: readonly AclBinding[]): Writer {
  return request.appendArray([...bindings], (items, { resourceType, resourceName, patternType, principal, host, operation, permission }) => items
    .appendInt8(RESOURCE_TYPES[resourceType]).appendString(resourceName).appendInt8(PATTERN_TYPES[patternType])
    .appendString(principal).appendString(host).appendInt8(OPERATIONS[operation]).appendInt8(PERMISSIONS[permission]));
}

/** Kafka answers in the order of the request, without repeating it. */
function results(
  connection: NodeConnection, api: { readonly key: number }, told: readonly Told[], bindings: readonly AclBinding[],
): readonly AclResult[] {
  if (told.length !== bindings.length) { throw connection.refusal(api, -1, `it tells of ${told.length} of ${bindings.length} ACLs`); }
  return bindings.map((binding, i) => ({ binding, code: connection.codeName(told[i].code), message: told[i].message }));
}

function nameIn<N extends string>(numbers: Readonly<Record<N, number>>, number: number): N | undefined {
  for (const name in numbers) { if (numbers[name] === number) { return name; } }
  return undefined;
}
