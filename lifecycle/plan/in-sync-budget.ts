import { LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { PartitionTable, partitionName } from '../partition-table';

/** What a batch of brokers would do to a partition. */
export interface Shortage {
  /**
   * `writable`: fewer than `min.insync.replicas` (and the margin) would be left. `readable`: none would be left, although there are other replicas. `unavoidable`: there is no
   * replica to spare, whatever is done.
   */
  readonly kind: 'writable' | 'readable' | 'unavoidable';
  /** An example of the partitions. */
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
  /** How many in-sync replicas of each partition are on brokers of the batch that is being judged. */
  private readonly taken: Uint16Array;
  /** That batch, with what each member makes short beyond those before it. */
  private readonly away: { readonly id: number; readonly found: ReadonlyMap<Shortage['kind'], Shortage> }[] = [];

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

  /**
   * What would happen if all these brokers were away at once, an example of each kind; empty if every partition can spare them. Asked for one batch after the other that have their
   * first members in common, it looks only at the partitions of those that are new.
   */
  public shortages(batch: readonly number[]): ReadonlyMap<Shortage['kind'], Shortage> {
    let common = 0;
    while (common < batch.length && common < this.away.length && this.away[common].id === batch[common]) { common++; }
    while (this.away.length > common) { this.giveBack(); }
    for (const id of batch.slice(common)) { this.takeAway(id); }
    const worst = new Map<Shortage['kind'], Shortage>();
    for (const { found } of this.away) {
      for (const [kind, shortage] of found) {
        const before = worst.get(kind);
        worst.set(kind, before ? { ...before, others: before.others + 1 + shortage.others } : shortage);
      }
    }
    return worst;
  }

  private takeAway(id: number): void {
    const found = new Map<Shortage['kind'], Shortage>();
    const serves = this.surelyServes.has(id);
    for (const p of this.partitionsOf.get(id) ?? []) {
      if (serves) { this.taken[p]++; }
      const kind = this.shortOf(p);
      if (kind === undefined || (kind === 'unavoidable' && this.policy.unavoidable === 'accept')) { continue; }
      const before = found.get(kind);
      found.set(kind, before ? { ...before, others: before.others + 1 } : this.describe(p, kind));
    }
    this.away.push({ id, found });
  }

  private giveBack(): void {
    const last = this.away.pop();
    if (!last || !this.surelyServes.has(last.id)) { return; }
    for (const p of this.partitionsOf.get(last.id) ?? []) { this.taken[p]--; }
  }

  /** Partitions on these brokers that have no replica to spare, whatever is done. */
  public unavoidable(batch: readonly number[]): readonly string[] {
    const found = new Set<number>();
    for (const id of batch) {
      for (const p of this.partitionsOf.get(id) ?? []) { if (this.replicas(p) <= this.minInSync(p)) { found.add(p); } }
    }
    return [...found].map((p) => partitionName(this.table, p));
  }

  private shortOf(p: number): Shortage['kind'] | undefined {
    const [replicas, min, left] = [this.replicas(p), this.minInSync(p), this.serving[p] - this.taken[p]];
    if (replicas > min) { return left < this.needed(replicas, min) ? 'writable' : undefined; }
    return replicas > 1 && left < 1 ? 'readable' : 'unavoidable';
  }

  /** One replica must be allowed to be away, whatever margin is declared, or nothing could ever be restarted. */
  private needed(replicas: number, min: number): number {
    return Math.min(min + this.policy.inSyncMargin, replicas - 1);
  }

  private describe(p: number, kind: Shortage['kind']): Shortage {
    const [replicas, min] = [this.replicas(p), this.minInSync(p)];
    const needed = { writable: this.needed(replicas, min), readable: 1, unavoidable: min }[kind];
    return { kind, name: partitionName(this.table, p), left: this.serving[p] - this.taken[p], needed, others: 0 };
  }

  private replicas(p: number): number { return this.table.replicaStart[p + 1] - this.table.replicaStart[p]; }

  private minInSync(p: number): number { return this.table.minInSync[this.table.topic[p]]; }
}
