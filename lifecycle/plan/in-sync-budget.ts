import { LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { PartitionTable, partitionName } from '../partition-table';

/** What a batch of brokers would do to a partition. */
export interface Shortage {
  /**
   * `writable`: fewer than `min.insync.replicas` (and the margin) would be left. `readable`: none would be left, although there are other replicas. `unavoidable`: there is no
   * replica to spare, whatever is done.
   */
  readonly kind: 'writable' | 'readable' | 'unavoidable';
  readonly partition: number;
  readonly name: string;
  /** In-sync replicas that surely serve, without the batch. */
  readonly left: number;
  /** How many there must be. */
  readonly needed: number;
  /** How many other partitions are short in the same way. */
  readonly others: number;
}

/**
 * How many in-sync replicas each partition can spare. Made once for an observation; asked for any batch of the candidates.
 *
 * A broker that is taken away counts if it may serve; one that stays counts only if it surely does. In doubt nothing is touched.
 */
export class InSyncBudget {
  /** In-sync replicas that surely serve, for each partition. */
  private readonly serving: Uint16Array;
  /** For each candidate, by its position: the partitions in whose in-sync replicas it is. */
  private readonly partitionsOf = new Map<number, Int32Array>();
  /** How many members of the batch that is being judged are in sync, for each partition; all zero in between. */
  private readonly taken: Uint16Array;
  /** The batch that was judged last: several rules ask for the same one. */
  private judged?: { readonly batch: string; readonly shortages: ReadonlyMap<Shortage['kind'], Shortage> };

  /**
   * @param surelyServes brokers that surely serve
   * @param candidates brokers that may be taken away, as far as they may be serving
   */
  constructor(
    private readonly table: PartitionTable, private readonly policy: Pick<LifecyclePolicy, 'inSyncMargin' | 'unavoidable'>,
    private readonly surelyServes: ReadonlySet<number>, candidates: ReadonlySet<number>,
  ) {
    const n = table.topic.length;
    this.serving = new Uint16Array(n);
    this.taken = new Uint16Array(n);
    const counts = new Map<number, number>([...candidates].map((id) => [id, 0]));
    for (let p = 0; p < n; p++) {
      for (let i = table.inSyncStart[p]; i < table.inSyncStart[p + 1]; i++) {
        const id = table.inSync[i];
        if (surelyServes.has(id)) { this.serving[p]++; }
        const count = counts.get(id);
        if (count !== undefined) { counts.set(id, count + 1); }
      }
    }
    const filled = new Map<number, number>();
    for (const [id, count] of counts) {
      this.partitionsOf.set(id, new Int32Array(count));
      filled.set(id, 0);
    }
    for (let p = 0; p < n; p++) {
      for (let i = table.inSyncStart[p]; i < table.inSyncStart[p + 1]; i++) {
        const id = table.inSync[i];
        const at = filled.get(id);
        const list = this.partitionsOf.get(id);
        if (at !== undefined && list) {
          list[at] = p;
          filled.set(id, at + 1);
        }
      }
    }
  }

  /** What would happen if all these brokers were away at once, an example of each kind; empty if every partition can spare them. */
  public shortages(batch: readonly number[]): ReadonlyMap<Shortage['kind'], Shortage> {
    if (this.judged?.batch === batch.join()) { return this.judged.shortages; }
    const worst = new Map<Shortage['kind'], Shortage>();
    for (const id of batch) {
      for (const p of this.partitionsOf.get(id) ?? []) { this.taken[p] += this.surelyServes.has(id) ? 1 : 0; }
    }
    const seen = batch.length > 1 ? new Set<number>() : undefined;
    for (const id of batch) {
      for (const p of this.partitionsOf.get(id) ?? []) {
        if (seen) {
          if (seen.has(p)) { continue; }
          seen.add(p);
        }
        const shortage = this.shortageOf(p);
        if (!shortage) { continue; }
        const before = worst.get(shortage.kind);
        worst.set(shortage.kind, before ? { ...before, others: before.others + 1 } : shortage);
      }
    }
    for (const id of batch) {
      for (const p of this.partitionsOf.get(id) ?? []) { this.taken[p] = 0; }
    }
    if (this.policy.unavoidable === 'accept') { worst.delete('unavoidable'); }
    this.judged = { batch: batch.join(), shortages: worst };
    return worst;
  }

  /** How many partitions have no replica to spare, whatever is done. */
  public unavoidable(batch: readonly number[]): readonly string[] {
    const names = new Set<string>();
    for (const id of batch) {
      for (const p of this.partitionsOf.get(id) ?? []) { if (this.replicas(p) <= this.minInSync(p)) { names.add(partitionName(this.table, p)); } }
    }
    return [...names];
  }

  private shortageOf(p: number): Shortage | undefined {
    const [replicas, min, left] = [this.replicas(p), this.minInSync(p), this.serving[p] - this.taken[p]];
    const shortage = (kind: Shortage['kind'], needed: number): Shortage => ({ kind, partition: p, name: partitionName(this.table, p), left, needed, others: 0 });
    if (replicas > min) {
      // One replica must be allowed to be away, or nothing could ever be restarted.
      const needed = Math.min(min + this.policy.inSyncMargin, replicas - 1);
      return left < needed ? shortage('writable', needed) : undefined;
    }
    if (replicas > 1 && left < 1) { return shortage('readable', 1); }
    return shortage('unavoidable', min);
  }

  private replicas(p: number): number { return this.table.replicaStart[p + 1] - this.table.replicaStart[p]; }

  private minInSync(p: number): number { return this.table.minInSync[this.table.topic[p]]; }
}
