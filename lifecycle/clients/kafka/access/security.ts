import type { NodeRole } from '../../../../src/lifecycle/desired-state';

/** What is read anew for each connection: a file by its path, or text that came with other settings. */
export type Source = string | GivenText;

export interface GivenText {
  readonly text: string;
  /** Where it was given, for errors: `sasl.jaas.config in client.properties`. */
  readonly from: string;
}

/** How nodes are reached, by the role in which they are asked; absent: plaintext. A `DesiredAccess` is one. */
export type Access = Readonly<Partial<Record<NodeRole, Security>>>;

export interface Security {
  readonly tls?: Tls;
  readonly sasl?: Sasl;
}

export interface Tls {
  /** Certificates of the authorities that are trusted, as PEM. Absent: those that Node.js trusts. */
  readonly trust?: Source;
  /** The own certificate chain and its key, as PEM, where the nodes ask for one. Without `key`, the key is beside the certificate. */
  readonly certificate?: Source;
  readonly key?: Source;
  readonly verifyHost: boolean;
}

export type Sasl = PasswordSasl | OAuthSasl;

export interface PasswordSasl {
  readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | 'PLAIN';
  readonly username: string;
  readonly password: Source;
}

/** A token by the grant of client credentials (RFC 6749, 4.4; KIP-768). */
export interface OAuthSasl {
  readonly mechanism: 'OAUTHBEARER';
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: Source;
  readonly scope?: string;
  readonly trust?: Source;
}

/** How a source is named in an error. */
export function sourceName(source: Source): string { return typeof source === 'string' ? source : source.from; }
