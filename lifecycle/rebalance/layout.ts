import { Placement } from './placement';
import { Racks } from './racks';
import { TopicCounts } from './topic-counts';
import { Traffic } from './traffic';

/** No broker holds it yet. */
export const NOWHERE = -1;

/**
 * Replicas while a plan is made: a slot for each, in the order of the placement. It knows what every broker holds, and where a slot may go.
 */
export class Layout {
  public readonly racks: Racks;
  public readonly replicaStart: Int32Array;
  /** The broker of each slot, or NOWHERE. */
  public readonly at: Int32Array;
  /** The partition of each slot. */
  public readonly of: Int32Array;
  /** By broker. */
  public readonly bytes: Float64Array;
  public readonly count: Float64Array;
  /** How many partitions prefer it as leader. */
  public readonly leads: Float64Array;
  /** What the network carries, if that is known. */
  public readonly traffic?: Traffic;
  /** 1 for brokers that stay. */
  public readonly stays: Uint8Array;
  /** The sum over topics and brokers of what is beyond an even spread. */
  public topicExcess = 0;
  /** The most replicas of each topic on a broker without excess. */
  public readonly fair: Int32Array;
  private readonly topics: TopicCounts;
  /** How many replicas each partition has, if all have as many; else 0. Looking that up is what most time would go into. */
  private readonly each: number;

  /** @param placement after the number of replicas was changed: `replicas` may be NOWHERE */
  constructor(public readonly placement: Placement, public readonly original: Placement) {
    const { brokers, topic, size, replicaStart, replicas } = placement;
    this.racks = new Racks(brokers);
    this.replicaStart = replicaStart;
    this.at = Int32Array.from(replicas);
    this.of = new Int32Array(replicas.length);
    [this.bytes, this.count, this.leads] = [brokers, brokers, brokers].map((all) => new Float64Array(all.length));
    this.stays = Uint8Array.from(brokers, ({ leaves }) => leaves ? 0 : 1);
    const staying = this.stays.reduce((sum, stays) => sum + stays, 0);
    const ofTopic = new Float64Array(placement.topics.length);
    this.topics = new TopicCounts(placement.topics.length, brokers.length, replicas.length);
    this.traffic = placement.rates && new Traffic(brokers.length, placement.rates, replicaStart);
    for (let p = 0; p < topic.length; p++) {
      ofTopic[topic[p]] += replicaStart[p + 1] - replicaStart[p];
      for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) {
        this.of[slot] = p;
        const b = this.at[slot];
        if (b === NOWHERE) { continue; }
        this.bytes[b] += size[p];
        this.count[b] += 1;
        if (slot === replicaStart[p]) { this.leads[b] += 1; }
        this.traffic?.add(p, b, slot === replicaStart[p], 1);
        this.topics.add(topic[p], b, 1);
      }
    }
    const k = topic.length === 0 ? 0 : replicaStart[1];
    this.each = topic.every((_, p) => replicaStart[p + 1] - replicaStart[p] === k) ? k : 0;
    this.fair = Int32Array.from(ofTopic, (n) => Math.ceil(n / staying));
    this.topics.forEach((t, b, n) => { if (this.stays[b] === 1) { this.topicExcess += Math.max(0, n - this.fair[t]); } });
  }

  public sizeOf(slot: number): number { return this.placement.size[this.of[slot]]; }

  /** Whether a partition had a replica on a broker before: then it need not be copied there. */
  public wasOn(p: number, b: number): boolean {
    const { replicaStart, replicas } = this.original;
    for (let i = replicaStart[p]; i < replicaStart[p + 1]; i++) { if (replicas[i] === b) { return true; } }
    return false;
  }

  public isOn(p: number, b: number): boolean {
    for (let slot = this.replicaStart[p]; slot < this.replicaStart[p + 1]; slot++) { if (this.at[slot] === b) { return true; } }
    return false;
  }

  /** The first slot of a slot's partition. */
  private firstOf(slot: number): number { return this.each > 0 ? slot - slot % this.each : this.replicaStart[this.of[slot]]; }

  private numberOf(slot: number): number { return this.replicaStart[this.of[slot] + 1] - this.replicaStart[this.of[slot]]; }

  public topicCount(t: number, b: number): number { return this.topics.get(t, b); }

  public forEachTopicCount(each: (t: number, b: number, count: number) => void): void { this.topics.forEach(each); }

  /** How many replicas of a partition a rack holds on brokers that stay. */
  public inRack(p: number, rack: number): number {
    let n = 0;
    for (let slot = this.replicaStart[p]; slot < this.replicaStart[p + 1]; slot++) {
      const b = this.at[slot];
      if (b !== NOWHERE && this.stays[b] === 1 && this.racks.of[b] === rack) { n += 1; }
    }
    return n;
  }

  /** Whether a slot may go to a broker, as far as racks and the partition's other replicas are concerned: none of them gets worse. */
  public fits(slot: number, to: number): boolean {
    const { at, racks, stays } = this;
    const rackOf = racks.of;
    const first = this.firstOf(slot);
    const end = first + (this.each || this.numberOf(slot));
    const from = at[slot];
    const rack = rackOf[to];
    const leaving = from === NOWHERE || stays[from] === 0;
    const its = leaving ? -1 : rackOf[from];
    let here = 0;
    let there = 0;
    for (let s = first; s < end; s++) {
      const b = at[s];
      if (b === to) { return false; }
      if (b === NOWHERE || stays[b] === 0) { continue; }
      if (rackOf[b] === rack) { there += 1; } else if (rackOf[b] === its) { here += 1; }
    }
    if (its === rack) { return true; }
    return there < racks.most(end - first)[rack] && (leaving || here > racks.least(end - first)[its]);
  }

  /** Whether a rack has room for a slot, whichever of its brokers has it. */
  public rackTakes(slot: number, rack: number): boolean {
    const { at, racks, stays } = this;
    const first = this.firstOf(slot);
    const k = this.each || this.numberOf(slot);
    const from = at[slot];
    const its = from === NOWHERE || stays[from] === 0 ? -1 : racks.of[from];
    if (its === rack) { return true; }
    let [here, there] = [0, 0];
    for (let s = first; s < first + k; s++) {
      const b = at[s];
      if (b === NOWHERE || stays[b] === 0) { continue; }
      if (racks.of[b] === rack) { there += 1; } else if (racks.of[b] === its) { here += 1; }
    }
    return there < racks.most(k)[rack] && (its < 0 || here > racks.least(k)[its]);
  }

  /** How many replicas of a partition are beyond what their racks may hold of it. */
  public rackExcess(p: number): number {
    const { at, racks, replicaStart, stays } = this;
    const [first, end] = [replicaStart[p], replicaStart[p + 1]];
    const most = racks.most(end - first);
    let excess = 0;
    for (let slot = first; slot < end; slot++) {
      const b = at[slot];
      if (b === NOWHERE || stays[b] === 0) { continue; }
      // Each is beyond its rack's share if so many others of the rack come before it.
      let before = 0;
      for (let s = first; s < slot; s++) { if (at[s] !== NOWHERE && stays[at[s]] === 1 && racks.of[at[s]] === racks.of[b]) { before += 1; } }
      if (before >= most[racks.of[b]]) { excess += 1; }
    }
    return excess;
  }

  /** By how much the excess of topics changes. */
  public excessChange(slot: number, to: number): number {
    const t = this.placement.topic[this.of[slot]];
    const from = this.at[slot];
    const fair = this.fair[t];
    return (this.topics.get(t, to) >= fair ? 1 : 0) - (from !== NOWHERE && this.stays[from] === 1 && this.topics.get(t, from) > fair ? 1 : 0);
  }

  /** What is to be copied more, or less, in bytes. */
  public copyChange(slot: number, to: number): number {
    const p = this.of[slot];
    const from = this.at[slot];
    const added = this.wasOn(p, to) ? 0 : this.placement.size[p];
    return from === NOWHERE || this.wasOn(p, from) ? added : added - this.placement.size[p];
  }

  public move(slot: number, to: number): void {
    this.topicExcess += this.excessChange(slot, to);
    const [p, from] = [this.of[slot], this.at[slot]];
    const [t, size, leads] = [this.placement.topic[p], this.placement.size[p], slot === this.replicaStart[p] ? 1 : 0];
    if (from !== NOWHERE) {
      this.bytes[from] -= size;
      this.count[from] -= 1;
      this.leads[from] -= leads;
      this.topics.add(t, from, -1);
      this.traffic?.add(p, from, leads === 1, -1);
    }
    this.at[slot] = to;
    this.traffic?.add(p, to, leads === 1, 1);
    this.bytes[to] += size;
    this.count[to] += 1;
    this.leads[to] += leads;
    this.topics.add(t, to, 1);
  }

  /** Lets two replicas of a partition change their places in the order. */
  public reorder(p: number, slot: number, other: number): void {
    const first = this.replicaStart[p];
    this.leads[this.at[first]] -= 1;
    this.traffic?.lead(p, this.at[first], -1);
    [this.at[slot], this.at[other]] = [this.at[other], this.at[slot]];
    this.leads[this.at[first]] += 1;
    this.traffic?.lead(p, this.at[first], 1);
  }
}
