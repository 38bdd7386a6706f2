import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { Identity, RegisteredBroker } from '../kafka-admin';

interface Told extends Identity {
  readonly code: number;
  readonly message?: string;
  readonly brokers: readonly RegisteredBroker[];
}

/** DescribeCluster: which cluster it is. The answer's list of nodes, long in a large cluster, is not read. */
export async function identify(connection: NodeConnection): Promise<Identity> {
  const api = flatRequest(connection.library, 60, 1, (request) => request
    .appendBoolean(false) // include_cluster_authorized_operations
    .appendInt8(connection.node.role === 'controller' ? 2 : 1), // endpoint_type
  (answer) => readDescribeCluster(answer, 'head'));
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return { clusterId: told.clusterId, controllerId: told.controllerId };
}

/** DescribeCluster 2, with fenced brokers (KIP-1073); undefined before Kafka 4.0. */
export async function registeredBrokers(connection: NodeConnection): Promise<readonly RegisteredBroker[] | undefined> {
  const api = flatRequest(connection.library, 60, 2, (request) => request
    .appendBoolean(false) // include_cluster_authorized_operations
    .appendInt8(1) // endpoint_type: brokers
    .appendBoolean(true), // include_fenced_brokers
  (answer) => readDescribeCluster(answer, 'all'));
  if (!connection.supports(api)) { return undefined; }
  const told = await connection.ask(api);
  if (told.code !== 0) { throw connection.refusal(api, told.code, told.message); }
  return told.brokers;
}

/** Version 1 of the answer up to its brokers, or version 2 as a whole. */
export function readDescribeCluster(reader: FlatReader, part: 'head' | 'all'): Told {
  reader.int32(); // throttle_time_ms
  const code = reader.int16();
  const message = reader.nullableString();
  reader.int8(); // endpoint_type
  const clusterId = reader.string();
  const controllerId = reader.int32();
  const brokers = part === 'head' ? [] : reader.array((): RegisteredBroker => {
    const id = reader.int32();
    const host = reader.string();
    reader.int32(); // port
    const rack = reader.nullableString();
    const fenced = reader.boolean();
    reader.skipTaggedFields();
    return { id, rack, fenced, host };
  });
  return { code, message, clusterId, controllerId, brokers };
}
