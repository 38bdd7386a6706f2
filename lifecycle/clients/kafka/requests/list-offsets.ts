import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { PartitionsByTopic } from '../kafka-admin';

/** In the place of a follower's id: the broker answers for its own replica even if another one leads (ListOffsetsRequest.DEBUGGING_REPLICA_ID). */
const ANY_REPLICA = -2;

/** ListOffsets 7: the ends of a broker's replicas, beyond what consumers see of them. */
export async function endOffsets(connection: NodeConnection, partitions: PartitionsByTopic): Promise<ReadonlyMap<string, number>> {
  return connection.ask(flatRequest(connection.library, 2, 7, (request) => request
    .appendInt32(ANY_REPLICA)
    .appendInt8(0) // isolation_level
    .appendArray([...partitions], (topics, [topic, numbers]) => topics
      .appendString(topic)
      .appendArray([...numbers], (items, number) => items
        .appendInt32(number)
        .appendInt32(-1) // current_leader_epoch: whichever
        .appendInt64(-1n))), // timestamp: the end
  readEndOffsets));
}

export function readEndOffsets(reader: FlatReader): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
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
      if (code === 0) { ends.set(`${topic}-${partition}`, offset); }
    }
    reader.skipTaggedFields();
  }
  return ends;
}
