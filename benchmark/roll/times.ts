/** How long the parts of a broker's restart take, in milliseconds. */
export interface RestartTimes {
  /** From SIGTERM to the end of its process. */
  readonly stop: number;
  /** From the creation of its new pod until that is ready. */
  readonly ready: number;
  /** From then until its replicas are in sync. It differs most between clusters: it depends on how much was written meanwhile. */
  readonly catchUp: number;
  /** How long a look at the cluster takes the program. */
  readonly look: number;
}

/** A restart as it was measured on the local Kubernetes of the cluster tests, with Kafka 4.3.1. Its brokers had little to catch up. The look is an estimate. */
export const DEFAULT_TIMES: RestartTimes = { stop: 2500, ready: 12_000, catchUp: 500, look: 400 };
