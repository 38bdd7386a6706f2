import { JvmProps } from '../config/jvm-props';
import { Placement } from '../kubernetes/placement';
import { Resources } from '../kubernetes/resources';
import { Storage } from '../kubernetes/storage';

/** What can be said of every kind of node. */
export interface NodePoolProps {
  /**
   * Processor and memory of each node.
   * @default - 2 cores and 8 GiB for brokers and combined nodes, 1 core and 2 GiB for controllers
   */
  readonly resources?: Resources;

  /**
   * Heap and other settings of the Java virtual machine.
   * @default - derived from the memory limit; G1 as Kafka's own scripts set it
   */
  readonly jvm?: JvmProps;

  /**
   * Kafka properties of these nodes only; they replace those of the cluster's `config`.
   * @default - none
   * @see https://kafka.apache.org/documentation/#brokerconfigs
   */
  readonly config?: { [key: string]: string | number | boolean };

  /**
   * Where the pods run, beside the zones that the cluster states.
   * @default - anywhere, no two of a pool on one host
   */
  readonly placement?: Placement;

  /**
   * The id of the first node. Ids go up from there, zone after zone; they are part of each node's identity and of its volumes' names, so they stay for ever.
   * @default - 0 for brokers and combined nodes, 9000 for controllers
   */
  readonly firstNodeId?: number;

  /**
   * How many ids each zone has to itself: with 100, the first zone's nodes are 0 to 99, the second's 100 to 199. It bounds the nodes
   * per zone, and cannot be changed later. Dedicated controllers are not divided by zone, so it does nothing there.
   * @default 100
   */
  readonly nodeIdsPerZone?: number;

  /**
   * Labels for every object of these nodes, their pods included.
   * @default - those of the cluster
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations for every object of these nodes, their pods included.
   * @default - those of the cluster
   */
  readonly annotations?: { [name: string]: string };
}

/** Brokers: nodes that hold partitions and serve clients. */
export interface BrokersProps extends NodePoolProps {
  /**
   * How many there are, at least 1; 3 or more for replication. The number of brokers may change: with a lifecycle Job, those that are added are filled, and those that are declared no longer are
   * emptied before they are removed; without one both is up to you (docs/operations.md). That of combined nodes may not, as they are controllers too (docs/limits.md).
   */
  readonly nodes: number;

  /** Where each of them keeps its partitions. */
  readonly storage: Storage;
}

/** Dedicated controllers: the quorum that keeps the cluster's metadata (KRaft). */
export interface ControllersProps extends NodePoolProps {
  /**
   * How many there are: an odd number, as a majority of them must always be there.
   * @default 3
   */
  readonly nodes?: number;

  /**
   * Where each of them keeps the metadata log.
   * @default - a persistent volume of 20 GiB of the default StorageClass
   */
  readonly storage?: Storage;
}

/** Nodes that are controller and broker at once. For small clusters; they cannot be told apart when one of the roles needs attention. */
export interface CombinedNodesProps extends BrokersProps {}
