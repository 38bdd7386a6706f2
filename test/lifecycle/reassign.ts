import { loadClientLibrary } from '../../lifecycle/clients/kafka/client-library';
import { NodeConnection } from '../../lifecycle/clients/kafka/connection';
import { KafkaNode } from '../../lifecycle/clients/kafka/kafka-node';

/** Tells the active controller to move a partition (AlterPartitionReassignments): Kafka's own tool may ask a broker that hangs who the controller is. */
export async function reassign(controller: KafkaNode, topic: string, partitionIndex: number, replicas: readonly number[]): Promise<void> {
  const library = await loadClientLibrary();
  const connection = new NodeConnection(library, controller, { connect: 10_000, answer: 30_000 });
  try {
    await connection.open();
    const topics = [{ name: topic, partitions: [{ partitionIndex, replicas: [...replicas] }] }];
    await connection.ask(library.alterPartitionReassignmentsV0.api, 30_000, false, topics);
  } finally {
    connection.close();
  }
}
