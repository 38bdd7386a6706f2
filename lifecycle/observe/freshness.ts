import { Quorum } from '../clients/kafka/kafka-admin';
import { leaderOf } from '../contact/quorum-leader';

/**
 * Which nodes know of all that had happened when a quorum was first looked at. A node that answers is not by that up to date: it may not have heard from the leader for long,
 * and then tells of replicas in sync that are not any more. Three things are needed:
 *
 * - Its log has reached the end that the leader's had at the first look.
 * - A majority of voters has that end too: before, nothing of it counts.
 * - The node has been told so. From Kafka 4.1 on the leader tells it at once (KIP-1166). Before, it tells with the next records, or after 500 ms without any. So the node must have
 *   got an answer of the leader since that was so: its log has records of later, or it has asked twice anew, the second time with the answer to the first.
 */
export class Freshness {
  /** The end of the leader's log at the first look. */
  public readonly end: number;
  /** The end of the leader's log when a majority was first seen to have `end`. */
  private agreedAt?: number;
  /** By node: when it last asked the leader, and how often it has been seen to ask anew since a majority has `end`. */
  private readonly asked = new Map<number, { last: number; times: number }>();

  constructor(private quorum: Quorum) {
    this.end = leaderOf(quorum).logEndOffset;
    this.look(quorum);
  }

  /** Takes in the quorum as it is later. */
  public look(quorum: Quorum): void {
    this.quorum = quorum;
    if (quorum.highWatermark < this.end) { return; }
    this.agreedAt ??= leaderOf(quorum).logEndOffset;
    for (const { id, lastFetch } of [...quorum.voters, ...quorum.observers]) {
      const before = this.asked.get(id);
      this.asked.set(id, { last: lastFetch, times: before === undefined ? 0 : before.times + (lastFetch > before.last ? 1 : 0) });
    }
  }

  /** Whether a majority of voters has the end. */
  public get agreed(): boolean { return this.agreedAt !== undefined; }

  /** Nodes whose log has the end, once a majority has. */
  public level(): ReadonlySet<number> { return this.agreed ? this.reaching(this.end) : new Set(); }

  /** Those of them that have surely been told that a majority has it. The leader itself knows. */
  public told(): ReadonlySet<number> {
    const { agreedAt } = this;
    if (agreedAt === undefined) { return new Set(); }
    const later = this.reaching(agreedAt + 1);
    const told = [...this.level()].filter((id) => id === this.quorum.leader || later.has(id) || (this.asked.get(id)?.times ?? 0) >= 2);
    return new Set(told);
  }

  /** Where each node's log ends. */
  public ends(): ReadonlyMap<number, number> {
    return new Map([...this.quorum.voters, ...this.quorum.observers].map((r) => [r.id, r.logEndOffset]));
  }

  private reaching(end: number): ReadonlySet<number> {
    return new Set([...this.ends()].filter(([, reached]) => reached >= end).map(([id]) => id));
  }
}
