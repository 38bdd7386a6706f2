import { KafkaModel, ListenerModel } from '../../model';

/** The listeners for clients, each with its place in the declaration as the user writes it. */
export function clientListeners(model: KafkaModel): { readonly listener: ListenerModel; readonly property: string }[] {
  return model.listeners.filter((l) => l.purpose === 'client').map((listener, i) => ({ listener, property: `listeners[${i}]` }));
}
