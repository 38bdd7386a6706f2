import { flatRequest, Writer } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { BrokerInService, ClusterMetadata } from '../kafka-admin';
import { readPartitionColumns } from '../partition-columns';

/** All topics. */
export async function metadata(connection: NodeConnection): Promise<ClusterMetadata> { return ask(connection, null); }

export async function brokersInService(connection: NodeConnection): Promise<readonly BrokerInService[]> {
  return (await ask(connection, [])).brokers;
}

/** Metadata 12 of all topics or of none, and nothing is created by it. */
async function ask(connection: NodeConnection, topics: [] | null): Promise<ClusterMetadata> {
  const write = (request: Writer) => request
    .appendArray(topics, () => {})
    .appendBoolean(false) // allow_auto_topic_creation
    .appendBoolean(false); // include_topic_authorized_operations
  return connection.ask(flatRequest(connection.library, 3, 12, write, (answer) => readMetadata(answer, (code) => connection.codeName(code))));
}

export function readMetadata(reader: FlatReader, codeName: (code: number) => string): ClusterMetadata {
  reader.int32(); // throttle_time_ms
  const brokers = reader.array((): BrokerInService => {
    const broker = { id: reader.int32(), host: reader.string(), port: reader.int32(), rack: reader.nullableString() };
    reader.skipTaggedFields();
    return broker;
  });
  reader.nullableString(); // cluster_id
  const controllerId = reader.int32();
  return { controllerId, brokers, partitions: readPartitionColumns(reader, codeName) };
}
