import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { NewTopic, TopicResult } from '../kafka-admin';

/** The brokers' own number. */
const DEFAULT = -1;

/** CreateTopics 5: the latest before topics' ids are told. Kafka spreads the replicas over brokers and racks. */
export async function createTopics(connection: NodeConnection, topics: readonly NewTopic[]): Promise<readonly TopicResult[]> {
  return connection.ask(flatRequest(connection.library, 19, 5, (request) => request
    .appendArray([...topics], (items, { name, partitions = DEFAULT, replicas = DEFAULT, config }) => items
      .appendString(name)
      .appendInt32(partitions)
      .appendInt16(replicas)
      .appendArray([], () => undefined) // assignments
      .appendArray(Object.entries(config), (settings, [key, value]) => settings
        .appendString(key)
        .appendString(value)))
    .appendInt32(connection.answerMillis)
    .appendBoolean(false), // validate_only
  (answer) => readCreateTopics(answer, (code) => connection.codeName(code))));
}

export function readCreateTopics(reader: FlatReader, codeName: (code: number) => string): readonly TopicResult[] {
  reader.int32(); // throttle_time_ms
  return reader.array((): TopicResult => {
    const result = { topic: reader.string(), code: codeName(reader.int16()), message: reader.nullableString() };
    reader.int32(); // num_partitions
    reader.int16(); // replication_factor
    for (let left = reader.arrayLength(); left > 0; left--) {
      reader.skipString();
      reader.skipString();
      reader.boolean(); // read_only
      reader.int8(); // config_source
      reader.boolean(); // is_sensitive
      reader.skipTaggedFields();
    }
    reader.skipTaggedFields();
    return result;
  });
}

/** CreatePartitions 2. @param topics how many each is to have in all */
export async function createPartitions(connection: NodeConnection, topics: ReadonlyMap<string, number>): Promise<readonly TopicResult[]> {
  return connection.ask(flatRequest(connection.library, 37, 2, (request) => request
    .appendArray([...topics], (items, [topic, count]) => items
      .appendString(topic)
      .appendInt32(count)
      .appendArray(null, () => undefined)) // assignments
    .appendInt32(connection.answerMillis)
    .appendBoolean(false), // validate_only
  (answer) => readTopicResults(answer, (code) => connection.codeName(code))));
}

/** DeleteTopics 5. */
export async function deleteTopics(connection: NodeConnection, topics: readonly string[]): Promise<readonly TopicResult[]> {
  return connection.ask(flatRequest(connection.library, 20, 5, (request) => request
    .appendArray([...topics], (items, topic) => items.appendString(topic), true, false)
    .appendInt32(connection.answerMillis),
  (answer) => readTopicResults(answer, (code) => connection.codeName(code))));
}

export function readTopicResults(reader: FlatReader, codeName: (code: number) => string): readonly TopicResult[] {
  reader.int32(); // throttle_time_ms
  return reader.array((): TopicResult => {
    const result = { topic: reader.string(), code: codeName(reader.int16()), message: reader.nullableString() };
    reader.skipTaggedFields();
    return result;
  });
}
