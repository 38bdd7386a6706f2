import { Band, Bands } from './band';
import { LeastOf, leastForLimit, leastForRate, leastForTopics } from './further-bound';
import { Layout, NOWHERE } from './layout';
import { LoadLimits } from './load-limits';
import { TopicLimits } from './topic-limits';

/** What nobody can do with less. */
export interface LowerBound {
  /** In the unit of sizes. */
  readonly bytes: number;
  readonly replicas: number;
  readonly leaders: number;
}

/**
 * The least that any plan must copy to bring every broker into its band and every rack to what it may hold: brokers that have too little must be given it; what leaves, and what is beyond
 * a band, must go somewhere; and so must what a rack holds too much of. Of these three the largest, as one move may do all of it. Where every rack must hold a fixed number of each
 * partition's replicas, no replica can go from a rack to another one but to repair it: then what comes into each rack is counted by itself. Where a broker is out of several bands, what the
 * one that asks for most asks for; what is left to the order of replicas asks for nothing.
 *
 * Where not everything may move, or numbers of replicas change, only what must be copied in any case is counted: replicas that are new, and those of brokers that leave.
 *
 * @param layout before anything was moved
 * @param movable by partition: 1 if its replicas may move
 * @param everything whether all that is out of its band may be moved
 */
export function lowerBound(
  layout: Layout, { disk, replicas, leaders, networkIn }: Bands, topics: TopicLimits | undefined, limits: LoadLimits | undefined,
  movable: Uint8Array, everything: boolean,
): LowerBound {
  const { stays, replicaStart, placement, at, of } = layout;
  if (!everything) {
    let [bytes, moves] = [0, 0];
    for (let slot = 0; slot < at.length; slot++) {
      if (movable[of[slot]] === 1 && (at[slot] === NOWHERE || stays[at[slot]] === 0)) {
        bytes += layout.sizeOf(slot);
        moves += 1;
      }
    }
    return { bytes, replicas: moves, leaders: 0 };
  }
  const further = [
    ...networkIn && layout.traffic ? [leastForRate(layout, networkIn, layout.traffic.written)] : [],
    ...topics ? [leastForTopics(layout, topics)] : [],
    ...(limits?.all ?? []).filter(({ name }) => name !== 'networkOut').map((limit) => leastForLimit(layout, limit)),
  ];
  const ofBytes = outsideOf(layout, disk, further);
  const whole = (all: Float64Array) => all.reduce((a, n) => a + n, 0);
  const least = ({ come, leave }: LeastOf) => Math.max(whole(come), whole(leave));
  let [bytes, moves] = [0, 0];
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    const excess = layout.rackExcess(p);
    bytes += excess * placement.size[p];
    moves += excess;
  }
  return {
    bytes: Math.max(least(ofBytes), bytes, rackByRack(layout, disk.load, ofBytes)),
    replicas: Math.max(least(outsideOf(layout, replicas, [])), moves),
    leaders: leaders.load.reduce((sum, n, b) => sum + (stays[b] === 1 ? Math.max(0, n - leaders.high[b]) : 0), 0),
  };
}

/** What is outside of a band, and what further goals ask for. */
function outsideOf({ stays }: Layout, { load, low, high }: Band, further: readonly LeastOf[]): LeastOf {
  return {
    come: load.map((its, b) => further.reduce((most, { come }) => Math.max(most, come[b]), stays[b] === 1 ? Math.max(0, low[b] - its) : 0)),
    leave: load.map((its, b) => further.reduce((most, { leave }) => Math.max(most, leave[b]), stays[b] === 1 ? Math.max(0, its - high[b]) : its)),
  };
}

/** The sum over racks of what must come to brokers of each, if what each rack holds in the end is fixed; else 0. */
function rackByRack({ racks, replicaStart, placement }: Layout, load: Float64Array, { come, leave }: LeastOf): number {
  const inTheEnd = new Float64Array(racks.names.length);
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    const k = replicaStart[p + 1] - replicaStart[p];
    const [most, least] = [racks.most(k), racks.least(k)];
    for (let r = 0; r < most.length; r++) {
      if (most[r] !== least[r]) { return 0; }
      inTheEnd[r] += most[r] * placement.size[p];
    }
  }
  const [lack, excess, now] = [inTheEnd, inTheEnd, inTheEnd].map((all) => new Float64Array(all.length));
  load.forEach((its, b) => {
    const r = racks.of[b];
    now[r] += its;
    lack[r] += come[b];
    excess[r] += leave[b];
  });
  return lack.reduce((sum, its, r) => sum + Math.max(its, excess[r] - (now[r] - inTheEnd[r])), 0);
}
