import { ConfigKey, KafkaMinor, KeyScope } from './config-key';
import { catalogOf, spanOf } from './definitions';
import { isRead, splitListenerKey } from './listener-key';

/**
 * The definition behind a name as it is written in a node's properties, a listener's prefix included. Undefined for what Kafka would
 * not read; it says nothing about such keys itself, on any version.
 */
export function findKey(minor: KafkaMinor, name: string, scope: KeyScope = 'broker'): ConfigKey | undefined {
  const catalog = catalogOf(minor, scope);
  const key = catalog.get(name);
  if (key || scope === 'topic') return key;
  const listenerKey = splitListenerKey(name);
  if (!listenerKey || !isRead(listenerKey)) return undefined;
  const base = catalog.get(listenerKey.base);
  // With a prefix nothing has a default, or is required: without it, the broker's own setting holds.
  return base && { ...base, name, defaultValue: undefined, required: false };
}

/** Since when there is a key, and since when no more; undefined for one that no version in the catalog knows. */
export function history(name: string, scope: KeyScope = 'broker'): { since: KafkaMinor; removedIn?: KafkaMinor } | undefined {
  const span = spanOf(name, scope);
  if (span || scope === 'topic') return span;
  const listenerKey = splitListenerKey(name);
  return listenerKey && isRead(listenerKey) ? spanOf(listenerKey.base, scope) : undefined;
}
