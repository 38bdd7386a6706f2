import { ConfigKey, KAFKA_MINORS, KafkaMinor, catalogOf, findKey, history, minorOf, newestMinor, pluginSetting } from '../../config/catalog';
import { brokerKeyOf } from '../../config/catalog/broker-key-of';
import { KafkaModel } from '../model';

/**
 * What a name in a configuration is. Every rule about keys asks for one of these kinds, so that a key has one finding of what it is, and none
 * besides of what it holds.
 */
export type KeyKind =
  | { readonly kind: 'known'; readonly definition: ConfigKey }
  /** Something that comes with Kafka reads it, but Kafka does not define it. */
  | { readonly kind: 'plugin' }
  /** Known, for a listener that the cluster does not have. */
  | { readonly kind: 'unknown-listener'; readonly listener: string }
  /** A topic's; the broker's key that gives its default, if there is one. */
  | { readonly kind: 'topic'; readonly brokerKey?: string }
  | { readonly kind: 'removed'; readonly removedIn: KafkaMinor }
  | { readonly kind: 'future'; readonly since: KafkaMinor }
  /** None of those, on a version that came later than those that are known. */
  | { readonly kind: 'unverified'; readonly newest: KafkaMinor }
  | { readonly kind: 'unknown' };

export function keyKind(model: KafkaModel, name: string): KeyKind {
  const { minor, exact } = minorOf(model.version.minor);
  const definition = findKey(minor, name);
  if (definition) {
    const listener = /^listener\.name\.([^.]+)\./.exec(name)?.[1];
    return listener === undefined || model.listeners.some((l) => l.name.toLowerCase() === listener)
      ? { kind: 'known', definition } : { kind: 'unknown-listener', listener };
  }
  // Since 4.2 it has a definition; before, AbstractConfig reads it all the same (KIP-297).
  if (pluginSetting(name) !== undefined || name === 'config.providers') { return { kind: 'plugin' }; }
  const span = history(name);
  if (span?.removedIn && KAFKA_MINORS.indexOf(span.removedIn) <= KAFKA_MINORS.indexOf(minor)) { return { kind: 'removed', removedIn: span.removedIn }; }
  if (span) { return { kind: 'future', since: span.since }; }
  if (catalogOf(minor, 'topic').has(name)) { return { kind: 'topic', brokerKey: brokerKeyOf(minor, name) }; }
  return exact ? { kind: 'unknown' } : { kind: 'unverified', newest: newestMinor() };
}
