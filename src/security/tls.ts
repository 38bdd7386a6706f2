import { DeclaredTls } from './model';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Whether clients of a listener show certificates of their own. */
export enum ClientCertificates {
  /** They are not asked for one. */
  NONE = 'none',

  /** They are asked, and come in without one too, as `User:ANONYMOUS`. For the time in which clients are given certificates. */
  REQUESTED = 'requested',

  /** Nobody comes in without one (mutual TLS). */
  REQUIRED = 'required',
}

/** Options of TLS. */
export interface TlsOptions {
  /**
   * The Secret's key with the certificate of the brokers and those of the authorities between it and the root, as PEM. It must be valid for the names of all brokers' pods, and of the
   * bootstrap Service.
   * @default 'tls.crt'
   */
  readonly certificate?: string;

  /**
   * The Secret's key with the private key, as PEM in the form of PKCS#8 (`BEGIN PRIVATE KEY`), not encrypted: Kafka reads no other. A node with another one does not start, and
   * says how it is converted. With cert-manager: `privateKey.encoding: PKCS8`.
   * @default 'tls.key'
   */
  readonly privateKey?: string;

  /**
   * The Secret's key with the certificates of the authorities whose clients come in, as PEM. Between nodes it is by them that nodes trust each other.
   * @default 'ca.crt' - if clients are asked for certificates, and between nodes; nothing is read otherwise
   */
  readonly clientAuthorities?: string;

  /**
   * Whether clients show certificates of their own.
   * @default ClientCertificates.NONE - but ClientCertificates.REQUIRED between nodes that do not authenticate otherwise
   * @see https://kafka.apache.org/documentation/#brokerconfigs_ssl.client.auth
   */
  readonly clientCertificates?: ClientCertificates;

  /**
   * How a certificate's distinguished name becomes a user's name, in the order in which they are tried: `RULE:pattern/replacement/` with `L` or `U` at its end for lower or upper case, or `DEFAULT`.
   * @default - the whole distinguished name
   * @see https://kafka.apache.org/documentation/#brokerconfigs_ssl.principal.mapping.rules, KIP-371
   */
  readonly principalMappingRules?: string[];

  /**
   * The versions of TLS that are spoken, `TLSv1.3` and `TLSv1.2`.
   * @default - both
   * @see https://kafka.apache.org/documentation/#brokerconfigs_ssl.enabled.protocols
   */
  readonly protocols?: string[];

  /**
   * The cipher suites, as Java names them.
   * @default - those of the Java virtual machine
   * @see https://kafka.apache.org/documentation/#brokerconfigs_ssl.cipher.suites
   */
  readonly cipherSuites?: string[];
}

/** With which certificate a listener speaks TLS. */
export class Tls {
  /**
   * With the certificate of a Secret that somebody fills: a person, cert-manager, External Secrets. Certificate and key are read when a broker starts, into its memory; they are
   * in no manifest. A broker takes a new certificate with a restart.
   *
   * @param secret the name of the Secret, in the cluster's namespace
   * @param options the Secret's keys, and what is asked of clients
   */
  public static fromSecret(secret: string, options?: TlsOptions): Tls {
    const given = checkArguments('Tls.fromSecret', { secret, options });
    const { certificate, privateKey, clientAuthorities, clientCertificates, principalMappingRules, protocols, cipherSuites } = given.options ?? {};
    return new Tls({
      secret: given.secret,
      certificate: certificate ?? 'tls.crt',
      privateKey: privateKey ?? 'tls.key',
      clientAuthorities: clientAuthorities ?? 'ca.crt',
      clientAuthoritiesGiven: clientAuthorities !== undefined,
      clientCertificates,
      principalMappingRules: [...principalMappingRules ?? []],
      protocols: [...protocols ?? []],
      cipherSuites: [...cipherSuites ?? []],
    });
  }

  private constructor(private readonly declared: DeclaredTls) { mark(this, 'Tls'); }

  /** @internal */
  public _declared(): DeclaredTls { return this.declared; }
}
