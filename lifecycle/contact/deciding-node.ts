import { activeController } from './active-controller';
import { brokersOf, controllersOf } from './cluster-nodes';
import { findLeader } from './quorum-leader';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';

/** The active controller. A broker would hand on what is told to it, and for 30 s still to a controller that hangs. */
export async function decidingNode(cluster: DesiredCluster, kafka: KafkaAdmin): Promise<KafkaNode> {
  return cluster.metadata.mode === 'kraft' ? (await findLeader(kafka, controllersOf(cluster))).node : activeController(kafka, brokersOf(cluster));
}
