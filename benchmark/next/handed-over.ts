import { KafkaObservation } from '../../lifecycle/observation';

/** What is observed when these brokers have been restarted and are back: all is in sync, and they lead nothing. */
export function handedOver(kafka: KafkaObservation, restarted: ReadonlySet<number>): KafkaObservation {
  const { leader, replicas, replicaStart } = kafka.partitions;
  const heir = (p: number) => replicas.subarray(replicaStart[p], replicaStart[p + 1]).find((id) => !restarted.has(id));
  const others = leader.map((id, p) => restarted.has(id) ? heir(p) ?? id : id);
  return { ...kafka, partitions: { ...kafka.partitions, leader: others } };
}
