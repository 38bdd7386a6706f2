import type { Authentication } from '../security/authentication';
import type { Tls } from '../security/tls';

/** How the nodes of a cluster come to each other at a listener. */
export interface NodeListenerOptions {
  /**
   * Speaks TLS, with what certificate: valid for the names of all nodes' pods, as a server's and as a client's. Where there is no `authentication`, nodes prove by it who they are.
   * @default - plaintext
   * @see https://kafka.apache.org/documentation/#security_ssl
   */
  readonly tls?: Tls;

  /**
   * How nodes prove who they are (SASL), beside or instead of their certificates: `Authentication.plain` or `Authentication.custom`.
   * @default - by their certificates; without TLS not at all
   * @see https://kafka.apache.org/documentation/#security_sasl
   */
  readonly authentication?: Authentication;

  /**
   * As whom nodes come by their certificates or by a mechanism of your own, as Kafka names them: `User:CN=events`. So that authorization lets them do everything.
   * @default - the user of `Authentication.plain`; otherwise it is not known, and must be among `superUsers` of the authorization
   */
  readonly principal?: string;

  /**
   * Whether the certificate of a node must be valid for the name under which it is reached.
   * @default true
   * @see https://kafka.apache.org/documentation/#brokerconfigs_ssl.endpoint.identification.algorithm
   */
  readonly hostnameVerification?: boolean;
}
