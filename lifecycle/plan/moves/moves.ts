import { ChosenMove, chooseMoves, PossibleMove } from './choose-moves';
import { emptiedVolumes } from './disks/emptied-volumes';
import { lostLeaving } from './leaving';
import { markChanges } from './marks';
import { readNotes } from './move-notes';
import { latencyUnknown, purposeWords, throttledWords } from './moves-words';
import { PlannedMoves, planMoves } from './plan-moves';
import { proposalOf } from './proposal';
import { Purpose } from './purpose';
import { loadRead, loadUnread, moveApproval, moveOthers, moveRoom, moveThrottled, moveWindow, movesEnd } from './rules';
import { SeenMoves } from './seen-moves';
import { isClosed, windowsWords } from './windows';
import { bytesWords } from '../../bytes-words';
import { counted } from '../../counted';
import { KafkaObservation, LoadObservation, isUnread } from '../../observation';
import { Decision, MarkStep, ReassignStep } from '../decision';
import { held } from '../held';
import { Situation } from '../situation';

/**
 * What moves partitions between brokers: begins it, waits for it, and tidies up after it. Nothing, if all is where it should be, and nothing of it is left.
 *
 * @param asked what for, in place of what follows from the declaration
 */
export function move(situation: Situation, asked?: Purpose): Decision | undefined {
  return situation.kafka && new Mover(situation, situation.kafka, asked).decide();
}

/** Slows down what moves while that strains the cluster, and lets replicas catch up that the throttle of former moves holds back, before anything is waited for. */
export function giveWay(situation: Situation): Decision | undefined {
  return situation.kafka && Object.keys(situation.kafka.throttled).length > 0 ? new Mover(situation, situation.kafka).giveWay() : undefined;
}

class Mover {
  private readonly seen: SeenMoves;

  constructor(private readonly situation: Situation, kafka: KafkaObservation, asked?: Purpose) { this.seen = new SeenMoves(situation, kafka, asked); }

  public decide(): Decision | undefined {
    const { purpose } = this.seen;
    if (purpose === undefined) { return this.untilEnded() ?? this.tidy(); }
    return this.cancel(purpose) ?? this.pursue(purpose);
  }

  public giveWay(): Decision | undefined {
    const { own, notes, throttle: { rate, strain, isUrgent } } = this.seen;
    if (notes.size === 0 || !(isUrgent || (own.length > 0 && strain !== undefined))) { return undefined; }
    const brokers = this.throttledAt(rate);
    const why = strain === undefined ? 'faster, as replicas are behind that the throttle holds back' : `slower, as ${strain}`;
    return brokers.length === 0 ? undefined : marked(`${why}: ${throttledWords(brokers, rate)}`, brokers);
  }

  /** All that are throttled, at another rate. */
  private throttledAt(rate: number): MarkStep['brokers'] {
    const { marks, inService } = this.seen;
    return this.seen.marksAt([...marks].filter(([id]) => inService.has(id)), rate);
  }

  /** Moves that lead where nothing is to be any more. */
  private cancel(purpose: Purpose): Decision | undefined {
    const astray = this.seen.own.filter(({ row, adding }) => {
      if (purpose.kind === 'stop') { return true; }
      const aim = this.seen.aim(row, purpose);
      return adding.some((id) => aim ? !aim.includes(id) : this.seen.leaves.has(id) || !this.seen.racks.has(id) || this.seen.isLost(row, id));
    });
    if (astray.length === 0) { return undefined; }
    const moves = astray.map(({ row }) => this.seen.named(row));
    return { kind: 'step', step: { kind: 'reassign', reason: `${counted(astray.length, 'move')} no longer wanted`, bytes: 0, seconds: 0, left: 0, moves } };
  }

  /** First what was set out to be done, to its end. */
  private pursue(purpose: Purpose): Decision | undefined {
    const { load } = this.situation.observation;
    if (load === undefined) { return { kind: 'look', at: 'load' }; }
    if (isUnread(load)) { return held(loadRead, loadUnread(load), 'moves'); }
    const marks = this.seen.own.length > 0 ? this.seen.marksFor(purpose) : [];
    if (marks.length > 0) { return marked(this.throttleWords(purpose, marks), marks); }
    const aims = new Map([...this.seen.notes.keys()].flatMap((row) => {
      const aim = this.seen.aim(row, purpose);
      return aim ? [[row, aim] as const] : [];
    }));
    const mayBegin = this.mayBegin(purpose);
    const possible = this.seen.possible(aims, load).filter(({ row }) => mayBegin(row));
    if (possible.length === 0 && this.seen.own.length > 0) { return this.untilEnded(load); }
    if (possible.length > 0) { return this.carryOn(purpose, possible, load); }
    const planned = planMoves(this.seen, purpose, aims, load);
    if ('kind' in planned) { return planned; }
    const targets = new Map([...planned.targets].filter(([row]) => mayBegin(row)));
    if (targets.size === 0 && planned.targets.size + this.seen.possible(aims, load).length > 0) { return this.postponed(purpose); }
    if (targets.size === 0) { return purpose.kind === 'empty' ? this.unmark(purpose.leaving) : this.tidy(); }
    return this.setOut(purpose, { ...planned, targets }, load);
  }

  /** Begins as much as may be under way at once. */
  private carryOn(purpose: Purpose, possible: readonly PossibleMove[], load: LoadObservation): Decision | undefined {
    if (this.seen.others.length > 0) { return held(moveOthers, this.seen.underwayByOthers(), `moves of ${counted(possible.length, 'partition')}`); }
    const marks = this.seen.marksFor(purpose);
    if (marks.length > 0) { return marked(this.throttleWords(purpose, marks), marks); }
    const left = possible.filter(({ to }) => to !== undefined);
    // Leaders last: what only changes the order of replicas, or drops some, waits for what is copied.
    const now = left.length > 0 || this.seen.own.length > 0 ? left : possible;
    const underway = this.seen.own.map((each) => this.seen.asMove(each, load));
    const { moves, withoutRoom } = chooseMoves(now, underway, this.situation.policy.rebalance, load, emptiedVolumes(this.situation));
    if (moves.length > 0) { return { kind: 'step', step: this.begin(purpose, moves, left) }; }
    if (this.seen.own.length > 0) { return this.untilEnded(load); }
    const [first] = withoutRoom;
    return held(moveRoom, {
      reason: `no disk of broker ${first.to} has room for ${this.seen.name(first.row)} (${bytesWords(first.bytes)})${withoutRoom.length > 1 ? `, and so for ${withoutRoom.length - 1} more` : ''}`,
      progress: withoutRoom.map(({ row }) => this.seen.name(row)).join(' '),
    }, 'moves');
  }

  /** Notes where everything comes from and goes to, and throttles it. Nothing has moved before that is done. */
  private setOut(purpose: Purpose, { targets, worst }: PlannedMoves, load: LoadObservation): Decision | undefined {
    if (this.seen.others.length > 0) { return held(moveOthers, this.seen.underwayByOthers(), `moves of ${counted(targets.size, 'partition')}`); }
    const foreign = this.seen.foreignThrottle(targets);
    if (foreign !== undefined) { return held(moveThrottled, { reason: foreign, progress: '', forGood: true }, 'moves'); }
    const unapproved = purpose.kind === 'asked' || this.seen.goesOn(purpose) ? undefined : this.approval(purpose, { targets, worst }, load);
    if (unapproved) { return unapproved; }
    const topics = this.seen.topicsFor(targets);
    const brokers = this.seen.marksFor(purpose);
    if (topics.length === 0) { throw new Error(`What ${counted(targets.size, 'partition')} are to become cannot be noted.`); }
    const amount = `${counted(targets.size, 'partition')}, ${bytesWords(this.seen.bytesOf(targets, load))}`;
    const reason = brokers.length > 0 ? `${this.throttleWords(purpose, brokers)}; ${amount}` : `${purposeWords(purpose)}: ${amount} more`;
    return { kind: 'step', step: { kind: 'mark', reason, brokers, topics } };
  }

  /**
   * All else is left until the brokers are gone: if they are declared again before that, what has moved returns. In ZooKeeper mode nobody could remove what was set for them after that.
   */
  private unmark(brokers: readonly number[]): Decision | undefined {
    const { marks, inService, situation: { cluster } } = this.seen;
    return this.withoutMarks(cluster.metadata.mode === 'zookeeper' ? brokers.filter((id) => marks.has(id) && inService.has(id)) : [], 'empty');
  }

  private begin(purpose: Purpose, moves: readonly ChosenMove[], left: readonly PossibleMove[]): ReassignStep {
    const [bytes, all] = [sumOf(moves), sumOf(left)];
    const of = left.length > 0 ? `${bytesWords(bytes)} of ${bytesWords(all)} that are left` : 'only the order of replicas';
    return {
      kind: 'reassign',
      reason: `${purposeWords(purpose)}: ${of}${latencyUnknown(this.situation)}`,
      bytes,
      left: all,
      seconds: secondsOf(moves, this.seen.throttle.rate),
      moves: moves.map(({ row, replicas, to, path }) => {
        const disk = to === undefined || path === undefined ? {} : { disk: { broker: to, path } };
        return { ...this.seen.named(row), replicas, ...disk };
      }),
    };
  }

  private throttleWords(purpose: Purpose, brokers: MarkStep['brokers']): string {
    return `${purposeWords(purpose)}: ${throttledWords(brokers, this.seen.throttle.rate)}`;
  }

  /** Moves begin in their windows alone, but for what returns, and what others must have in place of a broker that is lost. What has begun arrives. */
  private mayBegin({ kind }: Purpose): (row: number) => boolean {
    if ((kind !== 'empty' && kind !== 'fill' && kind !== 'balance') || !isClosed(this.situation)) { return () => true; }
    const lost = lostLeaving(this.situation);
    return (row) => this.seen.targetOf(row).some((id) => lost.has(id));
  }

  /** What is noted stays throttled meanwhile, and at the full rate: a broker that restarts catches up with it. */
  private postponed(purpose: Purpose): Decision {
    const { bytesPerSecond } = this.situation.policy.rebalance;
    const brokers = this.seen.notes.size > 0 ? this.throttledAt(bytesPerSecond) : [];
    if (brokers.length > 0) { return marked(`until moves go on: ${throttledWords(brokers, bytesPerSecond)}`, brokers); }
    const reason = `${purposeWords(purpose)}: ${windowsWords(this.situation)}`;
    return purpose.kind === 'empty' ? held(moveWindow, { reason, progress: '', forGood: true }, 'moves') : { kind: 'done', notes: [`postponed: ${reason}`] };
  }

  private approval(purpose: Purpose, { targets, worst }: PlannedMoves, load: LoadObservation): Decision | undefined {
    const { policy: { rebalance }, cluster, observation: { approved = [] } } = this.situation;
    if (rebalance.approval === 'automatic' || (purpose.kind !== 'fill' && purpose.kind !== 'balance')) { return undefined; }
    const brokers = this.situation.nodes.filter((n) => n.broker).map((n) => n.id);
    const id = proposalOf({ cluster: cluster.name, purpose, brokers, worst }, rebalance);
    if (approved.includes(id)) { return undefined; }
    const reason = `${purposeWords(purpose)} is proposed as ${id}: ${counted(targets.size, 'partition')}, ${bytesWords(this.seen.bytesOf(targets, load))}`;
    return held(moveApproval, { reason, progress: '', forGood: true }, 'moves');
  }

  /** What this and former runs have begun is waited for. */
  private untilEnded(load?: LoadObservation): Decision | undefined {
    if (this.seen.own.length === 0) { return undefined; }
    const loads = load ?? this.situation.observation.load;
    if (loads === undefined) { return { kind: 'look', at: 'load' }; }
    const told = isUnread(loads) ? undefined : loads;
    const bytes = told && sumOf(this.seen.own.map((each) => this.seen.asMove(each, told)));
    const arrived = told ? this.seen.own.reduce((sum, { row }) => sum + Math.min(told.size[row], told.arrived[row] ?? 0), 0) : 0;
    const words = bytes === undefined ? '' : `, ${bytesWords(arrived)} of ${bytesWords(bytes)}`;
    return held(movesEnd, {
      reason: `${counted(this.seen.own.length, 'move')} under way${words}: ${this.seen.some(this.seen.own.map(({ row }) => row))}`,
      progress: this.seen.own.map(({ row, adding }) => `${this.seen.name(row)}:${adding.join(':')}`).join(' '),
      remaining: bytes === undefined ? this.seen.own.length : Math.ceil(bytes - arrived),
    });
  }

  /** Removes what a run leaves: the throttle first, as only by the former replicas it is known as a run's own. */
  private tidy(): Decision | undefined {
    const { throttled, partitions: { topics } } = this.seen.kafka;
    if (this.seen.notes.size === 0) { return undefined; }
    if (this.seen.others.length > 0) { return held(moveOthers, this.seen.underwayByOthers(), 'removing the throttle'); }
    const declared = new Set(this.situation.nodes.map((n) => n.id));
    const without = this.withoutMarks([...this.seen.marks.keys()].filter((id) => declared.has(id) && this.seen.inService.has(id)), 'nothing moves any more');
    if (without) { return without; }
    const known = new Set(topics);
    const noted = Object.entries(throttled).filter(([topic, lists]) => known.has(topic) && readNotes(lists).size > 0).map(([topic]) => ({ topic }));
    return { kind: 'step', step: { kind: 'mark', reason: `nothing moves any more: ${counted(noted.length, 'topic')} without throttled replicas`, brokers: [], topics: noted } };
  }

  private withoutMarks(ids: readonly number[], why: string): Decision | undefined {
    const brokers = markChanges(new Map(), ids, this.seen.kafka.settings, {
      bytesPerSecond: 0, cordon: false, emptiedDisks: emptiedVolumes(this.situation),
    });
    return brokers.length === 0 ? undefined : marked(`${why}: ${counted(brokers.length, 'broker')} without a throttle`, brokers);
  }
}

function marked(reason: string, brokers: MarkStep['brokers']): Decision {
  return { kind: 'step', step: { kind: 'mark', reason, brokers, topics: [] } };
}

/** What comes to a broker comes through its throttle. */
function secondsOf(moves: readonly PossibleMove[], bytesPerSecond: number): number {
  const coming = new Map<number, number>();
  for (const { to, bytes } of moves) { if (to !== undefined) { coming.set(to, (coming.get(to) ?? 0) + bytes); } }
  return Math.ceil([...coming.values()].reduce((most, bytes) => Math.max(most, bytes), 0) / bytesPerSecond);
}

function sumOf(moves: readonly { readonly bytes: number }[]): number { return moves.reduce((sum, { bytes }) => sum + bytes, 0); }
