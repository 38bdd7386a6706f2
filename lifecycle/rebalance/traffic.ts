import { Rates } from './placement';

/** What the network carries to and from each broker, in bytes per second, by the replicas that it holds and the partitions that it is preferred to lead. */
export class Traffic {
  /** By broker: what is written to its replicas. */
  public readonly networkIn: Float64Array;
  /** By broker: what it sends to consumers and to other replicas. */
  public readonly networkOut: Float64Array;
  /** By broker: what producers write to the partitions that it leads. */
  public readonly leaderBytes: Float64Array;
  /** By partition: what is written to each of its replicas, and what its leader sends. */
  public readonly written: Float64Array;
  public readonly sent: Float64Array;

  constructor(brokers: number, rates: Rates, replicaStart: Int32Array) {
    this.written = rates.in;
    this.sent = rates.out.map((out, p) => out + (replicaStart[p + 1] - replicaStart[p] - 1) * rates.in[p]);
    this.networkIn = new Float64Array(brokers);
    this.networkOut = new Float64Array(brokers);
    this.leaderBytes = new Float64Array(brokers);
  }

  /** @param sign 1 for a replica that comes to a broker, -1 for one that leaves it */
  public add(p: number, b: number, leads: boolean, sign: 1 | -1): void {
    this.networkIn[b] += sign * this.written[p];
    if (leads) { this.lead(p, b, sign); }
  }

  public lead(p: number, b: number, sign: 1 | -1): void {
    this.networkOut[b] += sign * this.sent[p];
    this.leaderBytes[b] += sign * this.written[p];
  }
}
