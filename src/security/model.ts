/** TLS of a listener, with everything known. */
export interface TlsModel {
  readonly secret: string;
  /** Keys of the Secret. */
  readonly certificate: string;
  readonly privateKey: string;
  readonly clientAuthorities: string;
  /** Whether the last one was given. */
  readonly clientAuthoritiesGiven: boolean;
  readonly clientCertificates: 'none' | 'requested' | 'required';
  readonly principalMappingRules: readonly string[];
  /** Empty: Kafka's own. */
  readonly protocols: readonly string[];
  readonly cipherSuites: readonly string[];
}

/** Whether certificates of clients are looked at, so that there must be authorities that are trusted with them. */
export function asksClients(tls: TlsModel): boolean {
  return tls.clientCertificates !== 'none';
}
