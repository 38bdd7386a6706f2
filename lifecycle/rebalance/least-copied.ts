import { bySize } from './candidates';
import { Layout } from './layout';
import { PlanState } from './plan-state';
import { Place, placesOf } from './possible-places';

/** So large a cluster may be, in replicas: what is larger is not searched. */
const MOST_REPLICAS = 64;
/** So many partitions are placed anew at once at first, and by looking at so many brokers at most. */
const [AT_ONCE, EACH] = [7, 5000];
/** After so many times in vain, for each partition, two more at once, with twice the looks; so often. */
const [IN_VAIN, LEVELS] = [4, 4];
/** So many brokers are looked at in all. */
const BUDGET = 600_000;
/** So close to the least that any placement costs is close enough. */
const NEAR = 1.005;
/** To be outside of a band is worth as many times all that there is. */
const DEAR = 1000;
const CLOSE = 1e-9;
/** Looked up once: where code runs in a sandbox, as in tests, looking up what is global takes longer than all else that is done with it. */
const NEVER = Infinity;

/**
 * For small clusters, where single partitions are as large as the bands are wide: some partitions are placed anew, as well as they can be while the others stay where they are, then some others, again
 * and again, and more of them at once where that is in vain, until nothing more is found. Well is within the bands for bytes and replicas, with the least copied. For those that are
 * placed, the largest come first, each where it costs least first; what brokers lack or have too much in any case bounds what the rest costs (branch and bound, in a large neighbourhood search; Shaw 1998).
 */
export function copyLeast(state: PlanState, mostExcess: number): void {
  const { layout } = state;
  if (layout.at.length > MOST_REPLICAS || layout.at.includes(-1)) { return; }
  const places = placesOf(state);
  const found = places && new Search(state, mostExcess, places).run();
  found?.forEach(({ brokers }, p) => { rearrange(layout, p, brokers); });
}

/** What stays keeps its place in the order. */
function rearrange(layout: Layout, p: number, brokers: readonly number[]): void {
  const { at, replicaStart } = layout;
  const its = at.subarray(replicaStart[p], replicaStart[p + 1]);
  const come = brokers.filter((b) => !its.includes(b));
  for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) {
    if (brokers.includes(at[slot])) { continue; }
    const to = come.shift();
    if (to !== undefined) { layout.move(slot, to); }
  }
}

class Search {
  private readonly sorted: readonly number[];
  private order: readonly number[];
  /** By broker: what was placed, and what of the rest has been there before. */
  private readonly bytes: Float64Array;
  private readonly count: Float64Array;
  private readonly homeBytes: Float64Array;
  private readonly homeCount: Float64Array;
  /** By topic and broker: what was placed; and how much of that is beyond an even spread. */
  private readonly ofTopic: Int32Array;
  private topicExcess = 0;
  /** By depth: the bytes of one replica of each partition that is left. */
  private readonly rest: Float64Array;
  private readonly chosen: Place[] = [];
  private best: readonly Place[] = [];
  private least = NEVER;
  /** How many brokers may be looked at, each time and for this time; and how many were in all. */
  private each = EACH;
  private budget = 0;
  private work = 0;
  private readonly priceOutside: number;
  /** By broker: what it may not hold more than. */
  private readonly most: Float64Array;
  /** The brokers that bands are for. */
  private readonly judged: Int32Array;

  /** @param places by partition, the cheapest first */
  constructor(private readonly state: PlanState, private readonly mostExcess: number, private readonly places: readonly (readonly Place[])[]) {
    const { layout, disk, limit } = state;
    const { size, topics } = layout.placement;
    this.sorted = [...bySize(size)].reverse();
    this.order = this.sorted;
    const brokers = disk.load.length;
    const zero = () => new Float64Array(brokers);
    [this.bytes, this.count, this.homeBytes, this.homeCount] = [zero(), zero(), zero(), zero()];
    this.ofTopic = new Int32Array(topics.length * brokers);
    for (let p = 0; p < size.length; p++) { this.atHome(p, 1); }
    this.rest = new Float64Array(size.length + 1);
    this.sumUp();
    this.priceOutside = DEAR * this.rest[0];
    this.most = limit.map((its, b) => Math.max(its, disk.load[b]) + CLOSE * this.rest[0]);
    this.judged = Int32Array.from([...layout.stays.keys()].filter((b) => layout.stays[b] === 1 && disk.target[b] > 0));
  }

  /** By partition; undefined if nothing better was found. */
  public run(): readonly Place[] | undefined {
    const bound = this.bound(0, NEVER);
    this.best = this.asItIs();
    const before = this.costOf(this.best);
    this.least = before;
    // All of them at once need not be tried again.
    const inVain = this.sorted.length <= AT_ONCE ? 1 : IN_VAIN * this.sorted.length;
    let [seed, last] = [1, 0];
    for (let round = 0; round < last + inVain * LEVELS && this.work < BUDGET && this.least > NEAR * bound + CLOSE; round++) {
      const some = new Set<number>();
      const level = Math.floor((round - last) / inVain);
      const most = Math.min(this.sorted.length, AT_ONCE + 2 * level);
      this.each = EACH * 2 ** level;
      while (some.size < most) {
        // Numbers that are as good as any other, and always the same.
        seed = seed * 48_271 % 2_147_483_647;
        some.add(seed % this.sorted.length);
      }
      if (this.again(some)) { last = round; }
    }
    return this.least < before * (1 - CLOSE) ? this.best : undefined;
  }

  private asItIs(): readonly Place[] {
    const { at, replicaStart } = this.state.layout;
    return this.places.map((all, p) => {
      const its = at.subarray(replicaStart[p], replicaStart[p + 1]);
      return all.find(({ brokers }) => brokers.every((b) => its.includes(b))) ?? all[0];
    });
  }

  /** With what brokers are outside of their bands. */
  private costOf(all: readonly Place[]): number {
    all.forEach((place, p) => { this.put(p, place, 1); this.atHome(p, -1); });
    const outside = this.bound(this.sorted.length, NEVER);
    all.forEach((place, p) => { this.put(p, place, -1); this.atHome(p, 1); });
    return outside + all.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Places some partitions anew, and leaves the others where they are. @returns whether that is better */
  private again(some: ReadonlySet<number>): boolean {
    const { best, least } = this;
    this.order = this.sorted.filter((p) => some.has(p));
    this.sumUp();
    let cost = 0;
    best.forEach((place, p) => {
      if (some.has(p)) { return; }
      this.atHome(p, -1);
      this.put(p, place, 1);
      this.chosen[p] = place;
      cost += place.bytes;
    });
    this.budget = this.each;
    this.place(0, cost);
    this.work += this.places.length + this.each - this.budget;
    best.forEach((place, p) => {
      if (some.has(p)) { return; }
      this.atHome(p, 1);
      this.put(p, place, -1);
    });
    return this.least < least;
  }

  private sumUp(): void {
    const { size } = this.state.layout.placement;
    this.rest[this.order.length] = 0;
    for (let i = this.order.length - 1; i >= 0; i--) { this.rest[i] = this.rest[i + 1] + size[this.order[i]]; }
  }

  private place(depth: number, cost: number): void {
    if (depth === this.order.length) {
      // Less than the least, or it would not have come so far.
      this.least = cost + this.bound(depth, NEVER);
      this.best = [...this.chosen];
      return;
    }
    const p = this.order[depth];
    this.atHome(p, -1);
    for (const place of this.places[p]) {
      const slack = this.least * (1 - CLOSE) - cost - place.bytes;
      if (this.budget < 0 || slack <= 0) { break; }
      if (!this.isPossible(p, place.brokers, slack)) { continue; }
      this.put(p, place, 1);
      if (this.bound(depth + 1, slack) < slack) {
        this.chosen[p] = place;
        this.place(depth + 1, cost + place.bytes);
      }
      this.put(p, place, -1);
    }
    this.atHome(p, 1);
  }

  /** What is seen at once, of the brokers of a place alone. */
  private isPossible(p: number, brokers: readonly number[], slack: number): boolean {
    const { disk, replicas, layout: { fair, placement: { size, topic } } } = this.state;
    const t = topic[p];
    let outside = 0;
    let excess = this.topicExcess;
    this.budget -= brokers.length;
    for (const b of brokers) {
      const bytes = this.bytes[b] + size[p];
      if (bytes > this.most[b]) { return false; }
      if (this.ofTopic[t * this.bytes.length + b] >= fair[t]) { excess += 1; }
      const over = bytes - disk.high[b];
      if (over > CLOSE * disk.target[b]) { outside += over / disk.target[b]; }
      const more = this.count[b] + 1 - replicas.high[b];
      if (more > 0) { outside += more / replicas.target[b]; }
    }
    return excess <= this.mostExcess && outside * this.priceOutside < slack;
  }

  /** The least that the rest costs, and what brokers will be outside of their bands in any case; where that is as much as the slack, it need not be all. */
  private bound(depth: number, slack: number): number {
    const { disk, replicas } = this.state;
    const rest = this.rest[depth];
    const left = this.order.length - depth;
    const most = slack / this.priceOutside;
    let lack = 0;
    let excess = 0;
    let few = 0;
    let many = 0;
    let outside = 0;
    this.budget -= this.judged.length;
    for (const b of this.judged) {
      const bytes = this.bytes[b];
      const count = this.count[b];
      const under = disk.low[b] - bytes;
      const over = bytes - disk.high[b];
      const off = over > under - rest ? over : under - rest;
      if (off > CLOSE * disk.target[b]) { outside += off / disk.target[b]; }
      const fewer = replicas.low[b] - count;
      const more = count - replicas.high[b];
      const offCount = more > fewer - left ? more : fewer - left;
      if (offCount > 0) { outside += offCount / replicas.target[b]; }
      if (outside >= most) { return NEVER; }
      const lacking = under - this.homeBytes[b];
      if (lacking > 0) { lack += lacking < rest ? lacking : rest; }
      const home = this.homeBytes[b];
      if (over + home > 0) { excess += over > 0 ? home : over + home; }
      const homes = this.homeCount[b];
      if (fewer > homes) { few += fewer - homes < left ? fewer - homes : left; }
      if (more + homes > 0) { many += more > 0 ? homes : more + homes; }
    }
    const copied = lack > excess ? lack : excess;
    const asked = this.smallest(few > many ? few : many, depth);
    return outside * this.priceOutside + (copied > asked ? copied : asked);
  }

  /** What so many of the smallest replicas that are left hold. */
  private smallest(n: number, depth: number): number {
    const { layout: { replicaStart, placement: { size } } } = this.state;
    let bytes = 0;
    let needed = n;
    for (let i = this.order.length - 1; i >= depth && needed > 0; i--) {
      const p = this.order[i];
      const its = replicaStart[p + 1] - replicaStart[p];
      bytes += (needed < its ? needed : its) * size[p];
      needed -= its;
    }
    return bytes;
  }

  private put(p: number, { brokers }: Place, sign: 1 | -1): void {
    const { fair, placement: { size, topic } } = this.state.layout;
    const t = topic[p];
    for (const b of brokers) {
      this.bytes[b] += sign * size[p];
      this.count[b] += sign;
      const at = t * this.bytes.length + b;
      // As it is with the one that comes, or was with the one that goes.
      if (sign === 1) { this.ofTopic[at] += 1; }
      if (this.ofTopic[at] > fair[t]) { this.topicExcess += sign; }
      if (sign === -1) { this.ofTopic[at] -= 1; }
    }
  }

  private atHome(p: number, sign: 1 | -1): void {
    const { original, placement: { size } } = this.state.layout;
    for (let i = original.replicaStart[p]; i < original.replicaStart[p + 1]; i++) {
      const b = original.replicas[i];
      this.homeBytes[b] += sign * size[p];
      this.homeCount[b] += sign;
    }
  }
}
