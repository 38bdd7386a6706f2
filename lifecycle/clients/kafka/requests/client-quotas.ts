import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { ClientQuota, QuotaChange, QuotaEntity, QuotaResult } from '../user-admin';

interface Told {
  readonly code: number;
  readonly message?: string;
}

/** DescribeClientQuotas 1: without a component, those of all entities. */
export async function clientQuotas(connection: NodeConnection): Promise<readonly ClientQuota[]> {
  const api = flatRequest(connection.library, 48, 1, (request) => request
    .appendArray<never>([], (items) => items)
    .appendBoolean(false), // strict
  readClientQuotas);
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return told.quotas;
}

export function readClientQuotas(reader: FlatReader): Told & { readonly quotas: readonly ClientQuota[] } {
  reader.int32(); // throttle_time_ms
  const [code, message] = [reader.int16(), reader.nullableString()];
  const quotas = reader.array((): ClientQuota => {
    const entity = readEntity(reader);
    const values = reader.array((): [string, number] => {
      const [key, value] = [reader.string(), reader.float64()];
      reader.skipTaggedFields();
      return [key, value];
    });
    reader.skipTaggedFields();
    return { entity, values: Object.fromEntries(values) };
  });
  return { code, message, quotas };
}

/** AlterClientQuotas 1. */
export async function alterClientQuotas(connection: NodeConnection, changes: readonly QuotaChange[]): Promise<readonly QuotaResult[]> {
  const api = flatRequest(connection.library, 49, 1, (request) => request
    .appendArray([...changes], (entries, { entity, values }) => entries
      .appendArray(Object.entries(entity), (parts, [type, name]) => parts.appendString(type).appendString(name))
      .appendArray([...values], (operations, [key, value]) => operations
        .appendString(key).appendFloat64(value ?? 0).appendBoolean(value === undefined)))
    .appendBoolean(false), // validate_only
  readAlterClientQuotas);
  return (await connection.ask(api)).map(({ entity, code, message }) => ({ entity, code: connection.codeName(code), message }));
}

export function readAlterClientQuotas(reader: FlatReader): readonly (Told & { readonly entity: QuotaEntity })[] {
  reader.int32(); // throttle_time_ms
  return reader.array(() => {
    const [code, message] = [reader.int16(), reader.nullableString()];
    const entity = readEntity(reader);
    reader.skipTaggedFields();
    return { code, message, entity };
  });
}

function readEntity(reader: FlatReader): QuotaEntity {
  return Object.fromEntries(reader.array((): [string, string | null] => {
    const [type, name] = [reader.string(), reader.nullableString() ?? null];
    reader.skipTaggedFields();
    return [type, name];
  }));
}
