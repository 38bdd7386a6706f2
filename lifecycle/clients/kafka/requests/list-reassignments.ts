import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { Reassignment } from '../kafka-admin';

interface Told {
  readonly code: number;
  readonly message?: string;
  readonly topics: ReadonlyMap<string, readonly Reassignment[]>;
}

/** ListPartitionReassignments 0 of all topics. */
export async function listReassignments(connection: NodeConnection): Promise<Told['topics']> {
  const api = flatRequest(connection.library, 46, 0, (request) => request
    .appendInt32(connection.answerMillis)
    .appendArray(null, () => {}), // every topic
  readReassignments);
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return told.topics;
}

export function readReassignments(reader: FlatReader): Told {
  reader.int32(); // throttle_time_ms
  const code = reader.int16();
  const message = reader.nullableString();
  const int32 = () => reader.int32();
  const topics = reader.array((): [string, readonly Reassignment[]] => {
    const topic = reader.string();
    const partitions = reader.array((): Reassignment => {
      const partition = reader.int32();
      reader.skipInt32s(); // replicas: those of the metadata
      const reassignment = { partition, adding: reader.array(int32), removing: reader.array(int32) };
      reader.skipTaggedFields();
      return reassignment;
    });
    reader.skipTaggedFields();
    return [topic, partitions];
  });
  return { code, message, topics: new Map(topics) };
}
