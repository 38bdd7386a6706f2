import { KafkaModel, ListenerModel } from '../../model';

/** All listeners, each with its place in the declaration as the user writes it. */
export function declaredListeners(model: KafkaModel): { readonly listener: ListenerModel; readonly property: string }[] {
  const between = (purpose: 'inter-broker' | 'controller', property: string) => model.listeners.filter((l) => l.purpose === purpose).map((listener) => ({ listener, property }));
  return [...clientListeners(model), ...between('inter-broker', 'interBrokerListener'), ...between('controller', 'controllerListener')];
}

/** The listeners for clients, each with its place in the declaration as the user writes it. */
export function clientListeners(model: KafkaModel): { readonly listener: ListenerModel; readonly property: string }[] {
  return model.listeners.filter((l) => l.purpose === 'client').map((listener, i) => ({ listener, property: `listeners[${i}]` }));
}
