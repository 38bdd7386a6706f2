import { Sizing } from './sizing';
import { Acknowledgement } from '../validation/finding';

/** What can be said of everything that is installed: a Kafka cluster, a ZooKeeper ensemble. */
export interface InstallationProps {
  /**
   * The name with which the names of all objects begin. It can never be changed.
   * @default - the construct's id in lower case: `Events` becomes `events`
   */
  readonly name?: string;

  /**
   * The domain of the Kubernetes cluster's own names.
   * @default cluster.local
   */
  readonly clusterDomain?: string;

  /**
   * The container image of all nodes, for example from a registry of your own. It must be laid out as the official one is (`apache/kafka`, `zookeeper`).
   * @default - the version's
   */
  readonly image?: string;

  /**
   * For what it is sized, see docs/sizing.md.
   * @default - the environment variable `CDK8S_KAFKA_SIZING` (`development` or `production`), else Sizing.PRODUCTION
   */
  readonly sizing?: Sizing;

  /**
   * Whether a network policy closes the ports of the nodes to everybody but the nodes themselves, lifecycle Jobs of the namespace, and those for whom a port is. The network of the
   * Kubernetes cluster must enforce such policies. What the nodes reach themselves is not limited.
   * @default true
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly networkPolicy?: boolean;

  /**
   * Labels for every object, pods included.
   * @default - none beside those by which objects are found
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations for every object, pods included.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Warnings that are accepted, each with a reason.
   * @default - none
   */
  readonly acknowledge?: Acknowledgement[];
}
