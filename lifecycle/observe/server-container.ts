import { ContainerObject, ContainerStatusObject, PodObject } from '../clients/kubernetes/objects';

/** The containers in which Kafka and ZooKeeper run, whatever others somebody has added to their pods. */
const SERVERS: readonly string[] = ['kafka', 'zookeeper'];

export function serverContainer(containers: readonly ContainerObject[]): ContainerObject | undefined {
  return containers.find((container) => SERVERS.includes(container.name));
}

/** Undefined as long as the kubelet has not reported it. */
export function serverStatus(pod: PodObject): ContainerStatusObject | undefined {
  return pod.status?.containerStatuses?.find((container) => SERVERS.includes(container.name));
}
