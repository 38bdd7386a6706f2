import type { PartitionTable } from '../../../lifecycle/partition-table';

/** Partitions as a scenario draws them. */
export interface Topic {
  readonly name: string;
  readonly minInSync: number;
  /** Of each partition, the preferred leader first. */
  readonly replicas: readonly (readonly number[])[];
}

/** Called when a partition may have become less available: a replica has left its in-sync replicas, or a member of them has died. */
export type Watch = (partition: number) => void;

/**
 * The partitions of a cluster: who leads them, and who is in sync. A replica has a slot; arrays instead of objects, as there may be a million. Each partition has room for one
 * replica more, which a reassignment adds.
 */
export class Partitions {
  public readonly count: number;
  public readonly topicOf: Int32Array;
  public readonly numberOf: Int32Array;
  public readonly minInSync: Int32Array;
  public readonly leader: Int32Array;
  public readonly reassigning: Uint8Array;
  /** The slots of partition p: `start[p]` to before `start[p] + replicas[p]`. */
  public readonly start: Int32Array;
  public readonly replicas: Uint8Array;
  public readonly broker: Int32Array;
  public readonly inSync: Uint8Array;
  public readonly partitionOf: Int32Array;
  /** When a partition last lost an in-sync replica, and when its reassignment began. */
  public readonly shrunkAt: Float64Array;
  public readonly reassignedAt: Float64Array;
  private readonly outOfSync = new Map<number, number>();
  private readonly slots = new Map<number, Int32Array>();
  private readonly moved = new Map<number, number[]>();
  /** How many reassignments there are. */
  private underWay = 0;
  private dirty = true;
  private structureDirty = true;
  private table?: PartitionTable;

  constructor(public readonly topics: readonly Topic[]) {
    const all = topics.flatMap((topic, t) => topic.replicas.map((replicas, number) => ({ t, number, replicas })));
    this.count = all.length;
    this.topicOf = Int32Array.from(all, (p) => p.t);
    this.numberOf = Int32Array.from(all, (p) => p.number);
    this.minInSync = Int32Array.from(topics, (t) => t.minInSync);
    this.leader = Int32Array.from(all, (p) => p.replicas[0]);
    this.reassigning = new Uint8Array(this.count);
    this.replicas = Uint8Array.from(all, (p) => p.replicas.length);
    this.start = new Int32Array(this.count + 1);
    this.shrunkAt = new Float64Array(this.count).fill(-1);
    this.reassignedAt = new Float64Array(this.count).fill(-1);
    all.forEach((p, i) => { this.start[i + 1] = this.start[i] + p.replicas.length + 1; });
    const size = this.start[this.count];
    this.broker = new Int32Array(size).fill(-1);
    this.inSync = new Uint8Array(size);
    this.partitionOf = new Int32Array(size);
    const counts = new Map<number, number>();
    all.forEach((p, i) => {
      this.partitionOf.fill(i, this.start[i], this.start[i + 1]);
      p.replicas.forEach((id, r) => {
        this.broker[this.start[i] + r] = id;
        this.inSync[this.start[i] + r] = 1;
        counts.set(id, (counts.get(id) ?? 0) + 1);
      });
    });
    const filled = new Map<number, number>();
    for (const [id, n] of counts) { this.slots.set(id, new Int32Array(n)); }
    for (let slot = 0; slot < size; slot++) {
      const id = this.broker[slot];
      const list = this.slots.get(id);
      if (!list) { continue; }
      const at = filled.get(id) ?? 0;
      list[at] = slot;
      filled.set(id, at + 1);
    }
  }

  public watch: Watch = () => undefined;

  /** Of how many partitions a broker has a replica that is not in sync. */
  public behind(id: number): number { return this.outOfSync.get(id) ?? 0; }

  public slotsOf(id: number): Int32Array { return this.slots.get(id) ?? new Int32Array(0); }

  /** The slots of a broker that are not in sync. */
  public slotsBehind(id: number): number[] {
    const found: number[] = [];
    if (this.behind(id) === 0) { return found; }
    for (const slot of this.slotsOf(id)) { if (this.inSync[slot] === 0) { found.push(slot); } }
    return found;
  }

  /** How many replicas are in sync and fulfil a condition. */
  public inSyncCount(p: number, such: (id: number) => boolean): number {
    let n = 0;
    for (let slot = this.start[p], end = slot + this.replicas[p]; slot < end; slot++) {
      if (this.inSync[slot] === 1 && such(this.broker[slot])) { n++; }
    }
    return n;
  }

  /**
   * A broker leaves: its partitions are led by others that are in sync and serve, and it is not in sync any more wherever somebody else is.
   */
  public leave(id: number, serves: (id: number) => boolean, now: number): void {
    for (const slot of this.slotsOf(id)) {
      const p = this.partitionOf[slot];
      if (this.leader[p] === id) { this.elect(p, (other) => other !== id && serves(other)); }
      if (this.inSync[slot] === 1 && this.inSyncCount(p, (other) => other !== id) > 0) { this.shrink(slot, now); }
    }
    this.dirty = true;
  }

  /** A broker serves again: it leads what nobody else may lead. */
  public lead(id: number): void {
    for (const slot of this.slotsOf(id)) {
      const p = this.partitionOf[slot];
      if (this.inSync[slot] === 1 && this.leader[p] < 0) { this.leader[p] = id; }
    }
    this.dirty = true;
  }

  public shrink(slot: number, now: number): void {
    if (this.inSync[slot] === 0) { return; }
    this.inSync[slot] = 0;
    const p = this.partitionOf[slot];
    this.shrunkAt[p] = now;
    this.outOfSync.set(this.broker[slot], this.behind(this.broker[slot]) + 1);
    this.dirty = true;
    this.watch(p);
  }

  public join(slot: number): void {
    if (this.inSync[slot] === 1) { return; }
    this.inSync[slot] = 1;
    this.outOfSync.set(this.broker[slot], this.behind(this.broker[slot]) - 1);
    this.dirty = true;
  }

  /** The preferred replica leads, if it may. */
  public electPreferred(p: number, serves: (id: number) => boolean): boolean {
    const slot = this.start[p];
    const id = this.broker[slot];
    if (this.inSync[slot] === 0 || !serves(id)) { return false; }
    this.leader[p] = id;
    this.dirty = true;
    return true;
  }

  /** The first replica in sync that serves leads, or nobody. */
  public elect(p: number, serves: (id: number) => boolean): void {
    this.leader[p] = -1;
    for (let slot = this.start[p]; slot < this.start[p] + this.replicas[p]; slot++) {
      if (this.inSync[slot] === 1 && serves(this.broker[slot])) { this.leader[p] = this.broker[slot]; break; }
    }
    this.dirty = true;
  }

  /** Leadership moves to any other replica in sync that serves. */
  public moveLeader(p: number, serves: (id: number) => boolean): void {
    const before = this.leader[p];
    for (let slot = this.start[p] + this.replicas[p] - 1; slot >= this.start[p]; slot--) {
      const id = this.broker[slot];
      if (id !== before && this.inSync[slot] === 1 && serves(id)) { this.leader[p] = id; this.dirty = true; return; }
    }
  }

  /** A reassignment adds a replica. */
  public beginReassignment(p: number, to: number, now: number): void {
    const slot = this.start[p] + this.replicas[p];
    if (this.reassigning[p] === 1) { return; }
    this.reassigning[p] = 1;
    this.underWay++;
    this.reassignedAt[p] = now;
    this.broker[slot] = to;
    this.inSync[slot] = 0;
    this.replicas[p]++;
    this.moved.set(to, [...this.moved.get(to) ?? [], p]);
    this.dirty = this.structureDirty = true;
  }

  /** It is cancelled. */
  public endReassignment(p: number): void {
    if (this.reassigning[p] === 0) { return; }
    this.reassigning[p] = 0;
    this.underWay--;
    this.replicas[p]--;
    const slot = this.start[p] + this.replicas[p];
    this.moved.set(this.broker[slot], (this.moved.get(this.broker[slot]) ?? []).filter((q) => q !== p));
    this.broker[slot] = -1;
    this.dirty = this.structureDirty = true;
  }

  /** Partitions whose reassignment concerns a broker. */
  public reassigned(id: number): number[] {
    const found = [...this.moved.get(id) ?? []];
    for (const slot of this.slotsOf(id)) { if (this.reassigning[this.partitionOf[slot]] === 1) { found.push(this.partitionOf[slot]); } }
    return found;
  }

  /** A copy that does not change any more. What has not changed since the last one is shared with it. */
  public snapshot(): PartitionTable {
    if (!this.dirty && this.table) { return this.table; }
    const { count, table } = this;
    const size = this.broker.length - count + this.underWay;
    const fixed = table && !this.structureDirty ? table : this.structure(size);
    const inSyncStart = new Int32Array(count + 1);
    const inSync = new Int32Array(size);
    let n = 0;
    for (let p = 0; p < count; p++) {
      for (let slot = this.start[p], end = slot + this.replicas[p]; slot < end; slot++) {
        if (this.inSync[slot] === 1) { inSync[n++] = this.broker[slot]; }
      }
      inSyncStart[p + 1] = n;
    }
    this.table = { ...fixed, leader: this.leader.slice(), reassigning: this.reassigning.slice(), inSyncStart, inSync: inSync.subarray(0, n) };
    this.dirty = this.structureDirty = false;
    return this.table;
  }

  private structure(size: number): PartitionTable {
    const replicaStart = new Int32Array(this.count + 1);
    const replicas = new Int32Array(size);
    let n = 0;
    for (let p = 0; p < this.count; p++) {
      for (let slot = this.start[p], end = slot + this.replicas[p]; slot < end; slot++) { replicas[n++] = this.broker[slot]; }
      replicaStart[p + 1] = n;
    }
    return {
      topics: this.topics.map((t) => t.name),
      minInSync: this.minInSync,
      topic: this.topicOf,
      partition: this.numberOf,
      leader: this.leader,
      reassigning: this.reassigning,
      replicaStart,
      replicas,
      inSyncStart: replicaStart,
      inSync: replicas,
    };
  }
}
