import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { LogDirTarget, PartitionResult } from '../kafka-admin';

/** AlterReplicaLogDirs 2. The client library throws away all answers if one replica is refused. */
export async function alterLogDirs(connection: NodeConnection, moves: readonly LogDirTarget[]): Promise<readonly PartitionResult[]> {
  const byPath = new Map<string, Map<string, number[]>>();
  for (const { path, topic, partition } of moves) {
    const topics = byPath.get(path) ?? new Map<string, number[]>();
    topics.set(topic, [...topics.get(topic) ?? [], partition]);
    byPath.set(path, topics);
  }
  const api = flatRequest(connection.library, 34, 2, (request) => request
    .appendArray([...byPath], (paths, [path, topics]) => paths
      .appendString(path)
      .appendArray([...topics], (items, [topic, partitions]) => items
        .appendString(topic)
        .appendArray(partitions, (ids, id) => ids.appendInt32(id), true, false))),
  (answer) => readAlterLogDirs(answer, (code) => connection.codeName(code)));
  return connection.ask(api);
}

export function readAlterLogDirs(reader: FlatReader, codeName: (code: number) => string): readonly PartitionResult[] {
  reader.int32(); // throttle_time_ms
  return reader.array((): readonly PartitionResult[] => {
    const topic = reader.string();
    const ofTopic = reader.array((): PartitionResult => {
      const result = { topic, partition: reader.int32(), code: codeName(reader.int16()) };
      reader.skipTaggedFields();
      return result;
    });
    reader.skipTaggedFields();
    return ofTopic;
  }).flat();
}
