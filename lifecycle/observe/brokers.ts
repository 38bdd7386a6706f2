import { ClusterMetadata, RegisteredBroker } from '../clients/kafka/kafka-admin';

/**
 * The brokers that are registered. From Kafka 4.0 on they are told. Before, in KRaft, a broker that is fenced is known by its replicas only: metadata names those in service, and
 * one without replicas that is fenced cannot be told from one that never was. In ZooKeeper mode a broker that is not in service is not registered.
 */
export function brokersIn(metadata: ClusterMetadata, registered: readonly RegisteredBroker[] | undefined, mode: 'kraft' | 'zookeeper'): readonly RegisteredBroker[] {
  if (registered) { return sorted(registered); }
  const inService = metadata.brokers.map(({ id, rack, host }): RegisteredBroker => ({ id, rack, host, fenced: false }));
  if (mode === 'zookeeper') { return sorted(inService); }
  const away = new Set(metadata.partitions.replicas);
  for (const { id } of inService) { away.delete(id); }
  return sorted([...inService, ...[...away].map((id) => ({ id, fenced: true }))]);
}

function sorted(brokers: readonly RegisteredBroker[]): readonly RegisteredBroker[] {
  return [...brokers].sort((a, b) => a.id - b.id);
}
