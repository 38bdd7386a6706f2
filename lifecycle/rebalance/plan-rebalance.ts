import { Balancer } from './balance';
import { Band, byteBand, countBand } from './band';
import { Candidates } from './candidates';
import { chooseByBytes, chooseByNumber } from './choose';
import { Bands, Finding, findings } from './findings';
import { RebalanceGoals } from './goals';
import { improve } from './improve';
import { Layout, NOWHERE } from './layout';
import { balanceLeaders } from './leaders';
import { LowerBound, lowerBound } from './lower-bound';
import { moveMandatory } from './mandatory';
import { nameMatcher } from './name-matcher';
import { Placement, withReplicas } from './placement';
import { withReplicationFactors } from './replication-factors';
import { targets } from './targets';
import { trade } from './trade';
import { undo } from './undo';

/** Where every replica is to be, and what stands in the way of a better place. */
export interface RebalancePlan {
  readonly placement: Placement;
  /** What each broker is to hold, by which it is judged. */
  readonly targets: Readonly<Record<'bytes' | 'replicas' | 'leaders', Float64Array>>;
  /** The least that any plan for these goals moves. */
  readonly bound: LowerBound;
  readonly findings: readonly Finding[];
}

/** So often, at most, is a plan planned on, where something could not be brought into its band. */
const MOST_PASSES = 12;

/**
 * Plans a rebalance: the least that must be copied for what the goals ask. Pure, and the same for the same input on any machine: nothing depends on time or chance. Planning again on what
 * was planned moves nothing: what is no better is not done.
 */
export function planRebalance(before: Placement, goals: RebalanceGoals): RebalancePlan {
  const first = new Pass(before, goals);
  let last = first;
  for (let passes = 1; passes < MOST_PASSES && last.isBetter && !last.isEnough; passes++) {
    const next = new Pass(last.placement, goals);
    if (!next.isBetter) { break; }
    last = next;
  }
  const { placement, targets: its, findings: found } = last;
  return { placement, targets: its, bound: first.bound, findings: found };
}

class Pass {
  /** As it was, if what was tried is no better. */
  public readonly placement: Placement;
  public readonly isBetter: boolean;
  /** Nothing is left to be better. */
  public readonly isEnough: boolean;
  public readonly targets: RebalancePlan['targets'];
  public readonly bound: LowerBound;
  public readonly findings: readonly Finding[];

  constructor(original: Placement, goals: RebalanceGoals) {
    const { brokers, topics, topic, size } = original;
    const excluded = topics.map(nameMatcher(goals.excludedTopics));
    const movable = Uint8Array.from(topic, (t) => excluded[t] ? 0 : 1);
    const layout = new Layout(withReplicationFactors(original, goals.replicationFactors, movable), original);
    const { replicaStart } = layout;
    const weights = Float64Array.from(brokers, (b) => b.leaves ? 0 : b.capacity);
    const mayHold = Float64Array.from(brokers, (b) => goals.diskLimit * b.capacity);
    const [byBytes, byNumber] = [targets(layout.racks, weights, { replicaStart, each: size }), targets(layout.racks, weights, { replicaStart })];
    const bandsOf = ({ bytes, count, leads }: Layout): Bands => ({
      disk: byteBand(bytes, byBytes.target, goals.diskBand, mayHold),
      replicas: countBand(count, byNumber.target, goals.replicaBand),
      leaders: countBand(leads, targetOfLeaders(byNumber.target, topic.length), goals.leaderBand),
    });
    const bands = bandsOf(layout);
    this.targets = { bytes: bands.disk.target, replicas: bands.replicas.target, leaders: bands.leaders.target };
    this.bound = lowerBound(layout, bands.disk, bands.replicas, bands.leaders);
    const resized = layout.placement !== original;
    const before = shortcomings(layout, goals, bands);
    const excessBefore = layout.topicExcess;
    const stuck = goals.mode === 'leaders' ? [] : moveReplicas(layout, goals, bands, movable, mayHold);
    // Whoever wants some brokers relieved wants nothing to change elsewhere.
    if (goals.mode !== 'relieve') { balanceLeaders(layout, bands.leaders, movable); }
    const after = shortcomings(layout, goals, bands);
    this.isBetter = resized || after.places < before.places || (after.places === before.places && after.distance < before.distance - CLOSE);
    this.isEnough = after.places === 0 && after.distance <= CLOSE;
    this.placement = this.isBetter ? placed(layout, original) : original;
    const found = this.isBetter ? layout : new Layout(original, original);
    this.findings = findings(found, goals, bandsOf(found), stuck, byBytes.boundRacks, excessBefore);
  }
}

const CLOSE = 1e-9;
/** By mode: the bands that a plan can do something for. */
const COUNTED = {
  full: ['disk', 'replicas', 'leaders'], add: ['disk', 'replicas', 'leaders'], drain: ['leaders'], relieve: ['disk', 'replicas'], leaders: ['leaders'],
} as const;

/** What a placement lacks: places for replicas, and all that brokers are outside of their bands, in proportion to what each is to hold. */
function shortcomings(layout: Layout, goals: RebalanceGoals, bands: Bands): { readonly places: number; readonly distance: number } {
  const { at, stays, racks, replicaStart } = layout;
  let [places, distance] = [0, 0];
  for (const b of at) { if (b === NOWHERE || stays[b] === 0) { places += 1; } }
  if (goals.mode === 'full') {
    for (let p = 0; p + 1 < replicaStart.length; p++) {
      racks.most(replicaStart[p + 1] - replicaStart[p]).forEach((most, r) => { places += Math.max(0, layout.inRack(p, r) - most); });
    }
  }
  for (const name of COUNTED[goals.mode]) {
    const { load, low, high, target } = bands[name];
    for (let b = 0; b < load.length; b++) { if (target[b] > 0) { distance += Math.max(0, low[b] - load[b], load[b] - high[b]) / target[b]; } }
  }
  return { places, distance };
}

/** What must move, then what brings brokers into their bands. */
function moveReplicas(
  layout: Layout, goals: RebalanceGoals, { disk, replicas }: Bands, movable: Uint8Array, mayHold: Float64Array,
): readonly number[] {
  const { brokers } = layout.placement;
  const [excluded, relieve] = [new Set(goals.excludedBrokers), new Set(goals.relieve)];
  const open = Uint8Array.from(brokers, (b) => b.leaves || excluded.has(b.id) ? 0 : 1);
  const state = {
    goals,
    layout,
    disk,
    replicas,
    limit: mayHold.map((most, b) => Math.max(most, disk.high[b])),
    takes: open.map((o, b) => o === 1 && (goals.mode !== 'add' || brokers[b].added) && !relieve.has(brokers[b].id) ? 1 : 0),
    gives: open.map((o, b) => o === 1 && (goals.mode !== 'relieve' || relieve.has(brokers[b].id)) ? 1 : 0),
    movable,
    pinned: new Uint8Array(layout.at.length),
  };
  const excessBefore = layout.topicExcess;
  const stuck = moveMandatory({ ...state, takes: open }, goals.mode === 'full');
  if (goals.mode === 'drain' || !isOutside(disk) && !isOutside(replicas)) { return stuck; }
  const whole = { ...state, candidates: new Candidates(layout, movable) };
  const mostExcess = Math.max(excessBefore, layout.topicExcess);
  new Balancer(whole, disk, chooseByBytes(whole, mostExcess)).run();
  const numbers = new Balancer(whole, replicas, chooseByNumber(whole, mostExcess));
  numbers.run();
  trade(whole, numbers);
  if (isOutside(disk) || isOutside(replicas)) { improve({ ...whole, pinned: state.pinned.fill(0) }); }
  undo(whole);
  return stuck;
}

function isOutside({ load, low, high, target }: Band): boolean { return load.some((l, b) => target[b] > 0 && (l < low[b] || l > high[b])); }

/** Without replicas that found no place. */
function placed({ at, replicaStart }: Layout, original: Placement): Placement {
  if (!at.includes(NOWHERE)) { return withReplicas(original, replicaStart, at); }
  const start = new Int32Array(replicaStart.length);
  for (let p = 0; p + 1 < start.length; p++) {
    start[p + 1] = start[p] + at.subarray(replicaStart[p], replicaStart[p + 1]).filter((b) => b !== NOWHERE).length;
  }
  return withReplicas(original, start, at.filter((b) => b !== NOWHERE));
}

/** In proportion to the replicas that each is to have. */
function targetOfLeaders(replicas: Float64Array, partitions: number): Float64Array {
  const sum = replicas.reduce((a, n) => a + n, 0);
  return replicas.map((n) => sum === 0 ? 0 : partitions * n / sum);
}
