/**
 * Keys for one listener, or for one SASL mechanism of it: `listener.name.<listener>.[<mechanism>.]<key>`. Kafka builds these prefixes
 * itself, in lower case (`ListenerName.configPrefix`, `ListenerName.saslMechanismPrefix`), so it never reads one with a capital in it.
 */
export interface ListenerKey {
  /** `listener.name.<listener>.` or `listener.name.<listener>.<mechanism>.`, as given. */
  readonly prefix: string;
  /** The key behind the prefix, as ConfigDef knows it. */
  readonly base: string;
}

const LISTENER = /^(listener\.name\.[^.]+\.)(.+)$/i;
/** RFC 4422, section 3.1: letters, digits, hyphen, underscore; at most 20. */
const MECHANISM = /^([a-z0-9_-]{1,20}\.)(.+)$/i;

/** Splits a name that carries a listener's prefix, without asking whether the rest is a key. */
export function splitListenerKey(name: string): ListenerKey | undefined {
  const listener = LISTENER.exec(name);
  if (!listener) return undefined;
  const [, prefix, rest] = listener;
  const mechanism = MECHANISM.exec(rest);
  // Whatever a mechanism can have begins like this, misspelt or not; and no key has this in its middle.
  if (mechanism && !readsForListener(rest) && /^(sasl|connections)\./.test(mechanism[2])) return { prefix: prefix + mechanism[1], base: mechanism[2] };
  return { prefix, base: rest };
}

/** Whether Kafka reads the key with this prefix at all: what it does not is the same as a misspelt key. */
export function isRead({ prefix, base }: ListenerKey): boolean {
  if (prefix !== prefix.toLowerCase()) return false;
  return prefix.split('.').length > 4 ? readsForMechanism(base) : readsForListener(base);
}

/** `DynamicListenerConfig.ReconfigurableConfigs`, and what the channel builders of a listener read from its own settings. */
function readsForListener(base: string): boolean {
  // A broker has one mechanism of its own for each of these, whatever the listener.
  if (base === 'sasl.mechanism.inter.broker.protocol' || base === 'sasl.mechanism.controller.protocol') return false;
  return base.startsWith('ssl.') || base.startsWith('sasl.') || LISTENER_KEYS.has(base);
}

/** `DynamicBrokerConfig.ListenerMechanismConfigs`; the OAUTHBEARER classes read theirs with the prefix too (`ConfigurationUtils`). */
function readsForMechanism(base: string): boolean {
  return MECHANISM_KEYS.has(base) || base.startsWith('sasl.oauthbearer.') || base.startsWith('sasl.login.');
}

const LISTENER_KEYS: ReadonlySet<string> = new Set([
  'principal.builder.class',
  'connections.max.reauth.ms',
  'max.connections',
  'max.connection.creation.rate',
  'num.network.threads',
]);

const MECHANISM_KEYS: ReadonlySet<string> = new Set([
  'sasl.jaas.config',
  'sasl.server.callback.handler.class',
  'connections.max.reauth.ms',
]);
