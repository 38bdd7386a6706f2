import { DesiredCluster, NodeRole } from '../../src/lifecycle/desired-state';
import { KafkaNode } from '../clients/kafka/kafka-node';

/** The declared brokers, and where they are asked. */
export function brokersOf(cluster: DesiredCluster): readonly KafkaNode[] { return nodesIn(cluster, 'broker', cluster.ports.broker); }

/** The declared KRaft controllers, and where they are asked. */
export function controllersOf(cluster: DesiredCluster): readonly KafkaNode[] {
  const { controller } = cluster.ports;
  return controller === undefined ? [] : nodesIn(cluster, 'controller', controller);
}

function nodesIn({ sets }: DesiredCluster, role: NodeRole, port: number): readonly KafkaNode[] {
  return sets.filter((set) => set.roles.includes(role)).flatMap((set) => set.nodes).map(({ id, host }) => ({ id, role, host, port }));
}
