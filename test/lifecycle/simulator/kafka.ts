import type { Chronicle } from './chronicle';
import { KafkaNode } from './kafka-node';
import { Partitions, Topic } from './partitions';
import { SimulatedQuorum } from './quorum';
import type { Random } from './random';
import type { Timeline } from './timeline';
import type { BrokerObservation, KafkaObservation, Unread } from '../../../lifecycle/observation';
import type { ConfigureStep, ElectLeadersStep } from '../../../lifecycle/plan/decision';
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
}

/** Whoever looks on to see that nothing is broken. */
export interface Onlooker {
  /** A node has stopped, in order or not. */
  nodeStopped(kafka: SimulatedKafka, id: number): void;
  /** A partition has lost an in-sync replica. */
  partitionShrunk(kafka: SimulatedKafka, partition: number): void;
}

/** A Kafka cluster: nodes, controllers, partitions, and what was set at run time. */
export class SimulatedKafka {
  public readonly partitions: Partitions;
  public readonly quorum?: SimulatedQuorum;
  /** ZooKeeper mode: the broker that is the controller. */
  public activeController?: number;
  public readonly clusterWide: Record<string, string> = {};
  public readonly perBroker: Record<string, Record<string, string>> = {};
  public readonly applied: Record<string, readonly string[]> = {};
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
    this.sets.clear();
  }

  /** Made when first asked for: nodes may be added. */
  public node(id: number): KafkaNode | undefined {
    const found = this.nodes.get(id);
    if (found) { return found; }
    const set = this.setOf(id);
    if (!set) { return undefined; }
    const node = new KafkaNode(this, id, set.roles.includes('broker'), set.roles.includes('controller'));
    this.nodes.set(id, node);
    return node;
  }

  public get all(): readonly KafkaNode[] { return [...this.nodes.values()]; }

  public get brokers(): readonly KafkaNode[] { return this.all.filter((n) => n.broker); }

  public setOf(id: number): DesiredSet | undefined {
    const found = this.sets.get(id) ?? this.declared.sets.find((s) => s.nodes.some((n) => n.id === id));
    if (found) { this.sets.set(id, found); }
    return found;
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

  public elect(step: ElectLeadersStep): boolean {
    if (!this.controllerAvailable) { return false; }
    const { partitions } = this;
    for (let p = 0; p < partitions.count; p++) {
      const wanted = step.partitions[partitions.topics[partitions.topicOf[p]].name];
      if (wanted?.includes(partitions.numberOf[p])) { partitions.electPreferred(p, (id) => this.countsAsServing(id)); }
    }
    return true;
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
      ? [{ id: b.id, rack: this.setOf(b.id)?.rack, fenced: b.fenced, ...(this.tellsLag ? { lag: b.lag(now) } : {}) }] : []);
    const { dynamic } = this.cluster;
    const declared = new Set([...Object.keys(dynamic.clusterWide), ...Object.values(dynamic.perBroker).flatMap((s) => Object.keys(s))]);
    return {
      brokers: seen,
      activeController: this.activeController,
      quorum,
      partitions: this.partitions.snapshot(),
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
