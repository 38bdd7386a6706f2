import { beginSteps } from './begin-steps';
import { BrokerDisks, brokerDisks } from './broker-disks';
import { DiskMark, diskMarkChanges, diskMarkOf } from './disk-marks';
import { diskCopies, diskEmptied, disksUsable } from './disk-rules';
import { emptiedVolumes } from './emptied-volumes';
import { bytesWords } from '../../../bytes-words';
import { counted } from '../../../counted';
import { KafkaObservation, LoadObservation, isUnread } from '../../../observation';
import { partitionName } from '../../../partition-table';
import { DiskMove, diskDrift, planDisks } from '../../../rebalance/disks/plan-disks';
import { nameMatcher } from '../../../rebalance/name-matcher';
import { AlterLogDirsStep, Decision, MarkStep } from '../../decision';
import { held } from '../../held';
import { RuleDescription } from '../../rule';
import { Situation } from '../../situation';
import { brokersWords } from '../brokers-words';
import { canCordon } from '../can-cordon';
import { leaving } from '../leaving';
import { proposalOf } from '../proposal';
import { loadRead, loadUnread, moveApproval, moveRoom, moveWindow } from '../rules';
import { isClosed, windowsWords } from '../windows';

/** On which disks replicas are to be, in place of what follows from the declaration: by row and broker, the path. */
export type AskedDisks = ReadonlyMap<number, ReadonlyMap<number, string>>;

/**
 * What moves replicas between the disks of a broker: off those that are declared as to be emptied, whatever the policy; and, with the policy `drift`, into the bands, where a disk has drifted too far.
 *
 * Nothing is kept of it but the throttle. What was begun is seen by the replicas that brokers are copying, each of which counts as if it had arrived, and a plan is made anew on that each time. That
 * leads in no circle: every step of a plan leaves less on disks that are to be emptied, or as much and disks closer to their bands, and only first steps of a plan are begun (`beginSteps`), those that
 * belong together at once. So from one look to the next what is missing only gets less, as long as data does not change by itself; and where it does, nothing begins before a disk is beyond
 * the drift, which is wider than the band.
 */
export function moveBetweenDisks(situation: Situation, asked?: AskedDisks): Decision | undefined {
  return situation.kafka && new DiskMover(situation, situation.kafka, asked).decide();
}

/** What is noticed of disks that are to be emptied, and are, one sentence each. */
export function emptiedDisks(situation: Situation): readonly string[] {
  const { kafka, observation: { load } } = situation;
  if (!kafka || load === undefined || isUnread(load)) { return []; }
  return emptiedVolumes(situation).flatMap(({ broker, path }) => {
    const disk = load.brokers[broker]?.disks.findIndex((each) => each.path === path && each.error === undefined) ?? -1;
    const isEmpty = disk >= 0 && !(load.disk ?? []).some((d, slot) => d === disk && kafka.partitions.replicas[slot] === broker);
    return isEmpty ? [`disk ${path} of broker ${broker} is empty`] : [];
  });
}

interface BrokerPlan extends BrokerDisks {
  readonly mark: DiskMark;
  readonly steps: readonly (readonly DiskMove[])[];
  /** Why nothing moves there. */
  readonly problem?: readonly [RuleDescription, string];
}

class DiskMover {
  /** By broker: the paths of the disks that are to be emptied. */
  private readonly emptied = new Map<number, ReadonlySet<string>>();
  private readonly looked: readonly number[];
  private readonly marked: readonly number[];

  constructor(private readonly situation: Situation, private readonly kafka: KafkaObservation, private readonly asked?: AskedDisks) {
    const leaves = new Set(asked ? [] : leaving(situation).ids);
    const brokers = new Set(situation.nodes.filter((n) => n.broker).map((n) => n.id));
    this.looked = kafka.brokers
      .filter(({ id, fenced, silent }) => brokers.has(id) && !leaves.has(id) && !fenced && silent === undefined)
      .map(({ id }) => id);
    this.marked = this.looked.filter((id) => ['balanced', 'emptied'].includes(diskMarkOf(this.settings(id)) ?? ''));
    for (const { broker, path } of asked ? [] : emptiedVolumes(situation)) {
      this.emptied.set(broker, new Set([...this.emptied.get(broker) ?? [], path]));
    }
  }

  public decide(): Decision | undefined {
    const { load } = this.situation.observation;
    if (!this.asked && this.rebalance.when !== 'drift' && this.emptied.size === 0 && this.marked.length === 0) { return undefined; }
    if (load === undefined) { return { kind: 'look', at: 'load' }; }
    if (isUnread(load)) { return held(loadRead, loadUnread(load), 'moves between disks'); }
    const leaves = (id: number, path: string) => this.emptied.get(id)?.has(path) ?? false;
    const all = brokerDisks(this.kafka, load, this.looked, leaves, nameMatcher(this.rebalance.excludedTopics));
    const drifted = this.drifted(all);
    const wanted = all.map((each) => this.planFor(each, drifted.has(each.id)));
    if (this.isClosed) { return this.untilCopied(wanted) ?? this.problem(wanted, load) ?? this.postponed(wanted) ?? this.tidy(wanted); }
    const unapproved = this.approval(drifted, wanted);
    // What must leave its disk does not wait for that.
    const plans = unapproved ? all.map((each) => this.planFor(each, drifted.get(each.id) === BEGUN)) : wanted;
    return this.mark(plans) ?? this.begin(plans, load) ?? this.untilCopied(plans)
      ?? this.problem(plans, load) ?? this.withoutRoom(plans) ?? unapproved ?? this.tidy(plans);
  }

  /** Nothing begins outside of the windows that are declared. */
  private get isClosed(): boolean {
    return !this.asked && isClosed(this.situation);
  }

  private postponed(plans: readonly BrokerPlan[]): Decision | undefined {
    const waiting = plans.filter(({ steps, problem }) => steps.length > 0 && !problem);
    if (waiting.length === 0) { return undefined; }
    const reason = `${this.words(waiting)}: ${windowsWords(this.situation)}`;
    return waiting.some(({ mark }) => mark === 'emptied') ? held(moveWindow, { reason, progress: '', forGood: true }, 'moves between disks') : { kind: 'done', notes: [`postponed: ${reason}`] };
  }

  private get rebalance() { return this.situation.policy.rebalance; }

  private settings(id: number): Readonly<Record<string, string>> { return this.kafka.settings.perBroker[id] ?? {}; }

  /** Brokers of which a disk is too far from what it is to hold, each with it in words, or with `BEGUN`. Where one is to be emptied, that comes first. */
  private drifted(all: readonly BrokerDisks[]): ReadonlyMap<number, string> {
    const { when, drift, diskLimit } = this.rebalance;
    if (this.asked || when !== 'drift') { return new Map(); }
    return new Map(all.flatMap(({ id, layout }) => {
      if (Array.from(layout.at).some((d) => layout.disks[d].leaves)) { return []; }
      if (diskMarkOf(this.settings(id)) === 'balanced') { return [[id, BEGUN]]; }
      const far = diskDrift(layout, drift, diskLimit);
      return far ? [[id, `disk ${layout.disks[far.disk].path} of broker ${id}`]] : [];
    }));
  }

  private planFor(its: BrokerDisks, isDrifted: boolean): BrokerPlan {
    const { volumeBand, diskLimit } = this.rebalance;
    const { steps, stuck } = this.asked ? { steps: this.stepsTo(its, this.asked), stuck: [] } : planDisks(its.layout, { mode: isDrifted ? 'full' : 'drain', band: volumeBand, limit: diskLimit });
    // What was being emptied, and is declared no longer, stays marked as that until it has come: it is no balance that somebody has begun.
    const isLeft = steps.length === 0 && diskMarkOf(this.settings(its.id)) === 'emptied';
    return { ...its, mark: this.emptied.has(its.id) || isLeft ? 'emptied' : 'balanced', steps, problem: this.problemOf(its, stuck) };
  }

  private stepsTo({ id, layout, rows }: BrokerDisks, asked: AskedDisks): BrokerPlan['steps'] {
    return rows.flatMap((row, replica) => {
      const path = asked.get(row)?.get(id);
      const to = layout.disks.findIndex((disk) => disk.path === path);
      return to < 0 || to === layout.at[replica] ? [] : [[{ replica, to }]];
    });
  }

  private approval(drifted: ReadonlyMap<number, string>, plans: readonly BrokerPlan[]): Decision | undefined {
    const { situation: { cluster, observation: { approved = [] } }, rebalance } = this;
    const fresh = [...drifted].filter(([broker, why]) => why !== BEGUN && plans.some(({ id, steps }) => id === broker && steps.length > 0));
    if (rebalance.approval === 'automatic' || fresh.length === 0) { return undefined; }
    const brokers = fresh.map(([broker]) => broker);
    const worst = `${fresh.map(([, why]) => why).join()} beyond ${rebalance.volumeBand}`;
    const id = proposalOf({ cluster: cluster.name, purpose: { kind: 'balance', begun: false }, brokers, worst }, rebalance);
    if (approved.includes(id)) { return undefined; }
    return held(moveApproval, { reason: `balancing the disks of ${brokersWords(brokers)} is proposed as ${id}`, progress: '', forGood: true }, 'moves between disks');
  }

  /** The throttle comes before what it holds, and a cordon before a disk is emptied. */
  private mark(plans: readonly BrokerPlan[]): Decision | undefined {
    const brokers = plans.flatMap(({ id, mark, steps, problem, layout }) => {
      const isAtWork = steps.length > 0 || (layout.from?.size ?? 0) > 0;
      if (problem || !(isAtWork || this.emptied.has(id))) { return []; }
      // What somebody else has begun is their own matter.
      if (steps.length === 0 && mark === 'balanced' && diskMarkOf(this.settings(id)) === undefined) { return []; }
      return this.changes(id, mark);
    });
    return this.marking(brokers, `${this.words(plans)}: ${brokersWords(brokers.map(({ id }) => id))} ${brokers.length === 1 ? 'copies' : 'copy'} ${bytesWords(this.rebalance.volumeBytesPerSecond)}/s at most`);
  }

  private changes(id: number, mark: DiskMark | undefined): MarkStep['brokers'] {
    // A Job empties disks of it, and will go on.
    if (this.asked && diskMarkOf(this.settings(id)) === 'emptied') { return []; }
    const emptied = canCordon(this.situation.cluster) ? [...this.emptied.get(id) ?? []] : [];
    const changes = diskMarkChanges(this.settings(id), mark && { mark, bytesPerSecond: this.rebalance.volumeBytesPerSecond, emptied });
    return changes.length === 0 ? [] : [{ id, changes }];
  }

  private marking(brokers: MarkStep['brokers'], reason: string): Decision | undefined {
    return brokers.length === 0 ? undefined : { kind: 'step', step: { kind: 'mark', reason, brokers, topics: [] } };
  }

  private begin(plans: readonly BrokerPlan[], load: LoadObservation): Decision | undefined {
    const moves: AlterLogDirsStep['moves'][number][] = [];
    let [bytes, left, seconds] = [0, 0, 0];
    const { topics, topic, partition } = this.kafka.partitions;
    for (const plan of plans) {
      const { id, rows, layout: { disks, size, at } } = plan;
      if (plan.problem) { continue; }
      const begun = beginSteps(plan, load.brokers[id], plan.steps, this.rebalance.movesPerBroker);
      const its = begun.reduce((sum, { replica }) => sum + size[replica], 0);
      [bytes, seconds] = [bytes + its, Math.max(seconds, Math.ceil(its / this.rebalance.volumeBytesPerSecond))];
      left += plan.steps.flat().reduce((sum, { replica }) => sum + size[replica], 0);
      moves.push(...begun.map(({ replica, to }) => {
        const row = rows[replica];
        return { broker: id, topic: topics[topic[row]], partition: partition[row], from: disks[at[replica]].path, to: disks[to].path };
      }));
    }
    if (moves.length === 0) { return undefined; }
    const reason = `${this.words(plans)}: ${bytesWords(bytes)} of ${bytesWords(left)} that are left`;
    return { kind: 'step', step: { kind: 'alter-log-dirs', reason, bytes, left, seconds, moves } };
  }

  /** What brokers are copying, and a run has begun, is waited for. */
  private untilCopied(plans: readonly BrokerPlan[]): Decision | undefined {
    const copying = plans.filter(({ id, mark }) => mark === 'emptied' || this.marked.includes(id) || this.asked).flatMap(({ id, rows, layout: { size }, arrived }) => [...arrived].map(([replica, bytes]) => ({
      name: `${partitionName(this.kafka.partitions, rows[replica])} on broker ${id}`, id, size: size[replica], bytes: Math.min(bytes, size[replica]),
    })));
    if (copying.length === 0) { return undefined; }
    const [bytes, come] = [copying.reduce((sum, { size }) => sum + size, 0), copying.reduce((sum, each) => sum + each.bytes, 0)];
    const leftOn = (id: number) => copying.reduce((sum, each) => sum + (each.id === id ? each.size - each.bytes : 0), 0);
    const slowest = plans.reduce((most, { id }) => Math.max(most, leftOn(id)), 0) / this.rebalance.volumeBytesPerSecond;
    const names = `${copying.slice(0, NAMED).map(({ name }) => name).join(', ')}${copying.length > NAMED ? ` and ${copying.length - NAMED} more` : ''}`;
    return held(diskCopies, {
      reason: `${counted(copying.length, 'replica')} on the way to another disk, ${bytesWords(come)} of ${bytesWords(bytes)}, at least ${Math.ceil(slowest / 60)} min left: ${names}`,
      progress: `disks ${copying.map(({ name }) => name).join(' ')}`,
      remaining: Math.ceil(bytes - come),
    });
  }

  /** What can never begin, and why. */
  private problem(plans: readonly BrokerPlan[], load: LoadObservation): Decision | undefined {
    const single = [...this.emptied.keys()].find((id) => load.brokers[id] !== undefined && !plans.some((plan) => plan.id === id));
    const [rule, reason] = plans.find(({ problem }) => problem)?.problem ?? (single === undefined ? [] : [disksUsable, `broker ${single} does not have several disks`]);
    return rule && reason !== undefined ? held(rule, { reason, progress: '', forGood: true }, 'moves between disks') : undefined;
  }

  private withoutRoom(plans: readonly BrokerPlan[]): Decision | undefined {
    const full = plans.find(({ steps }) => steps.length > 0);
    return full && held(moveRoom, { reason: `no disk of broker ${full.id} has room for what is to go there`, progress: `disks ${full.id}` }, 'moves between disks');
  }

  private problemOf({ id, layout: { disks, size } }: BrokerDisks, stuck: readonly number[]): BrokerPlan['problem'] {
    const paths = [...this.emptied.get(id) ?? []];
    if (paths.length === 0) { return undefined; }
    const missing = paths.find((path) => disks.every((disk) => disk.path !== path));
    if (missing !== undefined) { return [disksUsable, `broker ${id} has no disk ${missing}`]; }
    const lost = disks.filter((disk) => disk.lost).map(({ path }) => path);
    if (lost.length > 0) { return [disksUsable, `broker ${id} has lost ${lost.join(', ')}`]; }
    if (stuck.length === 0) { return undefined; }
    const bytes = stuck.reduce((sum, replica) => sum + size[replica], 0);
    const others = disks.length === 2 ? 'disk has' : 'disks have';
    return [diskEmptied, `${paths.join(', ')} of broker ${id} cannot be emptied: for ${counted(stuck.length, 'replica')} (${bytesWords(bytes)}) its other ${others} no room within ${Math.round(100 * this.rebalance.diskLimit)} %`];
  }

  private tidy(plans: readonly BrokerPlan[]): Decision | undefined {
    const wanted = new Set(plans.filter(({ id }) => this.emptied.has(id)).map(({ id }) => id));
    const brokers = this.marked.filter((id) => !wanted.has(id)).flatMap((id) => this.changes(id, undefined));
    return this.marking(brokers, `nothing moves between disks any more: ${counted(brokers.length, 'broker')} without a throttle`);
  }

  private words(plans: readonly BrokerPlan[]): string {
    if (this.asked) { return 'as planned'; }
    const emptying = plans
      .filter(({ steps, layout: { at, disks } }) => steps.some((step) => step.some(({ replica }) => disks[at[replica]].leaves)))
      .map(({ id }) => id);
    const balancing = plans.filter(({ id, steps }) => steps.length > 0 && !emptying.includes(id)).map(({ id }) => id);
    const paths = emptying.flatMap((id) => [...this.emptied.get(id) ?? []].map((path) => `disk ${path} of broker ${id}`));
    return [
      ...paths.length > 0 ? [`empty ${paths.slice(0, NAMED).join(', ')}${paths.length > NAMED ? ` and ${paths.length - NAMED} more` : ''}`] : [],
      ...balancing.length > 0 ? [`balance the disks of ${brokersWords(balancing)}`] : [],
      ...paths.length + balancing.length > 0 ? [] : ['keep what is to be emptied empty'],
    ].join(', ');
  }
}

/** In place of what has drifted: a former run has begun with it. */
const BEGUN = 'begun';

/** So many are told by their names. */
const NAMED = 3;
