import { Layout } from './layout';

/** The most replicas of each topic that a broker is to hold: so much more than an even spread, rounded up, or what its rack must hold, evenly over the brokers of the rack. */
export class TopicLimits {
  /** By topic and rack. */
  private readonly most: Int32Array;

  constructor(private readonly layout: Layout, width: number) {
    const { racks, replicaStart, placement: { topics, topic }, stays } = layout;
    const staying = stays.reduce((sum, s) => sum + s, 0);
    const count = racks.names.length;
    const must = new Float64Array(topics.length * count);
    const all = new Float64Array(topics.length);
    for (let p = 0; p < topic.length; p++) {
      const k = replicaStart[p + 1] - replicaStart[p];
      all[topic[p]] += k;
      racks.least(k).forEach((n, r) => { must[topic[p] * count + r] += n; });
    }
    this.most = Int32Array.from(must, (n, i) => Math.max(
      Math.ceil((1 + width) * all[Math.floor(i / count)] / staying - 1e-9), n === 0 ? 0 : Math.ceil(n / racks.staying[i % count] - 1e-9)));
  }

  public of(t: number, b: number): number {
    const { racks } = this.layout;
    return this.most[t * racks.names.length + racks.of[b]];
  }

  /** By how much what is beyond the limits changes, if a replica goes to another broker: -1, 0 or 1. */
  public change(layout: Layout, slot: number, to: number): number {
    const [t, from] = [layout.placement.topic[layout.of[slot]], layout.at[slot]];
    return (layout.topicCount(t, to) >= this.of(t, to) ? 1 : 0) - (layout.topicCount(t, from) > this.of(t, from) ? 1 : 0);
  }

  /** Where a broker holds more, and how much. */
  public forEachOver(layout: Layout, each: (t: number, b: number, over: number) => void): void {
    layout.forEachTopicCount((t, b, n) => { if (layout.stays[b] === 1 && n > this.of(t, b)) { each(t, b, n - this.of(t, b)); } });
  }

  public over(layout: Layout): number {
    let sum = 0;
    this.forEachOver(layout, (_, __, over) => { sum += over; });
    return sum;
  }
}
