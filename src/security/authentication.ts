import { JaasOption } from './jaas';
import { MechanismModel } from './mechanism';
import { ScramMechanism } from './scram-mechanism';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

const MODULES = 'org.apache.kafka.common.security';

/** How long a client's token counts at most, before the client must show a new one: as long as Kafka's documentation has it in its example. */
const REAUTHENTICATION_MILLIS = 3_600_000;

/** Options of SCRAM at a listener. */
export interface ScramOptions {
  /**
   * The hash.
   * @default ScramMechanism.SHA_512
   */
  readonly mechanism?: ScramMechanism;
}

/** Options of PLAIN. */
export interface PlainOptions {
  /**
   * Where it is how the nodes of the cluster come to each other (`interBrokerListener`, `controllerListener`): as which user, which must be a key of the Secret.
   * @default - none, which is an error there
   */
  readonly nodes?: string;
}

/** By whom tokens are issued, and how brokers verify them. */
export interface OAuthOptions {
  /**
   * The issuer, as tokens name it (claim `iss`).
   * @see https://kafka.apache.org/documentation/#brokerconfigs_sasl.oauthbearer.expected.issuer
   */
  readonly issuer: string;

  /**
   * The address of the keys with which the issuer signs, http or https.
   * @see https://kafka.apache.org/documentation/#brokerconfigs_sasl.oauthbearer.jwks.endpoint.url, KIP-768
   */
  readonly jwksEndpoint: string;

  /**
   * For whom tokens are (claim `aud`); one of them is enough.
   * @default - the claim is not looked at
   * @see https://kafka.apache.org/documentation/#brokerconfigs_sasl.oauthbearer.expected.audience
   */
  readonly audiences?: string[];

  /**
   * The claim that is the user's name.
   * @default 'sub'
   * @see https://kafka.apache.org/documentation/#brokerconfigs_sasl.oauthbearer.sub.claim.name
   */
  readonly userClaim?: string;
}

/** Options of a mechanism of somebody else. */
export interface CustomAuthenticationOptions {
  /**
   * The Secret's key with the JAAS configuration: class of the login module, `required`, options, `;`.
   * @default 'sasl.jaas.config'
   */
  readonly key?: string;

  /**
   * Further settings, by their keys without the prefix of listener and mechanism: `sasl.server.callback.handler.class`, `sasl.login.callback.handler.class`, `sasl.login.class` and
   * `connections.max.reauth.ms`. Others, which Kafka reads without the mechanism, belong into `config` of the cluster, as `listener.name.<name>.…`.
   * @default - none
   */
  readonly config?: { [key: string]: string };
}

/** Who a client is: how it proves its name (SASL). Each of them is spoken over TLS where the listener has it. */
export class Authentication {
  /**
   * By name and password, of which no broker learns the password (SCRAM). Users are kept in the cluster's metadata. Not for the nodes among themselves.
   *
   * @param options the hash
   * @see https://kafka.apache.org/documentation/#security_sasl_scram
   */
  public static scram(options?: ScramOptions): Authentication {
    const { mechanism } = checkArguments('Authentication.scram', { options }).options ?? {};
    return new Authentication([{
      name: mechanism ?? ScramMechanism.SHA_512,
      kind: 'scram',
      jaas: { module: `${MODULES}.scram.ScramLoginModule`, options: [] },
      betweenNodes: false,
      settings: [],
      allowedUrls: [],
    }]);
  }

  /**
   * By name and password, which are sent to the broker as they are (PLAIN): with TLS only. The users are those of a Secret. A change of it counts with the next restart of a node.
   *
   * @param secret the name of a Secret in the cluster's namespace: its keys are the names of the users, their values the passwords
   * @param options as whom nodes come to each other
   * @see https://kafka.apache.org/documentation/#security_sasl_plain
   */
  public static plain(secret: string, options?: PlainOptions): Authentication {
    const given = checkArguments('Authentication.plain', { secret, options });
    const user = given.options?.nodes;
    const own: JaasOption[] = user === undefined ? [] : [{ name: 'username', value: user }, { name: 'password', file: user }];
    return new Authentication([{
      name: 'PLAIN',
      kind: 'plain',
      secret: { name: given.secret },
      jaas: { module: `${MODULES}.plain.PlainLoginModule`, options: [...own, { prefix: 'user_' }] },
      betweenNodes: true,
      nodes: user === undefined ? undefined : { user, key: user },
      settings: [],
      allowedUrls: [],
    }]);
  }

  /**
   * By tokens of an issuer of OpenID Connect (OAUTHBEARER). After an hour a client must show a new one. Not for the nodes among themselves.
   *
   * @param options who issues tokens, and for whom
   * @see https://kafka.apache.org/documentation/#security_sasl_oauthbearer, KIP-768
   */
  public static oauth(options: OAuthOptions): Authentication {
    const { issuer, jwksEndpoint, audiences = [], userClaim } = checkArguments('Authentication.oauth', { options }).options;
    return new Authentication([{
      name: 'OAUTHBEARER',
      kind: 'oauth',
      jaas: { module: `${MODULES}.oauthbearer.OAuthBearerLoginModule`, options: [] },
      betweenNodes: false,
      settings: [
        ['oauthbearer.sasl.server.callback.handler.class', `${MODULES}.oauthbearer.OAuthBearerValidatorCallbackHandler`],
        ['oauthbearer.connections.max.reauth.ms', String(REAUTHENTICATION_MILLIS)],
        ['sasl.oauthbearer.expected.issuer', issuer],
        ['sasl.oauthbearer.jwks.endpoint.url', jwksEndpoint],
        ...(audiences.length === 0 ? [] : [['sasl.oauthbearer.expected.audience', audiences.join(',')] as const]),
        ...(userClaim === undefined ? [] : [['sasl.oauthbearer.sub.claim.name', userClaim] as const]),
      ],
      tokens: { issuer, audiences: [...audiences] },
      allowedUrls: [jwksEndpoint],
    }]);
  }

  /**
   * By a mechanism of your own, or one of Kafka's with a JAAS configuration of your own, which lies in a Secret as it is. What it needs beside it must be in the image.
   *
   * @param mechanism its name, as Kafka and clients know it: `PLAIN`
   * @param secret the name of a Secret in the cluster's namespace
   * @param options where the JAAS configuration is, and further settings
   * @see https://kafka.apache.org/documentation/#security_sasl_config
   */
  public static custom(mechanism: string, secret: string, options?: CustomAuthenticationOptions): Authentication {
    const given = checkArguments('Authentication.custom', { mechanism, secret, options });
    const { key = 'sasl.jaas.config', config = {} } = given.options ?? {};
    return new Authentication([{
      name: given.mechanism,
      kind: 'custom',
      secret: { name: given.secret, keys: [key] },
      jaas: { file: key },
      betweenNodes: true,
      config: { ...config },
      settings: Object.entries(config).map(([name, value]) => [`${given.mechanism.toLowerCase()}.${name}`, value]),
      allowedUrls: [],
    }]);
  }

  /**
   * By any of several mechanisms, of which a client chooses one.
   *
   * @param choices each of another mechanism
   */
  public static anyOf(choices: Authentication[]): Authentication {
    return new Authentication(checkArguments('Authentication.anyOf', { choices }).choices.flatMap((choice) => choice._declared()));
  }

  private constructor(private readonly declared: readonly MechanismModel[]) { mark(this, 'Authentication'); }

  /** @internal */
  public _declared(): readonly MechanismModel[] { return this.declared; }
}
