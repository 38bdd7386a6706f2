import { brokersOf } from './cluster-nodes';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { BrokerInService } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';

/**
 * The brokers in service, where they are asked: as declared, or as they say themselves if they are not.
 *
 * @param brokers those that are registered
 * @param advertised those in service, by a broker's word
 */
export function nodesInService(
  cluster: DesiredCluster, brokers: readonly { readonly id: number; readonly fenced: boolean }[], advertised: readonly BrokerInService[],
): readonly KafkaNode[] {
  const nodes = new Map(advertised.map(({ id, host, port }): [number, KafkaNode] => [id, { id, role: 'broker', host, port }]));
  for (const node of brokersOf(cluster)) { nodes.set(node.id, node); }
  return brokers.filter((b) => !b.fenced).map((b) => nodes.get(b.id)).filter((n) => n !== undefined);
}
