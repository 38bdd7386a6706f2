import type { Authentication } from '../security/authentication';
import type { Tls } from '../security/tls';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Options of a listener within the Kubernetes cluster. */
export interface InternalListenerOptions {
  /**
   * The port at which brokers listen, and at which the bootstrap Service has it: 1024 to 65535, of no other listener of the cluster.
   * @default 9092
   */
  readonly port?: number;

  /**
   * The most connections that each broker accepts at this listener; further ones wait until others end (`listener.name.<name>.max.connections`, KIP-402).
   * @default - no limit but that of the broker (`max.connections`)
   * @see https://kafka.apache.org/documentation/#brokerconfigs_max.connections
   */
  readonly maxConnections?: number;

  /**
   * The most connections that each broker accepts at this listener in a second (`listener.name.<name>.max.connection.creation.rate`, KIP-612).
   * @default - no limit but that of the broker (`max.connection.creation.rate`)
   * @see https://kafka.apache.org/documentation/#brokerconfigs_max.connection.creation.rate
   */
  readonly maxConnectionRate?: number;

  /**
   * Speaks TLS, with what certificate, and whether clients show theirs.
   * @default - plaintext
   * @see https://kafka.apache.org/documentation/#security_ssl
   */
  readonly tls?: Tls;

  /**
   * How clients prove who they are (SASL).
   * @default - they do not, but by certificates where TLS asks for those
   * @see https://kafka.apache.org/documentation/#security_sasl
   */
  readonly authentication?: Authentication;
}

/**
 * A listener as declared.
 * @internal
 */
export interface _DeclaredListener extends InternalListenerOptions {
  readonly name: string;
}

/**
 * A way by which clients come to the brokers: a name, and a port of its own. Beside those for clients each cluster has one among brokers
 * (`REPLICATION`, port 9091, `interBrokerListener`), and that of the controllers (`CONTROLLER`, port 9093, `controllerListener`).
 */
export class Listener {
  /**
   * For clients within the Kubernetes cluster: brokers tell them the names of their pods.
   *
   * @param name the listener's name, of at most 15 lower-case letters and digits. In Kafka's configuration it is in capitals, in Services and pods it names the port
   * @param options the port, and limits; one of two listeners must state its port, as only one has the default
   * @see https://kafka.apache.org/documentation/#listener_configuration
   */
  public static internal(name: string, options?: InternalListenerOptions): Listener {
    const given = checkArguments('Listener.internal', { name, options });
    return new Listener({ name: given.name, ...given.options });
  }

  private constructor(private readonly declared: _DeclaredListener) { mark(this, 'Listener'); }

  /** @internal */
  public _declared(): _DeclaredListener { return this.declared; }
}
