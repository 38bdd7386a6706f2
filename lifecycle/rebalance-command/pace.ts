/** How fast replicas move. */
export interface Pace {
  /** How fast a broker may send, and receive, what moves. */
  readonly bytesPerSecond: number;
  readonly movesPerBroker: number;
}

/** As a lifecycle Job has them by default: half of what a network of 1 Gbit/s carries, and as many at once as Cruise Control. */
export const DEFAULT_PACE: Pace = { bytesPerSecond: 62_390_272, movesPerBroker: 5 };
