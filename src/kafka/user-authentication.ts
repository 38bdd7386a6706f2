import { ScramMechanism } from '../security/scram-mechanism';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Options of a user with a password. */
export interface UserScramOptions {
  /**
   * With which hash it authenticates. A listener must have the mechanism.
   * @default ScramMechanism.SHA_512
   * @see https://kafka.apache.org/documentation/#security_sasl_scram
   */
  readonly mechanism?: ScramMechanism;

  /**
   * The Secret with the password, in the cluster's namespace, made by somebody else. A password that changes there is taken over by the next run of the Job.
   * @default - a password of 32 letters and digits is made once, in the Kubernetes cluster, and kept in the user's own Secret
   */
  readonly secret?: string;

  /**
   * The key of that Secret. A line break at the end is none of the password.
   * @default 'password'
   */
  readonly key?: string;
}

/** Options of a user with a certificate. */
export interface CertificateOptions {
  /**
   * The user's name as the brokers make it of the certificate: the distinguished name as Java writes it, for example `CN=shop,OU=sales,O=Example`, or what the listener's
   * `principalMappingRules` make of it.
   * @default - the name of the user is that
   * @see https://kafka.apache.org/documentation/#brokerconfigs_ssl.principal.mapping.rules
   */
  readonly distinguishedName?: string;
}

/**
 * How a user authenticates, as declared.
 * @internal
 */
export type _DeclaredAuthentication =
  | { readonly kind: 'scram'; readonly mechanism: ScramMechanism; readonly secret?: string; readonly key?: string }
  | { readonly kind: 'certificate'; readonly distinguishedName?: string }
  | { readonly kind: 'external' };

/** How a user shows who it is. */
export class UserAuthentication {
  /**
   * By a password, which a lifecycle Job makes, or takes from a Secret (SASL, SCRAM).
   *
   * @param options where the password comes from
   * @see https://kafka.apache.org/documentation/#security_sasl_scram
   */
  public static scram(options?: UserScramOptions): UserAuthentication {
    const { options: { mechanism = ScramMechanism.SHA_512, secret, key } = {} } = checkArguments('UserAuthentication.scram', { options });
    return new UserAuthentication({ kind: 'scram', mechanism, secret, key });
  }

  /**
   * By a certificate that somebody else has made (mutual TLS). Only its ACLs and quotas are looked after.
   *
   * @param options what the brokers make of the certificate
   * @see https://kafka.apache.org/documentation/#security_ssl
   */
  public static certificate(options?: CertificateOptions): UserAuthentication {
    const { options: { distinguishedName } = {} } = checkArguments('UserAuthentication.certificate', { options });
    return new UserAuthentication({ kind: 'certificate', distinguishedName });
  }

  /** By something that is known elsewhere: a token (OAuth), a ticket (Kerberos). Only its ACLs and quotas are looked after. */
  public static external(): UserAuthentication { return new UserAuthentication({ kind: 'external' }); }

  private constructor(private readonly declared: _DeclaredAuthentication) { mark(this, 'UserAuthentication'); }

  /** @internal */
  public _declared(): _DeclaredAuthentication { return this.declared; }
}
