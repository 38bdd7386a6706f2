import type { Chronicle } from './chronicle';
import type { SimulatedDisks } from './disks';
import { KafkaNode } from './kafka-node';
import { Partitions, Topic } from './partitions';
import { SimulatedQuorum } from './quorum';
import type { Random } from './random';
import type { Timeline } from './timeline';
import { SimulatedTopics } from './topics';
import type { BrokerObservation, KafkaObservation, LoadObservation, ThrottledReplicas, Unread } from '../../../lifecycle/observation';
import type { PartitionTable } from '../../../lifecycle/partition-table';
import type { ConfigureStep, ElectLeadersStep, MarkStep, ReassignStep, ThrottledTopic, TopicsStep } from '../../../lifecycle/plan/decision';
import { withNotes } from '../../../lifecycle/topic-notes';
import type { DesiredCluster, DesiredSet, DynamicSettings } from '../../../src/lifecycle/desired-state';

/** How long things take, in milliseconds, each between two bounds. */
export interface KafkaTimes {
  readonly start: readonly [number, number];
  /** Of the logs, after an unclean end. */
  readonly recovery: readonly [number, number];
  readonly stop: readonly [number, number];
  readonly catchUp: readonly [number, number];
  /** Until a broker that is not heard is fenced. */
  readonly session: number;
  /** Until a broker deletes what has moved away. */
  readonly deletion: readonly [number, number];
}

/** Whoever looks on to see that nothing is broken. */
export interface Onlooker {
  /** A node has stopped, in order or not. */
  nodeStopped(kafka: SimulatedKafka, id: number): void;
  /** A partition has lost an in-sync replica. */
  partitionShrunk(kafka: SimulatedKafka, partition: number): void;
}

/** What the disk of a broker holds, in bytes. */
const DISK = 1e13;

/** A Kafka cluster: nodes, controllers, partitions, and what was set at run time. */
export class SimulatedKafka {
  public readonly partitions: Partitions;
  public readonly quorum?: SimulatedQuorum;
  /** ZooKeeper mode: the broker that is the controller. */
  public activeController?: number;
  public readonly clusterWide: Record<string, string> = {};
  public readonly perBroker: Record<string, Record<string, string>> = {};
  public readonly applied: Record<string, readonly string[]> = {};
  /** By topic. */
  public readonly throttled: Record<string, ThrottledReplicas> = {};
  /** Topics beside those with partitions of their own here: what runs have created, and what they have set of all. */
  public readonly topics = new SimulatedTopics();
  /** By broker: replicas that have moved away, and are on its disks still. */
  private readonly stray = new Map<number, number>();
  public readonly rowOf: ReadonlyMap<string, number>;
  /** Where brokers have several disks. */
  public disks?: SimulatedDisks;
  /** What new processes find in their files of the settings that can be changed at run time. */
  public files: DynamicSettings = { clusterWide: {}, perBroker: {} };
  private readonly nodes = new Map<number, KafkaNode>();
  private readonly sets = new Map<number, DesiredSet>();
  private choosing = false;
  private lag = 0;
  private readonly kept: { readonly at: number; readonly observation: KafkaObservation | Unread }[] = [];

  constructor(
    public readonly timeline: Timeline, public readonly random: Random, public readonly chronicle: Chronicle, public readonly times: KafkaTimes,
    private declared: DesiredCluster, topics: readonly Topic[], private readonly tellsLag: boolean, private readonly onlooker: Onlooker,
    /** ZooKeeper mode: whether the ensemble answers. */
    private readonly ensembleServes: () => boolean,
  ) {
    this.partitions = new Partitions(topics);
    this.rememberSets();
    this.rowOf = new Map(Array.from(this.partitions.topicOf, (t, p) => [`${topics[t].name}-${this.partitions.numberOf[p]}`, p]));
    this.partitions.watch = (p) => { onlooker.partitionShrunk(this, p); };
    const controllers = declared.sets.filter((s) => s.roles.includes('controller')).flatMap((s) => s.nodes.map((n) => n.id));
    if (declared.metadata.mode === 'kraft') {
      this.quorum = new SimulatedQuorum(timeline, random, chronicle, controllers, [200, 4000], (id) => {
        const node = this.node(id);
        if (node && !node.broker) { node.absence.end(); }
      });
    }
  }

  public get cluster(): DesiredCluster { return this.declared; }

  public declare(cluster: DesiredCluster): void {
    this.declared = cluster;
    this.files = cluster.dynamic;
    this.rememberSets();
  }

  /** Made when first asked for: nodes may be added. */
  public node(id: number): KafkaNode | undefined {
    const found = this.nodes.get(id);
    if (found) { return found; }
    const set = this.setOf(id);
    if (!set) { return undefined; }
    const node = new KafkaNode(this, id, { broker: set.roles.includes('broker'), controller: set.roles.includes('controller') }, { set: set.name, rack: set.rack });
    this.nodes.set(id, node);
    return node;
  }

  public get all(): readonly KafkaNode[] { return [...this.nodes.values()]; }

  public get brokers(): readonly KafkaNode[] { return this.all.filter((n) => n.broker); }

  public setOf(id: number): DesiredSet | undefined {
    return this.sets.get(id);
  }

  /** Nodes that are not declared any more are remembered: they may be there still. */
  private rememberSets(): void {
    for (const set of this.declared.sets) { for (const { id } of set.nodes) { this.sets.set(id, set); } }
  }

  public settle(): void {
    this.quorum?.settle();
    if (!this.quorum) { this.activeController = this.random.pick(this.brokers).id; }
  }

  /** Whether leaders, in-sync replicas and registrations can change now. */
  public get controllerAvailable(): boolean {
    if (this.quorum) { return this.quorum.leader !== undefined; }
    if (this.activeController === undefined && this.ensembleServes()) { this.chooseController(); }
    return this.activeController !== undefined && this.ensembleServes();
  }

  /** Whether the controller takes a broker for one that serves. */
  public countsAsServing(id: number): boolean {
    const node = this.node(id);
    return node !== undefined && node.registered && !node.fenced && !node.stopping;
  }

  public serves(id: number): boolean { return this.node(id)?.serving ?? false; }

  public stopped(id: number): void {
    if (this.activeController === id) {
      this.activeController = undefined;
      this.chooseController();
    }
    this.onlooker.nodeStopped(this, id);
  }

  /** A broker died: its partitions have lost a replica, though nobody has noticed yet. */
  public died(id: number): void {
    const { inSync, partitionOf } = this.partitions;
    for (const slot of this.partitions.slotsOf(id)) { if (inSync[slot] === 1) { this.onlooker.partitionShrunk(this, partitionOf[slot]); } }
  }

  /** The settings that a process finds in its file. */
  public fileOf(id: number): Readonly<Record<string, string>> { return { ...this.files.clusterWide, ...this.files.perBroker[id] }; }

  public configure(step: ConfigureStep): boolean {
    if (!this.controllerAvailable) { return false; }
    const place = step.broker === undefined ? this.clusterWide : this.perBroker[step.broker] ??= {};
    for (const { key, to } of step.changes) {
      if (to === undefined) { delete place[key]; } else { place[key] = to; }
    }
    this.applied[step.broker ?? ''] = step.applied;
    return true;
  }

  public changeTopics(step: TopicsStep): boolean {
    if (!this.controllerAvailable) { return false; }
    this.topics.change(step, this.partitions);
    const noted = withNotes(this.applied, step.notes);
    for (const place of Object.keys(step.notes)) {
      if (noted[place] === undefined) { delete this.applied[place]; } else { this.applied[place] = noted[place]; }
    }
    return true;
  }

  public elect(step: ElectLeadersStep): boolean {
    if (!this.controllerAvailable) { return false; }
    const { partitions } = this;
    for (let p = 0; p < partitions.count; p++) {
      const wanted = step.partitions[partitions.topics[partitions.topicOf[p]].name];
      if (wanted?.includes(partitions.numberOf[p])) { partitions.electPreferred(p, (id) => this.countsAsServing(id)); }
    }
    return true;
  }

  public mark({ brokers, topics }: MarkStep): boolean {
    if (!this.controllerAvailable) { return false; }
    this.throttle(topics);
    for (const { id, changes } of brokers) {
      const place = this.perBroker[id] ??= {};
      for (const { key, to } of changes) { if (to === undefined) { delete place[key]; } else { place[key] = to; } }
    }
    return true;
  }

  /** What is wrong with the moves, as somebody could know who looked then; undefined if they have begun. */
  public reassign({ moves }: ReassignStep, lookedAt: number): string | undefined {
    for (const { topic, partition, replicas } of moves) {
      const p = this.rowOf.get(`${topic}-${partition}`);
      if (p === undefined) { continue; }
      if (replicas === undefined) { this.partitions.endReassignment(p); continue; }
      const before = this.partitions.replicasOf(p);
      if (this.partitions.reassigning[p] === 1 && this.partitions.reassignedAt[p] <= lookedAt) { return `${topic}-${partition} is under way already`; }
      if (!this.partitions.reassign(p, replicas, this.timeline.now)) { return `${topic}-${partition} from ${before.join(',')} to ${replicas.join(',')}`; }
      const { leader, reassigning } = this.partitions;
      if (!replicas.includes(leader[p]) && reassigning[p] === 0) { this.partitions.elect(p, (id) => this.countsAsServing(id)); }
      if (this.partitions.reassigning[p] === 1) { this.copy(p); } else { this.left(before.filter((id) => !replicas.includes(id))); }
    }
    return undefined;
  }

  /** A broker is forgotten. */
  public unregister(id: number): void {
    const node = this.node(id);
    if (node) { node.registered = false; }
    delete this.perBroker[id];
  }

  /**
   * What brokers tell of their disks.
   *
   * @param table what was read of the partitions
   */
  public observeLoad(table: PartitionTable): LoadObservation | Unread {
    const { partitions, stray } = this;
    const coming = new Map<number, number>();
    for (const { adding } of partitions.moves.values()) { coming.set(adding, (coming.get(adding) ?? 0) + 1); }
    const totalBytes = DISK;
    const load: LoadObservation = {
      size: Float64Array.from({ length: partitions.count }, (_, p) => partitions.bytesOf(p)),
      arrived: {},
      brokers: Object.fromEntries(this.brokers.filter((b) => b.serving).map((b) => {
        const slots = partitions.slotsOf(b.id);
        const replicaBytes = slots.reduce((sum, slot) => sum + partitions.bytesOf(partitions.partitionOf[slot]), 0);
        return [b.id, {
          replicas: slots.length + (coming.get(b.id) ?? 0) + (stray.get(b.id) ?? 0), disks: [{ path: '/data', totalBytes, usableBytes: totalBytes - replicaBytes, replicaBytes }],
        }];
      })),
    };
    return this.disks?.observe(load, table) ?? load;
  }

  private throttle(topics: readonly ThrottledTopic[]): void {
    for (const { topic, leader, follower } of topics) {
      if (leader === undefined && follower === undefined) { delete this.throttled[topic]; } else { this.throttled[topic] = { leader, follower }; }
    }
  }

  /** The replica that is added is copied, as fast as the throttle of its broker lets it come; it begins anew where its broker or the leader dies. */
  private copy(p: number): void {
    const { partitions, timeline, random } = this;
    const move = partitions.moves.get(p);
    if (!move) { return; }
    const others = [...partitions.moves.values()].filter(({ adding }) => adding === move.adding).length;
    const rate = Number(this.perBroker[move.adding]?.['follower.replication.throttled.rate'] ?? 1e9);
    const process = this.node(move.adding)?.runningSince;
    timeline.in(random.between(300, 2000) + 1000 * others * partitions.bytesOf(p) / rate, () => {
      if (partitions.moves.get(p) !== move) { return; }
      const isThere = this.serves(move.adding) && this.node(move.adding)?.runningSince === process;
      const arrives = isThere && this.controllerAvailable && this.serves(partitions.leader[p]);
      if (!arrives) { this.copy(p); return; }
      partitions.endedReassignment(p, (id) => this.countsAsServing(id));
      this.left(move.removing);
    });
  }

  private left(brokers: readonly number[]): void {
    for (const id of brokers) {
      this.stray.set(id, (this.stray.get(id) ?? 0) + 1);
      this.timeline.in(this.random.between(...this.times.deletion), () => { this.stray.set(id, (this.stray.get(id) ?? 0) - 1); });
    }
  }

  /** From now on, metadata is answered as it was so many milliseconds ago. */
  public lagBehind(millis: number): void {
    this.lag = millis;
    this.kept.length = 0;
    const keep = () => {
      if (this.lag !== millis || millis === 0) { return; }
      this.kept.push({ at: this.timeline.now, observation: this.observeNow() });
      while (this.kept.length > 1 && this.kept[1].at <= this.timeline.now - millis) { this.kept.shift(); }
      this.timeline.in(300, keep);
    };
    keep();
  }

  /** What is read of it, and when that was true. */
  public observe(): { readonly at: number; readonly observation: KafkaObservation | Unread } {
    return this.kept.length > 0 ? this.kept[0] : { at: this.timeline.now, observation: this.observeNow() };
  }

  private observeNow(): KafkaObservation | Unread {
    const { now } = this.timeline;
    const brokers = this.brokers;
    if (!brokers.some((b) => b.serving)) { return { unread: ['no broker answers'] }; }
    const quorum = this.quorum?.observe();
    if (this.quorum && !quorum) { return { unread: ['the quorum of controllers has no leader'] }; }
    if (!this.quorum && this.activeController === undefined) { return { unread: ['there is no active controller'] }; }
    const seen = brokers.flatMap((b): BrokerObservation[] => b.registered && (this.quorum || !b.fenced)
      ? [{ id: b.id, rack: b.at.rack, fenced: b.fenced, host: `${b.at.set}-${b.id}.nodes`, ...(this.tellsLag ? { lag: b.lag(now) } : {}) }] : []);
    const { dynamic } = this.cluster;
    const declared = new Set([...Object.keys(dynamic.clusterWide), ...Object.values(dynamic.perBroker).flatMap((s) => Object.keys(s))]);
    return {
      brokers: seen,
      activeController: this.activeController,
      quorum,
      partitions: this.partitions.snapshot(),
      reassignments: [...this.partitions.moves].sort(([a], [b]) => a - b).map(([row, { adding, removing }]) => ({ row, adding: [adding], removing })),
      throttled: { ...this.throttled },
      topics: this.topics.observe(this.cluster, this.applied, this.partitions, this.throttled),
      settings: {
        clusterWide: { ...this.clusterWide },
        perBroker: Object.fromEntries(Object.entries(this.perBroker).map(([id, settings]) => [id, { ...settings }])),
        effective: declared.size === 0 ? {} : Object.fromEntries(brokers.filter((b) => b.serving).map((b) => [b.id, this.effective(b, declared)])),
        applied: { ...this.applied },
      },
    };
  }

  /** What a broker goes by. */
  public effective(broker: KafkaNode, keys: Iterable<string>): Record<string, string> {
    const values: Record<string, string> = {};
    for (const key of keys) {
      const value = this.perBroker[broker.id]?.[key] ?? this.clusterWide[key] ?? broker.startedWith[key];
      if (value !== undefined) { values[key] = value; }
    }
    return values;
  }


  private chooseController(): void {
    if (this.quorum || this.choosing) { return; }
    this.choosing = true;
    this.timeline.in(this.random.between(500, 8000), () => {
      this.choosing = false;
      if (this.activeController !== undefined) { return; }
      const fit = this.brokers.filter((b) => b.running && !b.stopping);
      if (fit.length === 0 || !this.ensembleServes()) { return; }
      this.activeController = this.random.pick(fit).id;
      this.chronicle.tell('kafka', () => `broker ${this.activeController} is the active controller`);
    });
  }
}
