import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { PartitionsByTopic } from '../kafka-admin';

/** In the place of a follower's id: the broker answers for its own replica even if another one leads (ListOffsetsRequest.DEBUGGING_REPLICA_ID). */
const ANY_REPLICA = -2;

/** In the place of a time. */
const END = -1n;
const START = -2n;

/** ListOffsets 7: the ends of a broker's replicas, beyond what consumers see of them, or where they begin. */
export async function offsets(connection: NodeConnection, partitions: PartitionsByTopic, of: 'end' | 'start'): Promise<ReadonlyMap<string, number>> {
  return connection.ask(flatRequest(connection.library, 2, 7, (request) => request
    .appendInt32(ANY_REPLICA)
    .appendInt8(0) // isolation_level
    .appendArray([...partitions], (topics, [topic, numbers]) => topics
      .appendString(topic)
      .appendArray([...numbers], (items, number) => items
        .appendInt32(number)
        .appendInt32(-1) // current_leader_epoch: whichever
        .appendInt64(of === 'end' ? END : START))), // timestamp
  readOffsets));
}

export function readOffsets(reader: FlatReader): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  reader.int32(); // throttle_time_ms
  for (let t = reader.arrayLength(); t > 0; t--) {
    const topic = reader.string();
    for (let p = reader.arrayLength(); p > 0; p--) {
      const partition = reader.int32();
      const code = reader.int16();
      reader.int64(); // timestamp
      const offset = reader.int64();
      reader.int32(); // leader_epoch
      reader.skipTaggedFields();
      if (code === 0) { found.set(`${topic}-${partition}`, offset); }
    }
    reader.skipTaggedFields();
  }
  return found;
}
