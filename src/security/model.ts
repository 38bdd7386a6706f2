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
  /** Of a listener among nodes, where each is a client of the others: whether one must be who it is reached as. */
  readonly ofNodes?: { readonly verifyHosts: boolean };
  readonly principalMappingRules: readonly string[];
  /** Empty: Kafka's own. */
  readonly protocols: readonly string[];
  readonly cipherSuites: readonly string[];
}

/** TLS as it was declared, where what is asked of clients may follow from the listener. */
export interface DeclaredTls extends Omit<TlsModel, 'clientCertificates' | 'ofNodes'> {
  readonly clientCertificates?: TlsModel['clientCertificates'];
}

/** Whether somebody's certificate is looked at, so that there must be authorities that are trusted with it: that of a client, or, as nodes are each other's clients, that of a node. */
export function hasTrust(tls: TlsModel): boolean {
  return tls.ofNodes !== undefined || tls.clientCertificates !== 'none';
}
