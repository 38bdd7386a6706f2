import { Band } from './band';
import { Layout } from './layout';

/**
 * Brings the numbers of partitions that brokers lead into a band, by the order of replicas alone: along the shortest chain of brokers from one that leads too many to one that may lead more.
 * Brokers that leave lead nothing that another one could.
 *
 * @param movable by partition: 1 if the order of its replicas may change
 * @param open by broker: 1 if it may get and lose leadership; those that leave lose it anyway
 */
export function balanceLeaders(layout: Layout, band: Band, movable: Uint8Array, open: Uint8Array): void {
  const graph = new LeaderGraph(layout, movable, open);
  const { load, low, high } = band;
  const hand = (path: readonly number[] | undefined) => {
    for (let i = 0; path && i + 1 < path.length; i++) { graph.hand(path[i], path[i + 1]); }
    return path !== undefined;
  };
  const away = (b: number, anywhere: boolean) => hand(
    graph.path(b, (from, to) => graph.count(from, to), (to) => load[to] < low[to])
      ?? graph.path(b, (from, to) => graph.count(from, to), (to) => load[to] + 1 <= high[to])
      ?? (anywhere ? graph.path(b, (from, to) => graph.count(from, to), () => true) : undefined),
  );
  const onto = (b: number) => hand(graph.path(b, (from, to) => graph.count(to, from), (to) => load[to] - 1 >= low[to])?.reverse());
  for (let b = 0; b < load.length; b++) {
    if (layout.stays[b] === 0) { while (load[b] > 0 && away(b, true)); }
  }
  for (let b = 0; b < load.length; b++) {
    if (open[b] === 1) { while (load[b] > high[b] && away(b, false)); }
  }
  for (let b = 0; b < load.length; b++) {
    if (open[b] === 1) { while (load[b] < low[b] && onto(b)); }
  }
}

/** For two brokers: how many partitions the first one leads of which the second one has a replica. */
class LeaderGraph {
  private readonly counts: Int32Array;
  private readonly led: number[][];
  private readonly brokers: number;

  constructor(private readonly layout: Layout, movable: Uint8Array, private readonly open: Uint8Array) {
    this.brokers = layout.stays.length;
    this.counts = new Int32Array(this.brokers * this.brokers);
    this.led = Array.from(layout.stays, () => []);
    for (let p = 0; p < movable.length; p++) {
      const leader = layout.at[layout.replicaStart[p]];
      if (movable[p] === 0 || leader < 0) { continue; }
      this.led[leader].push(p);
      this.note(p, 1);
    }
  }

  public count(leader: number, follower: number): number { return this.counts[leader * this.brokers + follower]; }

  /** The shortest way to a broker that is wanted; the first one is `from`. */
  public path(from: number, edge: (a: number, b: number) => number, wanted: (b: number) => boolean): number[] | undefined {
    const before = new Int32Array(this.brokers).fill(-1);
    const queue = [from];
    before[from] = from;
    for (const a of queue) {
      for (let b = 0; b < this.brokers; b++) {
        if (before[b] >= 0 || this.open[b] === 0 || edge(a, b) === 0) { continue; }
        before[b] = a;
        if (wanted(b)) {
          const path = [b];
          for (let at = b; at !== from; at = before[at]) { path.unshift(before[at]); }
          return path;
        }
        queue.push(b);
      }
    }
    return undefined;
  }

  /** Lets `to` lead a partition that `from` leads. */
  public hand(from: number, to: number): void {
    const { layout } = this;
    const list = this.led[from];
    for (let i = list.length - 1; i >= 0; i--) {
      const p = list[i];
      const first = layout.replicaStart[p];
      for (let slot = first + 1; slot < layout.replicaStart[p + 1]; slot++) {
        if (layout.at[slot] !== to) { continue; }
        this.note(p, -1);
        layout.reorder(p, first, slot);
        this.note(p, 1);
        list[i] = list[list.length - 1];
        list.pop();
        this.led[to].push(p);
        return;
      }
    }
    throw new Error(`broker ${from} leads nothing that ${to} could lead`);
  }

  private note(p: number, change: number): void {
    const { at, replicaStart } = this.layout;
    const leader = at[replicaStart[p]];
    for (let slot = replicaStart[p] + 1; slot < replicaStart[p + 1]; slot++) {
      if (at[slot] >= 0) { this.counts[leader * this.brokers + at[slot]] += change; }
    }
  }
}
