import { LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { PartitionTable, partitionName } from '../partition-table';
import { IdIndex } from './id-index';

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

type Shortages = ReadonlyMap<Shortage['kind'], Shortage>;

const NONE: Shortages = new Map();
const NOWHERE = new Int32Array(0);
/** More than any partition has. */
const ALWAYS_SHORT = 65_535;

/**
 * How many in-sync replicas each partition can spare. Made once for an observation; asked for any batch of the candidates.
 *
 * A broker that is taken away counts if it may serve; one that stays counts only if it surely does. In doubt nothing is touched.
 */
export class InSyncBudget {
  /** In-sync replicas that surely serve, for each partition, without those on brokers of the batch that is being judged. */
  private readonly left: Uint16Array;
  /** What is less than this of each partition is short. */
  private readonly least: Uint16Array;
  private readonly candidates: IdIndex;
  /** For each candidate, by its number: the partitions in whose in-sync replicas it is. */
  private readonly partitionsOf: readonly Int32Array[];
  /** The batch that is being judged, with what all members up to each of them make short. */
  private readonly away: { readonly id: number; readonly worst: Shortages }[] = [];

  /**
   * @param surelyServes brokers that surely serve
   * @param candidates brokers that may be taken away, as far as they may be serving
   */
  constructor(
    private readonly table: PartitionTable, private readonly policy: Pick<LifecyclePolicy, 'inSyncMargin' | 'unavoidable'>,
    private readonly surelyServes: ReadonlySet<number>, candidates: ReadonlySet<number>,
  ) {
    this.left = new Uint16Array(table.topic.length);
    this.least = new Uint16Array(table.topic.length);
    this.candidates = new IdIndex(candidates);
    this.partitionsOf = this.count();
  }

  /** Goes over all in-sync replicas twice: once to count them, once to note those of candidates. */
  private count(): Int32Array[] {
    const { candidates, left, least, table: { inSync, inSyncStart } } = this;
    // Candidates have the first numbers.
    const known = new IdIndex([...candidates.ids, ...this.surelyServes]);
    const serves = Uint8Array.from(known.ids, (id) => this.surelyServes.has(id) ? 1 : 0);
    const counts = new Int32Array(known.ids.length);
    for (let p = 0; p < left.length; p++) {
      least[p] = this.leastOf(p);
      for (let i = inSyncStart[p], end = inSyncStart[p + 1]; i < end; i++) {
        const number = known.numberOf(inSync[i]);
        if (number < 0) { continue; }
        left[p] += serves[number];
        counts[number]++;
      }
    }
    const partitionsOf = Array.from(candidates.ids, (_, candidate) => new Int32Array(counts[candidate]));
    const filled = new Int32Array(partitionsOf.length);
    for (let p = 0; p < left.length; p++) {
      for (let i = inSyncStart[p], end = inSyncStart[p + 1]; i < end; i++) {
        const candidate = candidates.numberOf(inSync[i]);
        if (candidate >= 0) { partitionsOf[candidate][filled[candidate]++] = p; }
      }
    }
    return partitionsOf;
  }

  /**
   * What would happen if all these brokers were away at once, an example of each kind; empty if every partition can spare them. Asked for one batch after the other that have their
   * first members in common, it looks only at the partitions of those that are new.
   */
  public shortages(batch: readonly number[]): Shortages {
    let common = 0;
    while (common < batch.length && common < this.away.length && this.away[common].id === batch[common]) { common++; }
    while (this.away.length > common) { this.giveBack(); }
    for (const id of batch.slice(common)) { this.takeAway(id); }
    return this.worst;
  }

  private get worst(): Shortages { return this.away[this.away.length - 1]?.worst ?? NONE; }

  private takeAway(id: number): void {
    const { left, least } = this;
    const taken = this.surelyServes.has(id) ? 1 : 0;
    const found = new Map<Shortage['kind'], Shortage>();
    const more = { writable: -1, readable: -1, unavoidable: -1 };
    for (const p of this.partitionsWith(id)) {
      left[p] -= taken;
      if (left[p] >= least[p]) { continue; }
      const kind = this.kindOf(p);
      if (more[kind]++ < 0) { found.set(kind, this.describe(p, kind)); }
    }
    for (const [kind, shortage] of found) { found.set(kind, { ...shortage, others: more[kind] }); }
    this.away.push({ id, worst: added(this.worst, found) });
  }

  private giveBack(): void {
    const last = this.away.pop();
    if (!last || !this.surelyServes.has(last.id)) { return; }
    for (const p of this.partitionsWith(last.id)) { this.left[p]++; }
  }

  private partitionsWith(id: number): Int32Array {
    const candidate = this.candidates.numberOf(id);
    return candidate < 0 ? NOWHERE : this.partitionsOf[candidate];
  }

  /** Partitions on these brokers that have no replica to spare, whatever is done. */
  public unavoidable(batch: readonly number[]): readonly string[] {
    const found = new Set<number>();
    for (const id of batch) {
      for (const p of this.partitionsWith(id)) { if (this.replicas(p) <= this.minInSync(p)) { found.add(p); } }
    }
    return [...found].map((p) => partitionName(this.table, p));
  }

  /** A partition without a replica to spare is short whatever is left, unless that is accepted; even then it is not taken offline if it has another replica. */
  private leastOf(p: number): number {
    const replicas = this.replicas(p);
    const min = this.minInSync(p);
    if (replicas > min) { return this.needed(replicas, min); }
    return this.policy.unavoidable === 'refuse' ? ALWAYS_SHORT : replicas > 1 ? 1 : 0;
  }

  /** Of a partition that is short. */
  private kindOf(p: number): Shortage['kind'] {
    if (this.replicas(p) > this.minInSync(p)) { return 'writable'; }
    return this.replicas(p) > 1 && this.left[p] < 1 ? 'readable' : 'unavoidable';
  }

  /** One replica must be allowed to be away, whatever margin is declared, or nothing could ever be restarted. */
  private needed(replicas: number, min: number): number {
    return Math.min(min + this.policy.inSyncMargin, replicas - 1);
  }

  private describe(p: number, kind: Shortage['kind']): Shortage {
    const [replicas, min] = [this.replicas(p), this.minInSync(p)];
    const needed = { writable: this.needed(replicas, min), readable: 1, unavoidable: min }[kind];
    return { kind, name: partitionName(this.table, p), left: this.left[p], needed, others: 0 };
  }

  private replicas(p: number): number { return this.table.replicaStart[p + 1] - this.table.replicaStart[p]; }

  private minInSync(p: number): number { return this.table.minInSync[this.table.topic[p]]; }
}

/** The first example of each kind stays. */
function added(before: Shortages, found: Shortages): Shortages {
  if (found.size === 0) { return before; }
  const worst = new Map(before);
  for (const [kind, shortage] of found) {
    const known = worst.get(kind);
    worst.set(kind, known ? { ...known, others: known.others + 1 + shortage.others } : shortage);
  }
  return worst;
}
