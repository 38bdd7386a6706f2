import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { PartitionsByTopic } from '../kafka-admin';

interface Told {
  readonly code: number;
  readonly message?: string;
  readonly partitions: PartitionsByTopic;
}

/** ListPartitionReassignments 0 of all topics. */
export async function listReassignments(connection: NodeConnection): Promise<PartitionsByTopic> {
  const api = flatRequest(connection.library, 46, 0, (request) => request
    .appendInt32(connection.answerMillis)
    .appendArray(null, () => {}), // every topic
  readReassignments);
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return told.partitions;
}

export function readReassignments(reader: FlatReader): Told {
  reader.int32(); // throttle_time_ms
  const code = reader.int16();
  const message = reader.nullableString();
  const partitions = reader.array((): [string, readonly number[]] => {
    const topic = reader.string();
    const numbers = reader.array(() => {
      const number = reader.int32();
      // replicas, adding_replicas, removing_replicas
      for (let list = 0; list < 3; list++) { reader.array(() => reader.int32()); }
      reader.skipTaggedFields();
      return number;
    });
    reader.skipTaggedFields();
    return [topic, numbers];
  });
  return { code, message, partitions: new Map(partitions) };
}
