import { FlatReader } from '../flat-reader';
import { PartitionResult } from '../kafka-admin';

/** What became of each partition of a request, topic by topic. */
export function readPartitionResults(reader: FlatReader, codeName: (code: number) => string): readonly PartitionResult[] {
  return reader.array((): readonly PartitionResult[] => {
    const topic = reader.string();
    const ofTopic = reader.array((): PartitionResult => {
      const result = { topic, partition: reader.int32(), code: codeName(reader.int16()), message: reader.nullableString() };
      reader.skipTaggedFields();
      return result;
    });
    reader.skipTaggedFields();
    return ofTopic;
  }).flat();
}
