import { canCordon } from './can-cordon';
import { PossibleMove } from './choose-moves';
import { emptiedVolumes } from './disks/emptied-volumes';
import { LostDisks, overdueDisks } from './disks/lost-disks';
import { leaving } from './leaving';
import { Mark, Marks, markChanges, marksOf } from './marks';
import { MoveNote, MoveNotes, moveNotes, readNotes, throttledReplicas } from './move-notes';
import { oneReplicaAtATime } from './one-replica-at-a-time';
import { Purpose, purposeOf } from './purpose';
import { ThrottleRate, throttleRate } from './throttle-rate';
import { counted } from '../../counted';
import { KafkaObservation, LoadObservation, ReassignmentObservation, isUnread } from '../../observation';
import { partitionName, replicasOf } from '../../partition-table';
import { MarkStep, ThrottledTopic } from '../decision';
import { Situation } from '../situation';

/** Where partitions are to be, by row; those that stay are missing. */
export type Targets = ReadonlyMap<number, readonly number[]>;

/** So many are told by their names. */
export const NAMED = 3;

/** What is seen of moves in a cluster: what this and former runs have set out to do, how far that is, and what it takes to note and throttle more of it. */
export class SeenMoves {
  /** What replicas move for; undefined if for nothing. */
  public readonly purpose?: Purpose;
  /** Ids of brokers that are to be emptied. */
  public readonly leaves: ReadonlySet<number>;
  /** Disks that have failed, and are waited for no longer. */
  public readonly lost: readonly LostDisks[];
  /** What this and former runs have set out to do. */
  public readonly notes: MoveNotes;
  public readonly marks: Marks;
  /** What is under way of it, and what others have begun. */
  public readonly own: readonly ReassignmentObservation[];
  public readonly others: readonly ReassignmentObservation[];
  /** Brokers that answer. */
  public readonly inService: ReadonlySet<number>;
  public readonly racks: ReadonlyMap<number, string | undefined>;
  public readonly throttle: ThrottleRate;
  /** By row. */
  private readonly removing: ReadonlyMap<number, readonly number[]>;

  /** @param asked what for, in place of what follows from the declaration */
  constructor(public readonly situation: Situation, public readonly kafka: KafkaObservation, asked?: Purpose) {
    this.notes = moveNotes(kafka);
    this.marks = marksOf(kafka.settings);
    this.lost = asked ? [] : overdueDisks(situation.observation, this.notes, situation.policy.rebalance.lostVolumeSeconds);
    this.purpose = asked ?? purposeOf(situation, leaving(situation), this.marks, this.notes.size > 0, this.lost);
    this.leaves = new Set(this.purpose?.kind === 'empty' ? this.purpose.leaving : []);
    this.own = kafka.reassignments.filter(({ row }) => this.notes.has(row));
    this.others = kafka.reassignments.filter(({ row }) => !this.notes.has(row));
    this.inService = new Set(kafka.brokers.filter((b) => !b.fenced && b.silent === undefined).map((b) => b.id));
    this.racks = new Map(kafka.brokers.map((b) => [b.id, b.rack]));
    this.throttle = throttleRate(situation, this.notes);
    this.removing = new Map(kafka.reassignments.map(({ row, removing }) => [row, removing]));
  }

  /** The replicas that a partition has, or, while it is reassigned, is to have. */
  public targetOf(row: number): readonly number[] {
    const all = replicasOf(this.kafka.partitions, row);
    const removing = this.removing.get(row);
    return removing ? all.filter((id) => !removing.includes(id)) : all;
  }

  /** Where a partition that somebody has set out to move is to be now; undefined if neither where it was to go nor where it comes from will do any more. */
  public aim(row: number, purpose: Purpose): readonly number[] | undefined {
    const note = this.notes.get(row);
    const isThere = (id: number) => this.racks.has(id) && !this.leaves.has(id) && !this.isLost(row, id);
    if (note === undefined) { return undefined; }
    switch (purpose.kind) {
      case 'return': return [note.former].find((replicas) => replicas.every(isThere));
      // What has arrived stays; of what has not, only the order is another one by now.
      case 'stop': return isSame(inOrder(this.targetOf(row)), inOrder(note.former)) ? note.former : undefined;
      case 'asked': return purpose.targets.get(row) ?? note.target;
      default: return [note.target, note.former].find((replicas) => replicas.every(isThere));
    }
  }

  /** Whether the replica of a partition was on a disk that is waited for no longer, or comes to none. */
  public isLost(row: number, id: number): boolean { return this.lost.some(({ broker, rows }) => broker === id && rows.has(row)); }

  /** What may be done next for each partition that is not under way. */
  public possible(targets: Targets, { size }: LoadObservation): readonly PossibleMove[] {
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

  /** Whether brokers are being filled already: more of it needs no approval of its own. */
  public goesOn(purpose: Purpose): boolean {
    return this.notes.size > 0 && purpose.kind === 'fill' && purpose.added.some((id) => this.marks.get(id) === 'filled');
  }

  /** What somebody else throttles of what would be moved: it would be overwritten, and removed in the end. */
  public foreignThrottle(targets: Targets): string | undefined {
    const { partitions: { topics, topic }, throttled } = this.kafka;
    const broker = this.notes.size === 0 ? [...this.marks.keys()].find((id) => this.inService.has(id)) : undefined;
    if (broker !== undefined) { return `broker ${broker} has a throttle that no run has set`; }
    const row = [...targets.keys()].find((each) => { const lists = throttled[topics[topic[each]]]; return lists && readNotes(lists).size === 0; });
    return row === undefined ? undefined : `topic ${topics[topic[row]]} has throttled replicas that no run has set`;
  }

  /** What is to be copied, from where partitions are now. */
  public bytesOf(targets: Targets, { size }: LoadObservation): number {
    let bytes = 0;
    for (const [row, target] of targets) {
      const current = this.targetOf(row);
      bytes += target.filter((id) => !current.includes(id)).length * size[row];
    }
    return bytes;
  }

  public asMove({ row, adding, removing }: ReassignmentObservation, { size }: LoadObservation): Pick<PossibleMove, 'to' | 'from' | 'bytes'> {
    return { to: adding[0], from: removing, bytes: adding.length * size[row] };
  }

  public underwayByOthers(): { readonly reason: string; readonly progress: string; readonly remaining: number } {
    const { load } = this.situation.observation;
    const told = load && !isUnread(load) ? load : undefined;
    const leftOf = ({ row, adding }: ReassignmentObservation) => told ? Math.max(0, adding.length * told.size[row] - (told.arrived[row] ?? 0)) : 0;
    return {
      reason: `somebody else moves ${counted(this.others.length, 'partition')}: ${this.some(this.others.map(({ row }) => row))}`,
      progress: `others ${this.others.length}`,
      remaining: Math.ceil(this.others.reduce((sum, each) => sum + leftOf(each), 0)),
    };
  }

  /** The lists of topics with what is set out to be done; what has been done before is kept as long as there is room, so that it can return. */
  public topicsFor(targets: Targets): readonly ThrottledTopic[] {
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

  public marksFor(purpose: Purpose): MarkStep['brokers'] { return this.marksAt(this.wantedMarks(purpose), this.throttle.rate); }

  public marksAt(wanted: Iterable<readonly [number, Mark]>, bytesPerSecond: number): MarkStep['brokers'] {
    const marks = new Map(wanted);
    const emptiedDisks = emptiedVolumes(this.situation);
    return markChanges(marks, marks.keys(), this.kafka.settings, { bytesPerSecond, cordon: canCordon(this.situation.cluster), emptiedDisks });
  }

  public named(row: number): { readonly topic: string; readonly partition: number } {
    const { topics, topic, partition } = this.kafka.partitions;
    return { topic: topics[topic[row]], partition: partition[row] };
  }

  public name(row: number): string { return partitionName(this.kafka.partitions, row); }

  public some(rows: readonly number[]): string {
    return `${rows.slice(0, NAMED).map((row) => this.name(row)).join(', ')}${rows.length > NAMED ? ` and ${rows.length - NAMED} more` : ''}`;
  }

  private wantedMarks(purpose: Purpose): Marks {
    const added = new Set(purpose.kind === 'fill' ? purpose.added : []);
    const concerned = new Set([...this.situation.nodes.filter((n) => n.broker).map((n) => n.id), ...this.leaves]);
    return new Map([...this.inService].filter((id) => concerned.has(id)).map((id): readonly [number, Mark] => {
      const mark = this.marks.get(id);
      if (this.leaves.has(id)) { return [id, 'emptied']; }
      if (added.has(id) || ((purpose.kind === 'empty' || purpose.kind === 'replace') && mark === 'filled')) { return [id, 'filled']; }
      return [id, purpose.kind === 'return' && mark === 'emptied' ? 'emptied' : 'both'];
    }));
  }
}

export function isSame(a: readonly number[], b: readonly number[] | undefined): boolean {
  return a.length === b?.length && a.every((id, i) => id === b[i]);
}

function inOrder(ids: readonly number[]): number[] { return [...ids].sort((a, b) => a - b); }
