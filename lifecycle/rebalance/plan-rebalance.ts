import { Balancer } from './balance';
import { Bands, outsideBy, outsideIfAsked } from './band';
import { Candidates } from './candidates';
import { chooseByBytes, chooseByNumber } from './choose';
import { evenLeaders } from './even-leaders';
import { Finding } from './finding';
import { findings } from './findings';
import { reachFurtherGoals } from './further-goals';
import { GoalBands } from './goal-bands';
import { RebalanceGoals } from './goals';
import { improve } from './improve';
import { BANDS, judgedBy } from './judged';
import { Layout, NOWHERE } from './layout';
import { copyLeast } from './least-copied';
import { LoadLimits } from './load-limits';
import { LowerBound, lowerBound } from './lower-bound';
import { moveMandatory } from './mandatory';
import { nameMatcher } from './name-matcher';
import { ObjectiveTargets } from './objectives';
import { Placement, withReplicas } from './placement';
import { PlanState } from './plan-state';
import { relieveLimits } from './relieve-limits';
import { withReplicationFactors } from './replication-factors';
import { TopicLimits } from './topic-limits';
import { trade } from './trade';
import { undo } from './undo';

/** Where every replica is to be, and what stands in the way of a better place. */
export interface RebalancePlan {
  readonly placement: Placement;
  /** What each broker is to hold, by which it is judged. */
  readonly targets: ObjectiveTargets;
  /** The most replicas of each topic that a broker is to hold, if that was asked. */
  readonly topics?: TopicLimits;
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
    const better = (original: Placement) => {
      const pass = new Pass(original, last.placement, goals, first);
      return pass.isBetter ? pass : undefined;
    };
    // What was copied already costs nothing to copy elsewhere. When that leads no further, it is as if it were there already, as for who plans again on the plan.
    const next = better(before) ?? better(last.placement);
    if (!next) { break; }
    last = next;
  }
  const { placement, targets, topics, bound } = last;
  return { placement, targets, topics, bound, findings: last.findings() };
}

class Pass {
  /** As it was, if what was tried is no better. */
  public readonly placement: Placement;
  public readonly isBetter: boolean;
  /** Nothing is left to be better. */
  public readonly isEnough: boolean;
  public readonly targets: RebalancePlan['targets'];
  public readonly topics?: TopicLimits;
  public readonly bound: LowerBound;
  /** Only of the last pass somebody asks for them. */
  public readonly findings: () => readonly Finding[];
  public readonly excessBefore: number;

  /**
   * @param original where replicas are, that need not be copied
   * @param first the pass that began with what is there; undefined for itself
   */
  constructor(original: Placement, current: Placement, goals: RebalanceGoals, first?: Pass) {
    const { topics, topic } = current;
    const excluded = topics.map(nameMatcher(goals.excludedTopics));
    const movable = Uint8Array.from(topic, (t) => excluded[t] ? 0 : 1);
    const factors = goals.mode === 'leaders' ? {} : goals.replicationFactors;
    const layout = new Layout(withReplicationFactors(current, factors, movable), original);
    const goalBands = new GoalBands(layout, goals);
    const bands = goalBands.of(layout);
    const everything = goals.mode === 'full' && movable.every((m) => m === 1) && goals.excludedBrokers.length === 0 && layout.placement === current;
    this.targets = {
      bytes: bands.disk.target,
      replicas: bands.replicas.target,
      leaders: bands.leaders.target,
      networkIn: bands.networkIn?.target,
      networkOut: bands.networkOut?.target,
      leaderBytes: bands.leaderBytes?.target,
    };
    this.topics = goals.topicBand === undefined ? undefined : new TopicLimits(layout, goals.topicBand);
    const limits = LoadLimits.of(layout, goals);
    this.bound = first?.bound
      ?? (goals.mode === 'leaders' ? { bytes: 0, replicas: 0, leaders: 0 } : lowerBound(layout, bands, this.topics, limits, movable, everything));
    this.excessBefore = first?.excessBefore ?? layout.topicExcess;
    const before = shortcomings(layout, goals, bands, this.topics, limits);
    const open = openBrokers(layout, goals);
    const order = () => { evenLeaders(layout, current, goals, bands, limits, movable, open); };
    // As for who plans again on what is there.
    const excessBefore = original === current ? layout.topicExcess : this.excessBefore;
    const task = { layout, goals, bands, movable, capacity: goalBands.capacity, excessBefore, open, order, topics: this.topics, limits };
    const stuck = goals.mode === 'leaders' ? [] : moveReplicas(task);
    order();
    const after = shortcomings(layout, goals, bands, this.topics, limits);
    this.isBetter = layout.at.length < current.replicas.length || isLess(after, before);
    this.isEnough = after.every((its) => its <= CLOSE);
    this.placement = this.isBetter ? placed(layout, current) : current;
    this.findings = () => {
      const found = this.isBetter ? layout : new Layout(current, original);
      return findings(found, goals, goalBands.of(found), stuck, goalBands.boundRacks, this.excessBefore, this.topics);
    };
  }
}

const CLOSE = 1e-9;

/**
 * What a placement lacks, the most important first: places for replicas, what is beyond limits, and all that brokers are outside of the bands they are judged by; where there are further goals, of each of them by itself.
 */
function shortcomings(
  layout: Layout, goals: RebalanceGoals, bands: Bands, topics: TopicLimits | undefined, limits: LoadLimits | undefined,
): readonly number[] {
  const { at, stays, placement: { brokers, topic } } = layout;
  let places = 0;
  for (const b of at) { if (b === NOWHERE || stays[b] === 0) { places += 1; } }
  if (goals.mode === 'full') {
    for (let p = 0; p < topic.length; p++) { places += layout.rackExcess(p); }
  }
  const outside = (names: readonly (keyof Bands)[]) => {
    let distance = 0;
    brokers.forEach((broker, b) => {
      for (const name of judgedBy(goals, broker)) { if (names.includes(name)) { distance += outsideIfAsked(bands[name], b); } }
      // What leaves and leads is not better than it ought to be, whatever the mode.
      if (broker.leaves && names.includes('leaders')) { distance += bands.leaders.load[b]; }
    });
    return distance;
  };
  const excess = limits?.excess(stays) ?? 0;
  if (!topics && !bands.networkIn && !bands.networkOut && !bands.leaderBytes) { return [places, excess, outside(BANDS.map(({ name }) => name))]; }
  const crowded = topics && goals.mode === 'full' ? topics.over(layout) : 0;
  return [places, excess, outside(['disk', 'replicas']), outside(['networkIn']), outside(['networkOut']), crowded, outside(['leaders']), outside(['leaderBytes'])];
}

/** Whether the first of them that differs is less. */
function isLess(some: readonly number[], others: readonly number[]): boolean {
  const i = some.findIndex((its, place) => Math.abs(its - others[place]) > CLOSE);
  return i >= 0 && some[i] < others[i];
}

interface Task {
  readonly layout: Layout;
  readonly goals: RebalanceGoals;
  readonly bands: Bands;
  /** By partition: 1 if it may move. */
  readonly movable: Uint8Array;
  readonly capacity: Float64Array;
  readonly excessBefore: number;
  /** By broker: 1 if it takes and gives. */
  readonly open: Uint8Array;
  /** Brings loads of leaders into their bands by the order of replicas. */
  readonly order: () => void;
  readonly topics?: TopicLimits;
  readonly limits?: LoadLimits;
}

/** What must move, then what brings brokers into their bands. */
function moveReplicas({ layout, goals, bands, movable, capacity, excessBefore, open, order, topics, limits }: Task): readonly number[] {
  const { disk, replicas } = bands;
  const { brokers } = layout.placement;
  const relieve = new Set(goals.relieve);
  const state = {
    layout,
    disk,
    replicas,
    limit: capacity.map((most, b) => Math.max(goals.diskLimit * most, disk.high[b])),
    capacity,
    limits,
    takes: open.map((o, b) => o === 1 && (goals.mode !== 'add' || brokers[b].added) && !relieve.has(brokers[b].id) ? 1 : 0),
    gives: open.map((o, b) => o === 1 && (goals.mode !== 'relieve' || relieve.has(brokers[b].id)) ? 1 : 0),
    movable,
    pinned: new Uint8Array(layout.at.length),
    topics: goals.mode === 'full' ? topics : undefined,
  };
  const stuck = moveMandatory({ ...state, takes: open.map((o, b) => relieve.has(brokers[b].id) ? 0 : o) }, goals.mode === 'full');
  const isOutside = () => brokers.some((_, b) => outsideBy(disk, b) > 0 || outsideBy(replicas, b) > 0);
  if (goals.mode === 'drain') { return stuck; }
  if (limits) { relieveLimits(state, limits, order); }
  if (isOutside()) { evenReplicas(state, goals, isOutside, Math.max(excessBefore, layout.topicExcess)); }
  reachFurtherGoals(state, goals, bands, order);
  return stuck;
}

/** The bands of bytes and of numbers of replicas. */
function evenReplicas(state: Omit<PlanState, 'candidates'>, goals: RebalanceGoals, isOutside: () => boolean, mostExcess: number): void {
  const { layout, disk, replicas, movable } = state;
  const whole = { ...state, candidates: new Candidates(layout, movable, state.limits) };
  const bytes = new Balancer(whole, disk, chooseByBytes(whole, mostExcess));
  const numbers = new Balancer(whole, replicas, chooseByNumber(whole, mostExcess));
  // Whoever is to be relieved is not emptied for others.
  if (goals.mode === 'relieve') {
    bytes.relieveAll();
    numbers.relieveAll();
    return;
  }
  bytes.run();
  numbers.run();
  trade(whole, numbers);
  if (isOutside()) { improve({ ...whole, pinned: state.pinned.fill(0) }); }
  undo(whole);
  const { networkInBand, networkOutBand } = goals;
  // Not again for each pass: what is found lasts, and it takes its time.
  const isPlain = !state.topics && !state.limits && networkInBand === undefined && networkOutBand === undefined;
  if (isPlain && goals.mode === 'full' && layout.placement === layout.original) { copyLeast(whole, mostExcess); }
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
