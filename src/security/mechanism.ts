import { JaasModel } from './jaas';

/** A SASL mechanism of a listener, with everything known. Plain data. */
export interface MechanismModel {
  /** As Kafka names it: `SCRAM-SHA-512`. */
  readonly name: string;
  /** How it was declared, for messages: `plain`. */
  readonly kind: 'scram' | 'plain' | 'oauth' | 'custom';
  /** The Secret that it is composed from, mounted where a node is prepared. */
  readonly secret?: MechanismSecret;
  /** What the nodes, as servers and as clients of each other, log in with. */
  readonly jaas: JaasModel;
  /** Whether nodes can come to each other by it. */
  readonly betweenNodes: boolean;
  /** As whom the nodes come, and the Secret's key with their password. */
  readonly nodes?: { readonly user: string; readonly key: string };
  /** Further settings, without the prefix of the listener. */
  readonly settings: readonly (readonly [key: string, value: string])[];
  /** Settings of a mechanism of somebody else, as they were declared. */
  readonly config?: Readonly<Record<string, string>>;
  /** Of tokens: by whom they are, and for whom. */
  readonly tokens?: { readonly issuer: string; readonly audiences: readonly string[] };
  /** Addresses that the nodes may ask for tokens and keys (KIP-1139). */
  readonly allowedUrls: readonly string[];
}

export interface MechanismSecret {
  readonly name: string;
  /** The keys that are read; all of them if undefined. */
  readonly keys?: readonly string[];
}
