import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { PartitionResult, PartitionsByTopic } from '../kafka-admin';
import { readPartitionResults } from './partition-results';

const PREFERRED = 0;

/** Partitions in one request: the controller does it as one act, and clients notice the new leaders all at once. */
const PARTITIONS_AT_ONCE = 1000;

interface Told {
  readonly code: number;
  readonly results: readonly PartitionResult[];
}

/** ElectLeaders 2, which the client library does not have. */
export async function electLeaders(connection: NodeConnection, partitions: PartitionsByTopic): Promise<readonly PartitionResult[]> {
  const results: PartitionResult[] = [];
  for (const portion of portions(partitions, PARTITIONS_AT_ONCE)) {
    const api = flatRequest(connection.library, 43, 2, (request) => request
      .appendInt8(PREFERRED)
      .appendArray(portion, (topics, [topic, numbers]) => topics
        .appendString(topic)
        .appendArray([...numbers], (items, number) => items.appendInt32(number), true, false))
      .appendInt32(connection.answerMillis),
    (answer) => readElectLeaders(answer, (code) => connection.codeName(code)));
    const told = await connection.ask(api);
    if (told.code !== 0) { throw connection.refusal(api, told.code, undefined); }
    results.push(...told.results);
  }
  return results;
}

export function readElectLeaders(reader: FlatReader, codeName: (code: number) => string): Told {
  reader.int32(); // throttle_time_ms
  const code = reader.int16();
  return { code, results: readPartitionResults(reader, codeName) };
}

/** In portions of at most so many partitions; a topic may be in several. */
export function portions(partitions: PartitionsByTopic, most: number): readonly [string, readonly number[]][][] {
  const made: [string, readonly number[]][][] = [];
  let room = 0;
  for (const [topic, numbers] of partitions) {
    for (let from = 0; from < numbers.length;) {
      if (room === 0) {
        made.push([]);
        room = most;
      }
      const taken = numbers.slice(from, from + room);
      made[made.length - 1].push([topic, taken]);
      from += taken.length;
      room -= taken.length;
    }
  }
  return made;
}
