import { Size } from 'cdk8s';

/**
 * How much a user may take of each broker; whoever takes more is slowed down.
 * @see https://kafka.apache.org/documentation/#design_quotas
 */
export interface Quotas {
  /**
   * How much it may produce at each broker in a second (`producer_byte_rate`).
   * @default - no limit
   * @see https://kafka.apache.org/documentation/#design_quotasbandwidth
   */
  readonly producerByteRate?: Size;

  /**
   * How much it may fetch from each broker in a second (`consumer_byte_rate`).
   * @default - no limit
   * @see https://kafka.apache.org/documentation/#design_quotasbandwidth
   */
  readonly consumerByteRate?: Size;

  /**
   * How much of the time of a broker's request handler and network threads it may take, in percent of one thread: 200 are two threads (`request_percentage`, KIP-124).
   * @default - no limit
   * @see https://kafka.apache.org/documentation/#design_quotascpu
   */
  readonly requestPercentage?: number;

  /**
   * How many partitions it may create, add or delete in a second (`controller_mutation_rate`, KIP-599).
   * @default - no limit
   * @see https://cwiki.apache.org/confluence/display/KAFKA/KIP-599%3A+Throttle+Create+Topic%2C+Create+Partition+and+Delete+Topic+Operations
   */
  readonly controllerMutationRate?: number;
}
