import { KafkaModel, betweenNodes } from './model';
import { selectorOf } from './resolve';
import { Flow } from '../kubernetes/network-policy';
import { LIFECYCLE_PODS } from '../lifecycle/pods';

/** Who reaches the nodes of a cluster: they each other, lifecycle Jobs of the namespace them, and clients the listeners that are for them. */
export function flowsOf(model: KafkaModel): readonly Flow[] {
  const between = betweenNodes(model.listeners).map(({ port }) => port);
  return [
    { ports: between, from: [{ podLabels: { ...selectorOf(model) } }, { podLabels: { ...LIFECYCLE_PODS } }] },
    ...model.listeners.filter(({ purpose }) => purpose === 'client').map(({ port, peers }): Flow => ({ ports: [port], from: peers })),
  ];
}
