/** Minor versions of Kafka whose own key definitions the catalog holds, oldest first. */
export const KAFKA_MINORS = ['3.9', '4.0', '4.1', '4.2', '4.3'] as const;
export type KafkaMinor = typeof KAFKA_MINORS[number];

/** Where a key is set: in a node's properties (broker and controller read the same ones), or on a topic. */
export const KEY_SCOPES = ['broker', 'topic'] as const;
export type KeyScope = typeof KEY_SCOPES[number];

/** What has to happen until a change takes effect (Kafka's `DynamicBrokerConfig`; KIP-226). Topic keys are always `cluster-wide`. */
export const UPDATE_MODES = ['read-only', 'per-broker', 'cluster-wide'] as const;
export type UpdateMode = typeof UPDATE_MODES[number];

/** The types of Kafka's `ConfigDef.Type`. */
export const KEY_TYPES = ['boolean', 'string', 'int', 'short', 'long', 'double', 'list', 'class', 'password'] as const;
export type KeyType = typeof KEY_TYPES[number];

export const IMPORTANCES = ['high', 'medium', 'low'] as const;
export type Importance = typeof IMPORTANCES[number];

/** Numbers from `min` to `max`, both included; and `or`, a single value outside of these. `ConfigDef.Range`. */
export interface RangeValidator {
  readonly kind: 'range';
  readonly min?: number;
  readonly max?: number;
  readonly or?: number;
}

/** `ConfigDef.ValidString` and `ConfigDef.CaseInsensitiveValidString`. */
export interface OneOfValidator {
  readonly kind: 'one-of';
  readonly values: readonly string[];
  readonly ignoreCase: boolean;
}

/** `ConfigDef.ValidList`. From Kafka 4.2 on it also refuses empty and repeated elements (KIP-1161). */
export interface ListValidator {
  readonly kind: 'list';
  /** What an element may be; anything if left out. */
  readonly values?: readonly string[];
  readonly emptyAllowed: boolean;
  /** No element is empty, none is there twice. */
  readonly distinct: boolean;
}

/** `ConfigDef.NonEmptyString`. */
export interface NonEmptyValidator {
  readonly kind: 'non-empty';
}

/** `MetadataVersionValidator` of Kafka 3.x: `3.9-IV0`, `3.9`, `3.9.2`. */
export interface MetadataVersionValidator {
  readonly kind: 'metadata-version';
  /** Versions (`3.9-IV0`) and releases (`3.9`). */
  readonly versions: readonly string[];
}

/** Comma-separated elements of a form of their own: `QuorumConfig`'s validators and `ThrottledReplicaListValidator`. */
export interface AddressListValidator {
  readonly kind: 'voters' | 'bootstrap-servers' | 'throttled-replicas';
}

export type Validator =
  | RangeValidator
  | OneOfValidator
  | ListValidator
  | NonEmptyValidator
  | MetadataVersionValidator
  | AddressListValidator;

/** One key as one minor version of Kafka defines it. */
export interface ConfigKey {
  readonly name: string;
  readonly type: KeyType;
  /** As one would write it into a properties file; undefined where Kafka has none, or null. */
  readonly defaultValue?: string;
  /** Kafka refuses to start without it. */
  readonly required: boolean;
  readonly validator?: Validator;
  readonly importance: Importance;
  readonly updateMode: UpdateMode;
  /** Never to be shown: Kafka holds it as a password. */
  readonly sensitive: boolean;
  /** Kafka does not document it, and may change it at any time. */
  readonly internal: boolean;
  /** Why, and what to use instead, in the words of Kafka's documentation. */
  readonly deprecated?: string;
}
