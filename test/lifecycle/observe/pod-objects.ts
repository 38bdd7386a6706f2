import { ContainerStateObject, ContainerStatusObject, PodObject } from '../../../lifecycle/clients/kubernetes/objects';

/** A pod as the API server has it, as far as it is read; ready, unless something else is said. */
export function podObject(status: PodObject['status'] = {}, more: { readonly metadata?: Partial<PodObject['metadata']>; readonly spec?: Partial<PodObject['spec']> } = {}): PodObject {
  return {
    metadata: { name: 'events-broker-0', uid: 'uid-0', resourceVersion: '1', labels: { 'controller-revision-hash': 'events-broker-5f' }, ...more.metadata },
    spec: { nodeName: 'node1', containers: [{ name: 'kafka', image: 'apache/kafka:4.3.1' }], ...more.spec },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [containerStatus({ running: {} })], ...status },
  };
}

export function containerStatus(state: ContainerStateObject, more: Partial<ContainerStatusObject> = {}): ContainerStatusObject {
  return { name: 'kafka', restartCount: 0, state, ...more };
}
