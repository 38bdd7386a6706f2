import { Balancer } from './balance';
import { Bands, outsideBy } from './band';
import { Candidates } from './candidates';
import { chooseByBytes, chooseByNumber } from './choose';
import { Finding, findings } from './findings';
import { GoalBands } from './goal-bands';
import { RebalanceGoals } from './goals';
import { improve } from './improve';
import { judgedBy } from './judged';
import { Layout, NOWHERE } from './layout';
import { balanceLeaders } from './leaders';
import { LowerBound, lowerBound } from './lower-bound';
import { moveMandatory } from './mandatory';
import { nameMatcher } from './name-matcher';
import { Placement, withReplicas } from './placement';
import { withReplicationFactors } from './replication-factors';
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
 * Plans a rebalance: the least that must be copied for what the goals ask. Pure, and the same for the same input on any machine: nothing depends on time or chance. A pass that is no better
 * than what it began with is not taken.
 */
export function planRebalance(before: Placement, goals: RebalanceGoals): RebalancePlan {
  const first = new Pass(before, before, goals);
  let last = first;
  for (let passes = 1; passes < MOST_PASSES && last.isBetter && !last.isEnough; passes++) {
    // What was copied already costs nothing to copy elsewhere. When that leads no further, it is as if it were there already, as for who plans again on the plan.
    const next = [before, last.placement]
      .map((original) => new Pass(original, last.placement, goals, first.excessBefore))
      .find((pass) => pass.isBetter);
    if (!next) { break; }
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
  public readonly excessBefore: number;

  /** @param original where replicas are, that need not be copied */
  constructor(original: Placement, current: Placement, goals: RebalanceGoals, excessBefore?: number) {
    const { topics, topic } = current;
    const excluded = topics.map(nameMatcher(goals.excludedTopics));
    const movable = Uint8Array.from(topic, (t) => excluded[t] ? 0 : 1);
    const factors = goals.mode === 'leaders' ? {} : goals.replicationFactors;
    const layout = new Layout(withReplicationFactors(current, factors, movable), original);
    const goalBands = new GoalBands(layout, goals);
    const bands = goalBands.of(layout);
    const everything = goals.mode === 'full' && movable.every((m) => m === 1) && goals.excludedBrokers.length === 0 && layout.placement === current;
    this.targets = { bytes: bands.disk.target, replicas: bands.replicas.target, leaders: bands.leaders.target };
    this.bound = goals.mode === 'leaders' ? { bytes: 0, replicas: 0, leaders: 0 } : lowerBound(layout, bands, movable, everything);
    this.excessBefore = excessBefore ?? layout.topicExcess;
    const before = shortcomings(layout, goals, bands);
    const stuck = goals.mode === 'leaders' ? [] : moveReplicas(layout, goals, bands, movable, goalBands.capacity, this.excessBefore);
    evenLeaders(layout, current, goals, bands, movable);
    const after = shortcomings(layout, goals, bands);
    this.isBetter = layout.at.length < current.replicas.length || after.places < before.places
      || (after.places === before.places && after.distance < before.distance - CLOSE);
    this.isEnough = after.places === 0 && after.distance <= CLOSE;
    this.placement = this.isBetter ? placed(layout, current) : current;
    const found = this.isBetter ? layout : new Layout(current, original);
    this.findings = findings(found, goals, goalBands.of(found), stuck, goalBands.boundRacks, this.excessBefore);
  }
}

const CLOSE = 1e-9;

/** What a placement lacks: places for replicas, and all that brokers are outside of the bands they are judged by. */
function shortcomings(layout: Layout, goals: RebalanceGoals, bands: Bands): { readonly places: number; readonly distance: number } {
  const { at, stays, racks, replicaStart, placement: { brokers } } = layout;
  let [places, distance] = [0, 0];
  for (const b of at) { if (b === NOWHERE || stays[b] === 0) { places += 1; } }
  if (goals.mode === 'full') {
    for (let p = 0; p + 1 < replicaStart.length; p++) {
      racks.most(replicaStart[p + 1] - replicaStart[p]).forEach((most, r) => { places += Math.max(0, layout.inRack(p, r) - most); });
    }
  }
  brokers.forEach((broker, b) => {
    for (const name of judgedBy(goals, broker)) { distance += outsideBy(bands[name], b); }
    // What leaves and leads is not better than it ought to be, whatever the mode.
    if (broker.leaves) { distance += bands.leaders.load[b]; }
  });
  return { places, distance };
}

/** What must move, then what brings brokers into their bands. */
function moveReplicas(
  layout: Layout, goals: RebalanceGoals, { disk, replicas }: Bands, movable: Uint8Array, capacity: Float64Array, excessBefore: number,
): readonly number[] {
  const { brokers } = layout.placement;
  const relieve = new Set(goals.relieve);
  const open = openBrokers(layout, goals);
  const state = {
    layout,
    disk,
    replicas,
    limit: capacity.map((most, b) => Math.max(goals.diskLimit * most, disk.high[b])),
    capacity,
    takes: open.map((o, b) => o === 1 && (goals.mode !== 'add' || brokers[b].added) && !relieve.has(brokers[b].id) ? 1 : 0),
    gives: open.map((o, b) => o === 1 && (goals.mode !== 'relieve' || relieve.has(brokers[b].id)) ? 1 : 0),
    movable,
    pinned: new Uint8Array(layout.at.length),
  };
  const stuck = moveMandatory({ ...state, takes: open.map((o, b) => relieve.has(brokers[b].id) ? 0 : o) }, goals.mode === 'full');
  const isOutside = () => brokers.some((_, b) => outsideBy(disk, b) > 0 || outsideBy(replicas, b) > 0);
  if (goals.mode === 'drain' || !isOutside()) { return stuck; }
  const whole = { ...state, candidates: new Candidates(layout, movable) };
  const mostExcess = Math.max(excessBefore, layout.topicExcess);
  const bytes = new Balancer(whole, disk, chooseByBytes(whole, mostExcess));
  const numbers = new Balancer(whole, replicas, chooseByNumber(whole, mostExcess));
  // Whoever is to be relieved is not emptied for others.
  if (goals.mode === 'relieve') {
    bytes.relieveAll();
    numbers.relieveAll();
    return stuck;
  }
  bytes.run();
  numbers.run();
  trade(whole, numbers);
  if (isOutside()) { improve({ ...whole, pinned: state.pinned.fill(0) }); }
  undo(whole);
  return stuck;
}

/** The order of replicas: everywhere, or, where only some replicas are to move, of the partitions that do. */
function evenLeaders(layout: Layout, current: Placement, goals: RebalanceGoals, { leaders }: Bands, movable: Uint8Array): void {
  const mayChange = goals.mode === 'full' || goals.mode === 'leaders' ? movable : movable.map((m, p) => {
    const [from, to] = [layout.replicaStart[p], layout.replicaStart[p + 1]];
    const was = current.replicas.subarray(current.replicaStart[p], current.replicaStart[p + 1]);
    return m === 1 && (to - from !== was.length || was.some((b, i) => b !== layout.at[from + i])) ? 1 : 0;
  });
  balanceLeaders(layout, leaders, mayChange, openBrokers(layout, goals));
}

/** 1 for brokers that stay, and are not excluded. */
function openBrokers({ placement: { brokers } }: Layout, { excludedBrokers }: RebalanceGoals): Uint8Array {
  const excluded = new Set(excludedBrokers);
  return Uint8Array.from(brokers, (b) => b.leaves || excluded.has(b.id) ? 0 : 1);
}

/** Without replicas that found no place. */
function placed({ at, replicaStart }: Layout, original: Placement): Placement {
  if (!at.includes(NOWHERE)) { return withReplicas(original, replicaStart, at); }
  const start = new Int32Array(replicaStart.length);
  for (let p = 0; p + 1 < start.length; p++) {
    start[p + 1] = start[p] + at.subarray(replicaStart[p], replicaStart[p + 1]).filter((b) => b !== NOWHERE).length;
  }
  return withReplicas(original, start, at.filter((b) => b !== NOWHERE));
}
