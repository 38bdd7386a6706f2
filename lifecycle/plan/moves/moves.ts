import { brokersWords } from './brokers-words';
import { chooseMoves, PossibleMove } from './choose-moves';
import { clusterPlacement } from './cluster-placement';
import { leaving } from './leaving';
import { Mark, Marks, markChanges, marksOf } from './marks';
import { MoveNote, MoveNotes, moveNotes, readNotes, throttledReplicas } from './move-notes';
import { oneReplicaAtATime } from './one-replica-at-a-time';
import { overfilled } from './overfilled';
import { proposalOf } from './proposal';
import { Purpose, purposeOf } from './purpose';
import { loadRead, loadUnread, moveApproval, moveOthers, moveRoom, moveThrottled, movesEnd, scaleInPossible } from './rules';
import { bytesWords } from '../../bytes-words';
import { counted } from '../../counted';
import { KafkaObservation, LoadObservation, ReassignmentObservation, isUnread } from '../../observation';
import { partitionName, replicasOf } from '../../partition-table';
import { drift } from '../../rebalance/drift';
import { RebalanceGoals } from '../../rebalance/goals';
import { Placement, changedReplicas } from '../../rebalance/placement';
import { planRebalance } from '../../rebalance/plan-rebalance';
import { Decision, MarkStep, ReassignStep, ThrottledTopic } from '../decision';
import { held } from '../held';
import { Situation } from '../situation';

/** From which version of Kafka on a broker can be cordoned (KIP-1066). */
const CORDONS = [4, 3] as const;

/** Where partitions are to be, by row; those that stay are missing. */
type Targets = ReadonlyMap<number, readonly number[]>;

/**
 * What moves partitions between brokers: begins it, waits for it, and tidies up after it. Nothing, if all is where it should be, and nothing of it is left.
 *
 * @param asked what for, in place of what follows from the declaration
 */
export function move(situation: Situation, asked?: Purpose): Decision | undefined {
  return situation.kafka && new Mover(situation, situation.kafka, asked).decide();
}

class Mover {
  /** Ids of brokers that are to be emptied. */
  private readonly leaves: ReadonlySet<number>;
  /** What this and former runs have set out to do. */
  private readonly notes: MoveNotes;
  private readonly marks: Marks;
  private readonly purpose?: Purpose;
  /** What is under way of it, and what others have begun. */
  private readonly own: readonly ReassignmentObservation[];
  private readonly others: readonly ReassignmentObservation[];
  /** Brokers that answer. */
  private readonly inService: ReadonlySet<number>;
  private readonly racks: ReadonlyMap<number, string | undefined>;
  /** What has drifted farthest, if that was asked. */
  private worst?: string;
  /** By row. */
  private readonly removing: ReadonlyMap<number, readonly number[]>;

  constructor(private readonly situation: Situation, private readonly kafka: KafkaObservation, asked?: Purpose) {
    this.notes = moveNotes(kafka);
    this.marks = marksOf(kafka.settings);
    this.purpose = asked ?? purposeOf(situation, leaving(situation), this.marks, this.notes.size > 0);
    this.leaves = new Set(this.purpose?.kind === 'empty' ? this.purpose.leaving : []);
    this.own = kafka.reassignments.filter(({ row }) => this.notes.has(row));
    this.others = kafka.reassignments.filter(({ row }) => !this.notes.has(row));
    this.inService = new Set(kafka.brokers.filter((b) => !b.fenced && b.silent === undefined).map((b) => b.id));
    this.racks = new Map(kafka.brokers.map((b) => [b.id, b.rack]));
    this.removing = new Map(kafka.reassignments.map(({ row, removing }) => [row, removing]));
  }

  public decide(): Decision | undefined {
    const { purpose } = this;
    if (purpose === undefined) { return this.untilEnded() ?? this.tidy(); }
    return this.cancel(purpose) ?? this.pursue(purpose);
  }

  /** Moves that lead where nothing is to be any more. */
  private cancel(purpose: Purpose): Decision | undefined {
    const astray = this.own.filter(({ row, adding }) => {
      if (purpose.kind === 'stop') { return true; }
      const aim = this.aim(row, purpose);
      return adding.some((id) => aim ? !aim.includes(id) : this.leaves.has(id) || !this.racks.has(id));
    });
    if (astray.length === 0) { return undefined; }
    const moves = astray.map(({ row }) => this.named(row));
    return { kind: 'step', step: { kind: 'reassign', reason: `${counted(astray.length, 'move')} no longer wanted`, bytes: 0, seconds: 0, left: 0, moves } };
  }

  /** First what was set out to be done, to its end. */
  private pursue(purpose: Purpose): Decision | undefined {
    const { load } = this.situation.observation;
    if (load === undefined) { return { kind: 'look', at: 'load' }; }
    if (isUnread(load)) { return held(loadRead, loadUnread(load), 'moves'); }
    const marks = this.own.length > 0 ? this.marksFor(purpose) : [];
    if (marks.length > 0) { return { kind: 'step', step: { kind: 'mark', reason: this.throttleWords(purpose, marks), brokers: marks, topics: [] } }; }
    const aims = new Map([...this.notes.keys()].flatMap((row) => {
      const aim = this.aim(row, purpose);
      return aim ? [[row, aim] as const] : [];
    }));
    const possible = this.possible(aims, load);
    if (possible.length === 0 && this.own.length > 0) { return this.untilEnded(load); }
    if (possible.length > 0) { return this.carryOn(purpose, possible, load); }
    const targets = this.plan(purpose, aims, load);
    if ('kind' in targets) { return targets; }
    if (targets.size === 0) { return purpose.kind === 'empty' ? this.unmark(purpose.leaving) : this.tidy(); }
    return this.setOut(purpose, targets, load);
  }

  /** Begins as much as may be under way at once. */
  private carryOn(purpose: Purpose, possible: readonly PossibleMove[], load: LoadObservation): Decision | undefined {
    if (this.others.length > 0) { return held(moveOthers, this.underwayByOthers(), `moves of ${counted(possible.length, 'partition')}`); }
    const marks = this.marksFor(purpose);
    if (marks.length > 0) { return { kind: 'step', step: { kind: 'mark', reason: this.throttleWords(purpose, marks), brokers: marks, topics: [] } }; }
    const left = possible.filter(({ to }) => to !== undefined);
    // Leaders last: what only changes the order of replicas, or drops some, waits for what is copied.
    const now = left.length > 0 || this.own.length > 0 ? left : possible;
    const underway = this.own.map((each) => this.asMove(each, load));
    const { moves, withoutRoom } = chooseMoves(now, underway, this.situation.policy.rebalance, load);
    if (moves.length > 0) { return { kind: 'step', step: this.begin(purpose, moves, left) }; }
    if (this.own.length > 0) { return this.untilEnded(load); }
    const [first] = withoutRoom;
    return held(moveRoom, {
      reason: `no disk of broker ${first.to} has room for ${this.name(first.row)} (${bytesWords(first.bytes)})${withoutRoom.length > 1 ? `, and so for ${withoutRoom.length - 1} more` : ''}`,
      progress: withoutRoom.map(({ row }) => this.name(row)).join(' '),
    }, 'moves');
  }

  /** Where everything is to be that nobody has set out to move, or why nothing moves. */
  private plan(purpose: Purpose, aims: Targets, load: LoadObservation): Targets | Decision {
    if (purpose.kind === 'asked') { return new Map([...purpose.targets].filter(([row, target]) => !isSame(this.targetOf(row), target))); }
    // What was set out before is tidied up first, unless this is what goes on.
    if (this.notes.size > 0 && purpose.kind !== 'empty' && !this.goesOn(purpose)) { return new Map(); }
    const decided = new Map<number, readonly number[]>([...this.kafka.reassignments.map(({ row }) => [row, this.targetOf(row)] as const), ...aims]);
    const added = new Set(purpose.kind === 'fill' ? purpose.added : []);
    const before = clusterPlacement({ kafka: this.kafka, load, added, leaving: this.leaves, decided });
    const goals = this.goals(purpose);
    if (purpose.kind === 'balance' && !this.hasDrifted(before, goals)) { return new Map(); }
    const plan = planRebalance(before, goals);
    const errors = plan.findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const [{ mend }] = errors;
      return held({ ...scaleInPossible, mend }, { reason: errors.map(({ what }) => what).join('; '), progress: '', forGood: true }, 'scaling in');
    }
    const full = purpose.kind === 'empty' ? overfilled(before, plan.placement, goals.diskLimit) : [];
    if (full.length > 0) {
      const reason = `${full.slice(0, NAMED).map(({ id, share }) => `broker ${id} would have ${percent(share)} of its disks in use`).join(', ')}${full.length > NAMED ? `, and ${full.length - NAMED} more` : ''}; ${percent(goals.diskLimit)} are allowed`;
      return held({ ...scaleInPossible, mend: 'Declare more brokers, or larger disks, or a higher diskLimitPercent.' }, { reason, progress: '', forGood: true }, 'scaling in');
    }
    return new Map(changedReplicas(before, plan.placement));
  }

  /** Whether brokers are being filled already: more of it needs no approval of its own. */
  private goesOn(purpose: Purpose): boolean {
    return this.notes.size > 0 && purpose.kind === 'fill' && purpose.added.some((id) => this.marks.get(id) === 'filled');
  }

  /** What somebody else throttles of what would be moved: it would be overwritten, and removed in the end. */
  private foreignThrottle(targets: Targets): string | undefined {
    const { partitions: { topics, topic }, throttled } = this.kafka;
    const broker = this.notes.size === 0 ? [...this.marks.keys()].find((id) => this.inService.has(id)) : undefined;
    if (broker !== undefined) { return `broker ${broker} has a throttle that no run has set`; }
    const row = [...targets.keys()].find((each) => { const lists = throttled[topics[topic[each]]]; return lists && readNotes(lists).size === 0; });
    return row === undefined ? undefined : `topic ${topics[topic[row]]} has throttled replicas that no run has set`;
  }

  /** Notes where everything comes from and goes to, and throttles it. Nothing has moved before that is done. */
  private setOut(purpose: Purpose, targets: Targets, load: LoadObservation): Decision | undefined {
    if (this.others.length > 0) { return held(moveOthers, this.underwayByOthers(), `moves of ${counted(targets.size, 'partition')}`); }
    const foreign = this.foreignThrottle(targets);
    if (foreign !== undefined) { return held(moveThrottled, { reason: foreign, progress: '', forGood: true }, 'moves'); }
    const unapproved = purpose.kind === 'asked' || this.goesOn(purpose) ? undefined : this.approval(purpose, targets, load);
    if (unapproved) { return unapproved; }
    const topics = this.topicsFor(targets);
    const brokers = this.marksFor(purpose);
    if (topics.length === 0) { throw new Error(`What ${counted(targets.size, 'partition')} are to become cannot be noted.`); }
    const amount = `${counted(targets.size, 'partition')}, ${bytesWords(this.bytesOf(targets, load))}`;
    const reason = brokers.length > 0 ? `${this.throttleWords(purpose, brokers)}; ${amount}` : `${this.words(purpose)}: ${amount} more`;
    return { kind: 'step', step: { kind: 'mark', reason, brokers, topics } };
  }

  /** Where a partition that somebody has set out to move is to be now; undefined if neither where it was to go nor where it comes from will do any more. */
  private aim(row: number, purpose: Purpose): readonly number[] | undefined {
    const note = this.notes.get(row);
    const isThere = (id: number) => this.racks.has(id) && !this.leaves.has(id);
    if (note === undefined) { return undefined; }
    switch (purpose.kind) {
      case 'return': return [note.former].find((replicas) => replicas.every(isThere));
      // What has arrived stays; of what has not, only the order is another one by now.
      case 'stop': return isSame(inOrder(this.targetOf(row)), inOrder(note.former)) ? note.former : undefined;
      case 'asked': return purpose.targets.get(row) ?? note.target;
      default: return [note.target, note.former].find((replicas) => replicas.every(isThere));
    }
  }

  /**
   * All else is left until the brokers are gone: if they are declared again before that, what has moved returns. In ZooKeeper mode nobody could remove what was set for them after that.
   */
  private unmark(brokers: readonly number[]): Decision | undefined {
    const concerned = this.situation.cluster.metadata.mode === 'zookeeper' ? brokers.filter((id) => this.marks.has(id) && this.inService.has(id)) : [];
    return this.withoutMarks(concerned, 'empty');
  }

  private goals(purpose: Purpose): RebalanceGoals {
    const { diskBand, replicaBand, leaderBand, diskLimit, excludedTopics } = this.situation.policy.rebalance;
    const declared = new Set(this.situation.nodes.map((n) => n.id));
    const known = new Set([...this.kafka.brokers.map((b) => b.id), ...this.kafka.partitions.replicas]);
    const strangers = [...known].filter((id) => !declared.has(id) && !this.leaves.has(id));
    const mode = { empty: 'drain', fill: 'add', balance: 'full', return: 'drain', asked: 'drain', stop: 'drain' } as const;
    return {
      mode: mode[purpose.kind],
      relieve: [],
      diskBand,
      replicaBand,
      leaderBand,
      diskLimit,
      replicationFactors: {},
      excludedBrokers: strangers,
      // What must leave leaves, or the broker could never be removed.
      excludedTopics: purpose.kind === 'empty' ? [] : excludedTopics,
    };
  }

  private hasDrifted(placement: Placement, goals: RebalanceGoals): boolean {
    const { farthest, rackViolations } = drift(placement, goals, this.situation.policy.rebalance.drift);
    this.worst = farthest && `${farthest.what} of ${farthest.id}`;
    return farthest !== undefined || rackViolations > 0;
  }

  /** What may be done next for each partition that is not under way. */
  private possible(targets: Targets, { size }: LoadObservation): readonly PossibleMove[] {
    const underway = new Set(this.kafka.reassignments.map(({ row }) => row));
    const found: PossibleMove[] = [];
    for (const [row, target] of targets) {
      if (underway.has(row)) { continue; }
      const current = this.targetOf(row);
      if (isSame(current, target)) { continue; }
      const replicas = oneReplicaAtATime(current, target, (id) => this.racks.get(id));
      const to = replicas.find((id) => !current.includes(id));
      found.push({ row, replicas, to, from: current.filter((id) => !replicas.includes(id)), bytes: to === undefined ? 0 : size[row] });
    }
    return found;
  }

  private begin(purpose: Purpose, moves: readonly PossibleMove[], left: readonly PossibleMove[]): ReassignStep {
    const [bytes, all] = [sumOf(moves), sumOf(left)];
    const of = left.length > 0 ? `${bytesWords(bytes)} of ${bytesWords(all)} that are left` : 'only the order of replicas';
    return {
      kind: 'reassign',
      reason: `${this.words(purpose)}: ${of}`,
      bytes,
      left: all,
      seconds: secondsOf(moves, this.situation.policy.rebalance.bytesPerSecond),
      moves: moves.map(({ row, replicas }) => ({ ...this.named(row), replicas })),
    };
  }

  /** The lists of topics with what is set out to be done; what has been done before is kept as long as there is room, so that it can return. */
  private topicsFor(targets: Targets): readonly ThrottledTopic[] {
    const { partitions: { topics, topic, partition }, throttled } = this.kafka;
    const fresh = new Map([...targets].map(([row, target]): [number, MoveNote] => {
      return [row, { former: this.notes.get(row)?.former ?? this.targetOf(row), target }];
    }));
    const concerned = new Set([...targets.keys()].map((row) => topic[row]));
    const byTopic = new Map<number, [number, MoveNote][]>();
    for (const [row, note] of [...fresh, ...[...this.notes].filter(([noted]) => !fresh.has(noted))]) {
      if (!concerned.has(topic[row])) { continue; }
      const known = byTopic.get(topic[row]);
      if (known) { known.push([partition[row], note]); } else { byTopic.set(topic[row], [[partition[row], note]]); }
    }
    const lists = [...byTopic].sort(([a], [b]) => a - b).map(([t, notes]): ThrottledTopic => ({ topic: topics[t], ...throttledReplicas(notes) }));
    return lists.filter((each) => throttled[each.topic]?.leader !== each.leader || throttled[each.topic]?.follower !== each.follower);
  }

  private marksFor(purpose: Purpose): MarkStep['brokers'] {
    const wanted = this.wantedMarks(purpose);
    const { bytesPerSecond } = this.situation.policy.rebalance;
    return markChanges(wanted, wanted.keys(), this.kafka.settings, { bytesPerSecond, cordon: this.canCordon() });
  }

  private throttleWords(purpose: Purpose, brokers: MarkStep['brokers']): string {
    return `${this.words(purpose)}: ${counted(brokers.length, 'broker')} ${brokers.length === 1 ? 'sends and receives' : 'send and receive'} what moves with ${bytesWords(this.situation.policy.rebalance.bytesPerSecond)}/s at most`;
  }

  /** What is to be copied, from where partitions are now. */
  private bytesOf(targets: Targets, { size }: LoadObservation): number {
    let bytes = 0;
    for (const [row, target] of targets) {
      const current = this.targetOf(row);
      bytes += target.filter((id) => !current.includes(id)).length * size[row];
    }
    return bytes;
  }

  private wantedMarks(purpose: Purpose): Marks {
    const added = new Set(purpose.kind === 'fill' ? purpose.added : []);
    const concerned = new Set([...this.situation.nodes.filter((n) => n.broker).map((n) => n.id), ...this.leaves]);
    return new Map([...this.inService].filter((id) => concerned.has(id)).map((id): readonly [number, Mark] => {
      const mark = this.marks.get(id);
      if (this.leaves.has(id)) { return [id, 'emptied']; }
      if (added.has(id) || (purpose.kind === 'empty' && mark === 'filled')) { return [id, 'filled']; }
      return [id, purpose.kind === 'return' && mark === 'emptied' ? 'emptied' : 'both'];
    }));
  }

  private canCordon(): boolean {
    const [major, minor] = this.situation.cluster.version.split('.').map(Number);
    return this.situation.cluster.metadata.mode === 'kraft' && (major > CORDONS[0] || (major === CORDONS[0] && minor >= CORDONS[1]));
  }

  private approval(purpose: Purpose, targets: Targets, load: LoadObservation): Decision | undefined {
    const { policy: { rebalance }, cluster, observation: { approved = [] } } = this.situation;
    if (rebalance.approval === 'automatic' || (purpose.kind !== 'fill' && purpose.kind !== 'balance')) { return undefined; }
    const brokers = this.situation.nodes.filter((n) => n.broker).map((n) => n.id);
    const id = proposalOf({ cluster: cluster.name, purpose, brokers, worst: this.worst }, rebalance);
    if (approved.includes(id)) { return undefined; }
    const reason = `${this.words(purpose)} is proposed as ${id}: ${counted(targets.size, 'partition')}, ${bytesWords(this.bytesOf(targets, load))}`;
    return held(moveApproval, { reason, progress: '', forGood: true }, 'moves');
  }

  /** What this and former runs have begun is waited for. */
  private untilEnded(load?: LoadObservation): Decision | undefined {
    if (this.own.length === 0) { return undefined; }
    const loads = load ?? this.situation.observation.load;
    if (loads === undefined) { return { kind: 'look', at: 'load' }; }
    const told = isUnread(loads) ? undefined : loads;
    const bytes = told && sumOf(this.own.map((each) => this.asMove(each, told)));
    const arrived = told ? this.own.reduce((sum, { row }) => sum + Math.min(told.size[row], told.arrived[row] ?? 0), 0) : 0;
    const words = bytes === undefined ? '' : `, ${bytesWords(arrived)} of ${bytesWords(bytes)}`;
    return held(movesEnd, {
      reason: `${counted(this.own.length, 'move')} under way${words}: ${this.some(this.own.map(({ row }) => row))}`,
      progress: this.own.map(({ row, adding }) => `${this.name(row)}:${adding.join(':')}`).join(' '),
      remaining: bytes === undefined ? this.own.length : Math.ceil(bytes - arrived),
    });
  }

  /** Removes what a run leaves: the throttle first, as only by the former replicas it is known as a run's own. */
  private tidy(): Decision | undefined {
    const { throttled, partitions: { topics } } = this.kafka;
    if (this.notes.size === 0) { return undefined; }
    if (this.others.length > 0) { return held(moveOthers, this.underwayByOthers(), 'removing the throttle'); }
    const declared = new Set(this.situation.nodes.map((n) => n.id));
    const without = this.withoutMarks([...this.marks.keys()].filter((id) => declared.has(id) && this.inService.has(id)), 'nothing moves any more');
    if (without) { return without; }
    const known = new Set(topics);
    const noted = Object.entries(throttled).filter(([topic, lists]) => known.has(topic) && readNotes(lists).size > 0).map(([topic]) => ({ topic }));
    return { kind: 'step', step: { kind: 'mark', reason: `nothing moves any more: ${counted(noted.length, 'topic')} without throttled replicas`, brokers: [], topics: noted } };
  }

  private withoutMarks(ids: readonly number[], why: string): Decision | undefined {
    const brokers = markChanges(new Map(), ids, this.kafka.settings, { bytesPerSecond: 0, cordon: false });
    return brokers.length === 0 ? undefined : { kind: 'step', step: { kind: 'mark', reason: `${why}: ${counted(brokers.length, 'broker')} without a throttle`, brokers, topics: [] } };
  }

  private underwayByOthers(): { readonly reason: string; readonly progress: string; readonly remaining: number } {
    const { load } = this.situation.observation;
    const told = load && !isUnread(load) ? load : undefined;
    const leftOf = ({ row, adding }: ReassignmentObservation) => told ? Math.max(0, adding.length * told.size[row] - (told.arrived[row] ?? 0)) : 0;
    return {
      reason: `somebody else moves ${counted(this.others.length, 'partition')}: ${this.some(this.others.map(({ row }) => row))}`,
      progress: `others ${this.others.length}`,
      remaining: Math.ceil(this.others.reduce((sum, each) => sum + leftOf(each), 0)),
    };
  }

  private words(purpose: Purpose): string {
    switch (purpose.kind) {
      case 'empty': return `empty ${brokersWords(purpose.leaving)}`;
      case 'fill': return `fill ${brokersWords(purpose.added)}`;
      case 'return': return 'return what has moved';
      case 'asked': return 'as planned';
      case 'stop': return 'cancel';
      case 'balance': return 'balance all brokers';
    }
  }

  private asMove({ row, adding, removing }: ReassignmentObservation, { size }: LoadObservation): Pick<PossibleMove, 'to' | 'from' | 'bytes'> {
    return { to: adding[0], from: removing, bytes: adding.length * size[row] };
  }

  /** The replicas that a partition has, or, while it is reassigned, is to have. */
  private targetOf(row: number): readonly number[] {
    const all = replicasOf(this.kafka.partitions, row);
    const removing = this.removing.get(row);
    return removing ? all.filter((id) => !removing.includes(id)) : all;
  }

  private named(row: number): { readonly topic: string; readonly partition: number } {
    const { topics, topic, partition } = this.kafka.partitions;
    return { topic: topics[topic[row]], partition: partition[row] };
  }

  private name(row: number): string { return partitionName(this.kafka.partitions, row); }

  private some(rows: readonly number[]): string {
    return `${rows.slice(0, NAMED).map((row) => this.name(row)).join(', ')}${rows.length > NAMED ? ` and ${rows.length - NAMED} more` : ''}`;
  }
}

/** So many are told by their names. */
const NAMED = 3;

function isSame(a: readonly number[], b: readonly number[] | undefined): boolean { return a.length === b?.length && a.every((id, i) => id === b[i]); }

/** What comes to a broker comes through its throttle. */
function secondsOf(moves: readonly PossibleMove[], bytesPerSecond: number): number {
  const coming = new Map<number, number>();
  for (const { to, bytes } of moves) { if (to !== undefined) { coming.set(to, (coming.get(to) ?? 0) + bytes); } }
  return Math.ceil([...coming.values()].reduce((most, bytes) => Math.max(most, bytes), 0) / bytesPerSecond);
}

function inOrder(ids: readonly number[]): number[] { return [...ids].sort((a, b) => a - b); }

function percent(share: number): string { return `${Math.round(100 * share)} %`; }

function sumOf(moves: readonly { readonly bytes: number }[]): number { return moves.reduce((sum, { bytes }) => sum + bytes, 0); }
