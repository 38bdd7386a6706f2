/** The classes of the library whose instances are given as properties or arguments. */
export type MarkedKind = 'Authentication' | 'Authorization' | 'KafkaCluster' | 'KafkaVersion' | 'LifecycleTrigger' | 'Listener' | 'Metadata' | 'RebalancePolicy' | 'RebalanceWindow' | 'Storage' | 'Tls' | 'User' | 'UserAuthentication' | 'ZooKeeperEnsemble' | 'ZooKeeperVersion';

/**
 * Marks what a class makes as being of its kind. `instanceof` would not do: an app may have two copies of the library, each with classes of its
 * own. cdk8s marks its ApiObjects in the same way. A copy of the mere fields, as by `{ ...storage }`, does not carry the mark.
 */
export function mark(instance: object, kind: MarkedKind): void {
  Object.defineProperty(instance, symbolOf(kind), { value: true });
}

export function isMarked(value: object, kind: MarkedKind): boolean {
  return symbolOf(kind) in value;
}

function symbolOf(kind: MarkedKind): symbol {
  return Symbol.for(`cdk8s-kafka.${kind}`);
}
