import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { Resource, ResourceChanges, ResourceResult, SettingChanges } from '../kafka-admin';

/** Of ConfigResource.Type. */
const TYPES: Readonly<Record<Resource['type'], number>> = { topic: 2, broker: 4 };

const SET = 0;
const DELETE = 1;

/** A resource that is no one thing: all brokers alike. */
export const ALL_BROKERS = '';

/**
 * Changes settings of one broker, or of all alike: all changes or none.
 *
 * @param broker the id of the broker itself, or `ALL_BROKERS`
 */
export async function alterConfigs(connection: NodeConnection, broker: string, changes: SettingChanges, mode: 'validate' | 'apply'): Promise<void> {
  const [{ code, message }] = await send(connection, [{ type: 'broker', name: broker, changes }], mode);
  if (code !== 0) { throw connection.refusal({ key: 44 }, code, message); }
}

export async function alterConfigsOf(connection: NodeConnection, resources: readonly ResourceChanges[]): Promise<readonly ResourceResult[]> {
  const told = await send(connection, resources, 'apply');
  return told.map(({ code, message, type, name }) => ({ type, name, code: connection.codeName(code), message }));
}

interface Told extends Resource {
  readonly code: number;
  readonly message?: string;
}

/** IncrementalAlterConfigs 1, one result for each. The client library throws away all results if one is refused. */
async function send(connection: NodeConnection, resources: readonly ResourceChanges[], mode: 'validate' | 'apply'): Promise<readonly Told[]> {
  const api = flatRequest(connection.library, 44, 1, (request) => request
    .appendArray([...resources], (items, { type, name, changes }) => items
      .appendInt8(TYPES[type])
      .appendString(name)
      .appendArray([...changes], (settings, [key, value]) => settings
        .appendString(key)
        .appendInt8(value === undefined ? DELETE : SET)
        .appendString(value)))
    .appendBoolean(mode === 'validate'),
  readAlterConfigs);
  const told = await connection.ask(api);
  if (told.length !== resources.length) { throw connection.refusal(api, -1, `it tells of ${told.length} of ${resources.length} things`); }
  return told;
}

export function readAlterConfigs(reader: FlatReader): readonly Told[] {
  reader.int32(); // throttle_time_ms
  return reader.array((): Told => {
    const code = reader.int16();
    const message = reader.nullableString();
    const type = reader.int8() === TYPES.topic ? 'topic' : 'broker';
    const name = reader.string();
    reader.skipTaggedFields();
    return { code, message, type, name };
  });
}
