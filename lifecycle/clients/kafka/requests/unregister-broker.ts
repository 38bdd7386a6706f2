import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';

const NONE = 0;
const BROKER_ID_NOT_REGISTERED = 102;

/** UnregisterBroker 0. */
export async function unregisterBroker(connection: NodeConnection, broker: number): Promise<void> {
  const api = flatRequest(connection.library, 64, 0, (request) => request.appendInt32(broker), readUnregisterBroker);
  const { code, message } = await connection.ask(api);
  if (code !== NONE && code !== BROKER_ID_NOT_REGISTERED) { throw connection.refusal(api, code, message); }
}

export function readUnregisterBroker(reader: FlatReader): { readonly code: number; readonly message?: string } {
  reader.int32(); // throttle_time_ms
  return { code: reader.int16(), message: reader.nullableString() };
}
