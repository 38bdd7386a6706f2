import type { PartitionTable } from '../../../lifecycle/partition-table';

/** Partitions as a scenario draws them. */
export interface Topic {
  readonly name: string;
  readonly minInSync: number;
  /** Of each partition, the preferred leader first. */
  readonly replicas: readonly (readonly number[])[];
  /** Of a replica of each partition; 0 if it is not said. */
  readonly bytes?: number;
}

/** What a partition gets and loses while it is reassigned. */
export interface Reassignment {
  readonly adding: number;
  readonly removing: readonly number[];
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
  /** By partition. */
  public readonly moves = new Map<number, Reassignment>();
  private dirty = true;
  private structureDirty = true;
  private slotsDirty = false;
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
    all.forEach((p, i) => {
      this.partitionOf.fill(i, this.start[i], this.start[i + 1]);
      p.replicas.forEach((id, r) => {
        this.broker[this.start[i] + r] = id;
        this.inSync[this.start[i] + r] = 1;
      });
    });
    this.indexSlots();
  }

  public watch: Watch = () => undefined;

  /** Of how many partitions a broker has a replica that is not in sync. */
  public behind(id: number): number { return this.outOfSync.get(id) ?? 0; }

  /** The slots of a broker, those aside that it is only to get. */
  public slotsOf(id: number): Int32Array {
    if (this.slotsDirty) { this.indexSlots(); }
    return this.slots.get(id) ?? new Int32Array(0);
  }

  public bytesOf(p: number): number { return this.topics[this.topicOf[p]].bytes ?? 0; }

  public replicasOf(p: number): number[] { return [...this.broker.subarray(this.start[p], this.start[p] + this.replicas[p])]; }

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
    if (this.reassigning[p] === 0) { this.begin(p, [...this.replicasOf(p), to], { adding: to, removing: [] }, now); }
  }

  /**
   * Replicas as AlterPartitionReassignments takes them: what is added is copied first, and until then the list ends with what is removed; without that it is done at once. It
   * takes the place of one that is under way.
   *
   * @returns false if more than one replica would be copied
   */
  public reassign(p: number, target: readonly number[], now: number): boolean {
    this.endReassignment(p);
    const current = this.replicasOf(p);
    const added = target.filter((id) => !current.includes(id));
    const removing = current.filter((id) => !target.includes(id));
    if (added.length > 1) { return false; }
    if (added.length === 1) { this.begin(p, [...target, ...removing], { adding: added[0], removing }, now); } else { this.rewrite(p, target); }
    return true;
  }

  /** What was added is in sync, and what was to be removed is gone. */
  public endedReassignment(p: number, serves: (id: number) => boolean): void {
    const move = this.moves.get(p);
    if (!move) { return; }
    this.inSync[this.slotOf(p, move.adding)] = 1;
    this.end(p, this.replicasOf(p).filter((id) => !move.removing.includes(id)));
    if (!this.replicasOf(p).includes(this.leader[p])) { this.elect(p, serves); }
  }

  /** It is cancelled: what was there before is there again, in another order. */
  public endReassignment(p: number): void {
    const move = this.moves.get(p);
    if (move) { this.end(p, this.replicasOf(p).filter((id) => id !== move.adding)); }
  }

  /** Partitions whose reassignment concerns a broker. */
  public reassigned(id: number): number[] { return [...this.moves.keys()].filter((p) => this.replicasOf(p).includes(id)); }

  /** Whether a slot is of a replica that is only being added. */
  public isComing(slot: number): boolean { return this.moves.size > 0 && this.moves.get(this.partitionOf[slot])?.adding === this.broker[slot]; }

  private begin(p: number, list: readonly number[], move: Reassignment, now: number): void {
    this.reassigning[p] = 1;
    this.reassignedAt[p] = now;
    this.moves.set(p, move);
    this.rewrite(p, list);
  }

  private end(p: number, list: readonly number[]): void {
    this.reassigning[p] = 0;
    const { adding } = this.moves.get(p) ?? { adding: -1 };
    this.moves.delete(p);
    this.rewrite(p, list, adding);
  }

  private slotOf(p: number, id: number): number { return this.broker.indexOf(id, this.start[p]); }

  /** Other replicas, or in another order; each stays in sync or not, as it was. `came`: what was being added, and has never counted as out of sync. */
  private rewrite(p: number, list: readonly number[], came = -1): void {
    const before = this.replicasOf(p);
    const synced = new Set(before.filter((_, i) => this.inSync[this.start[p] + i] === 1));
    const coming = this.moves.get(p)?.adding;
    for (const id of before) { if (id !== came && !list.includes(id) && !synced.has(id)) { this.outOfSync.set(id, this.behind(id) - 1); } }
    for (let slot = this.start[p]; slot < this.start[p + 1]; slot++) {
      const id = list[slot - this.start[p]] ?? -1;
      this.broker[slot] = id;
      this.inSync[slot] = id !== coming && synced.has(id) ? 1 : 0;
    }
    this.replicas[p] = list.length;
    this.dirty = this.structureDirty = this.slotsDirty = true;
  }

  private indexSlots(): void {
    const counts = new Map<number, number>();
    const each = (visit: (slot: number, id: number) => void) => {
      for (let slot = 0; slot < this.broker.length; slot++) {
        if (this.broker[slot] >= 0 && !this.isComing(slot)) { visit(slot, this.broker[slot]); }
      }
    };
    each((_, id) => { counts.set(id, (counts.get(id) ?? 0) + 1); });
    this.slots.clear();
    for (const [id, n] of counts) { this.slots.set(id, new Int32Array(n)); }
    const filled = new Map<number, number>();
    each((slot, id) => {
      const at = filled.get(id) ?? 0;
      this.slots.get(id)?.fill(slot, at, at + 1);
      filled.set(id, at + 1);
    });
    this.slotsDirty = false;
  }

  /** A copy that does not change any more. What has not changed since the last one is shared with it. */
  public snapshot(): PartitionTable {
    if (!this.dirty && this.table) { return this.table; }
    const { count, table } = this;
    const size = this.replicas.reduce((sum, n) => sum + n, 0);
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
