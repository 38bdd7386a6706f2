import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { PartitionResult, PartitionTarget } from '../kafka-admin';
import { readPartitionResults } from './partition-results';

interface Told {
  readonly code: number;
  readonly message?: string;
  readonly results: readonly PartitionResult[];
}

/** AlterPartitionReassignments 0. The client library throws away all answers if one partition is refused. */
export async function alterReassignments(connection: NodeConnection, moves: readonly PartitionTarget[]): Promise<readonly PartitionResult[]> {
  const byTopic = new Map<string, PartitionTarget[]>();
  for (const move of moves) {
    const known = byTopic.get(move.topic);
    if (known) { known.push(move); } else { byTopic.set(move.topic, [move]); }
  }
  const api = flatRequest(connection.library, 45, 0, (request) => request
    .appendInt32(connection.answerMillis)
    .appendArray([...byTopic], (topics, [topic, partitions]) => topics
      .appendString(topic)
      .appendArray(partitions, (items, { partition, replicas }) => items
        .appendInt32(partition)
        .appendArray(replicas && [...replicas], (ids, id) => ids.appendInt32(id), true, false))),
  (answer) => readAlterReassignments(answer, (code) => connection.codeName(code)));
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return told.results;
}

export function readAlterReassignments(reader: FlatReader, codeName: (code: number) => string): Told {
  reader.int32(); // throttle_time_ms
  const code = reader.int16();
  const message = reader.nullableString();
  return { code, message, results: readPartitionResults(reader, codeName) };
}
