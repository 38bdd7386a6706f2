import { Size } from 'cdk8s';

/**
 * Processor and memory of a node.
 *
 * Memory is both requested and limited (a Java process does not give back what it has taken, so a request below the limit only
 * makes the Kubernetes node run out of memory later). The processor is requested and, by default, not limited: a limit throttles
 * a broker at the very moment when it has the most to do.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface Resources {
  /**
   * Processors that are reserved, in cores, with up to three decimals.
   *
   * @default - 2 for brokers and combined nodes, 1 for controllers and ZooKeeper servers
   */
  readonly cpu?: number;

  /**
   * The most processors that the node may use, in cores. Not below `cpu`.
   *
   * @default - no limit
   */
  readonly cpuLimit?: number;

  /**
   * Memory, reserved and at the same time the limit. The heap is derived from it; what is left is for the JVM itself and the page cache.
   *
   * @default - 8 GiB for brokers and combined nodes, 2 GiB for controllers and ZooKeeper servers
   */
  readonly memory?: Size;
}
