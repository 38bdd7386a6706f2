import { Chronicle } from './chronicle';
import { notReturned, podsUnconverged, unconverged } from './convergence';
import { SimulatedDisks } from './disks';
import { Faults } from './faults';
import { Program, SimulatedJobs } from './jobs';
import { Judge } from './judge';
import { SimulatedKafka } from './kafka';
import { Pod, SimulatedKubernetes } from './kubernetes';
import { Random } from './random';
import { LATEST, Scenario, Version } from './scenario';
import type { Absence, AwayBy, Server } from './server';
import { Timeline } from './timeline';
import { SimulatedEnsemble } from './zookeeper';
import type { LeaseObject } from '../../../lifecycle/clients/kubernetes/objects';
import { KafkaObservation, LoadObservation, ServerObservation, Unread, isUnread } from '../../../lifecycle/observation';
import type { RestartStep, ScaleStep } from '../../../lifecycle/plan/decision';
import type { RunEvent } from '../../../lifecycle/run/event';
import type { Outcome } from '../../../lifecycle/run/outcome';
import { Unit, unitName } from '../../../lifecycle/run/unit';
import type { DesiredCluster, LifecyclePolicy } from '../../../src/lifecycle/desired-state';

/** How a simulated life of a cluster has gone. */
export interface Verdict {
  readonly seed: number;
  readonly violations: Judge['violations'];
  readonly story: readonly string[];
  /** Of all processes of the program, in the order of their ends; `killed` ones have none. */
  readonly exits: readonly string[];
  readonly tally: Readonly<Record<string, number>>;
}

/** A cluster's life as a seed draws it, with the program's own loop at work in it. */
export class Simulation {
  public readonly timeline = new Timeline();
  public readonly chronicle: Chronicle;
  public readonly random: Random;
  public readonly judge: Judge;
  public readonly kubernetes: SimulatedKubernetes;
  public readonly kafkas: readonly SimulatedKafka[];
  public readonly ensembles: readonly SimulatedEnsemble[];
  public lease?: LeaseObject;
  public apiAway = false;
  public kafkaUnreadable = false;
  public looks = 0;
  public acts = 0;
  public moves = 0;
  public diskMoves = 0;
  public readonly jobs: SimulatedJobs;
  private readonly servers = new Map<string, (id: number) => (Server & { readonly absence: Absence }) | undefined>();
  private newest?: { readonly version: Version; readonly since: number };

  constructor(public readonly scenario: Scenario, program: Program, told: boolean) {
    this.chronicle = new Chronicle(this.timeline, told);
    this.random = new Random(scenario.seed + 500_000);
    this.judge = new Judge(this.timeline, scenario.kubernetes.kubelet, scenario.faults.length === 0);
    this.kubernetes = new SimulatedKubernetes(this.timeline, this.random.fork(), scenario.kubernetes, this.chronicle, (set, id) => {
      const server = this.server(set, id);
      if (!server) { throw new Error(`Nothing runs in ${set}-${id}.`); }
      return server;
    });
    scenario.racks.forEach((rack) => {
      for (let i = 0; i < scenario.hostsPerRack; i++) {
        this.kubernetes.hosts.push({ name: `${rack}-${i}`, rack, alive: true, cordoned: false, pods: new Set() });
      }
    });
    this.jobs = new SimulatedJobs(this, program);
    const first = scenario.before ?? scenario.versions[0].version;
    this.ensembles = first.state.ensembles.map((e) => new SimulatedEnsemble(
      this.timeline, this.random.fork(), this.chronicle, e, (ensemble) => { this.judge.serverStopped(ensemble); },
    ));
    this.kafkas = first.state.clusters.map((c) => new SimulatedKafka(
      this.timeline, this.random.fork(), this.chronicle, scenario.kafka, c, scenario.topics[c.name] ?? [], scenario.tellsLag,
      { nodeStopped: (kafka) => { this.judge.nodeStopped(kafka); }, partitionShrunk: (kafka, p) => { this.judge.partitionShrunk(kafka, p); } },
      () => this.ensembles.every((e) => e.serves),
    ));
    for (const kafka of scenario.disks > 1 ? this.kafkas : []) {
      kafka.disks = new SimulatedDisks(kafka, new Random(scenario.seed + 600_000), scenario.disks);
    }
    if (scenario.before) { this.settle(scenario.before); }
    for (const { at, version } of scenario.versions) { this.timeline.in(at, () => { this.declare(version); }); }
    const faults = new Faults(this);
    for (const fault of scenario.faults) { this.timeline.in(fault.at, () => { faults.happen(fault); }); }
    for (const at of scenario.twins) {
      this.timeline.in(at + scenario.versions[0].at, () => { if (this.newest) { this.jobs.start(this.newest.version, 'twin'); } });
    }
  }

  public async run(latest: number): Promise<Verdict> {
    const { versions, hopeless } = this.scenario;
    const { judge, jobs } = this;
    const over = () => jobs.running.length === 0 && jobs.hasStarted(versions[versions.length - 1].version);
    await this.timeline.run(() => over() || judge.violations.length > 0, latest);
    if (judge.violations.length === 0) {
      if (!over()) { judge.broken('every run ends', `${jobs.running.join(', ')} has not`, true); }
      if (!jobs.converged && !hopeless) { judge.broken('every run converges unless something never heals', jobs.exits.slice(-10).join(', '), true); }
    }
    return {
      seed: this.scenario.seed,
      violations: judge.violations,
      story: this.chronicle.lines,
      exits: jobs.exits,
      tally: {
        looks: this.looks,
        acts: this.acts,
        restarts: this.judge.restarts,
        moves: this.moves,
        diskMoves: this.diskMoves,
        removals: this.judge.removals,
        unknowable: this.judge.unknowable,
        happenings: this.timeline.happened,
        minutes: Math.round(this.timeline.now / 60_000),
        faults: this.scenario.faults.length,
      },
    };
  }

  public server(set: string, id: number): Server | undefined { return this.servers.get(set)?.(id); }

  public absence(set: string, id: number): Absence | undefined { return this.servers.get(set)?.(id)?.absence; }

  public latency(): number { return this.random.between(10, 150); }

  public lookTime(): number { return this.random.between(...this.scenario.look); }

  public isLost(): boolean { return this.scenario.lost > 0 && this.random.chance(this.scenario.lost); }

  public needApi(): void { if (this.apiAway) { throw new Error('connect ECONNREFUSED 10.96.0.1:443'); } }

  public newestState(): string | undefined { return this.newest?.version.state.name; }

  public newestSince(): number { return this.newest?.since ?? 0; }

  /** What brokers say, and when that was true. */
  public observeKafka(cluster: string): { readonly at: number; readonly observation: KafkaObservation | Unread } {
    const { now } = this.timeline;
    if (this.kafkaUnreadable) { return { at: now, observation: { unread: ['brokers: getaddrinfo EAI_AGAIN'] } }; }
    return this.kafkas.find((k) => k.cluster.name === cluster)?.observe() ?? { at: now, observation: { unread: ['no broker answers'] } };
  }

  /** What brokers say of their disks. */
  public observeLoad(cluster: string, seen: KafkaObservation | Unread): LoadObservation | Unread {
    const kafka = this.kafkaUnreadable ? undefined : this.kafkas.find((k) => k.cluster.name === cluster);
    return kafka === undefined || isUnread(seen) ? { unread: ['log dirs: getaddrinfo EAI_AGAIN'] } : kafka.observeLoad(seen.partitions);
  }

  /** Partitions that the program has told to be elsewhere. */
  public moved(partitions: number): void { this.moves += partitions; }

  public movedBetweenDisks(replicas: number): void { this.diskMoves += replicas; }

  /** What servers of an ensemble say. */
  public observeServers(ensemble: string): Readonly<Record<number, ServerObservation>> {
    return this.kafkaUnreadable ? {} : this.ensembles.find((e) => e.ensemble.name === ensemble)?.observe() ?? {};
  }

  public judgeRestart(unit: Unit, step: RestartStep, lookedAt: number): void {
    const [kafka, ensemble] = this.found(unitName(unit));
    if (kafka) { this.judge.beforeRestart(kafka, this.kubernetes, this.policy, step, lookedAt); }
    if (ensemble) { this.judge.beforeServerRestart(ensemble, this.kubernetes, step, lookedAt); }
  }

  public judgeRemoval(unit: Unit, step: ScaleStep, lookedAt: number): void {
    const [kafka] = this.found(unitName(unit));
    if (kafka) { this.judge.beforeScale(kafka, this.kubernetes, step, lookedAt); }
  }

  /** A pod was told to end by the program. */
  public takenAway(pod: Pod): void {
    this.judge.restarted(pod);
    if (this.server(pod.set.name, pod.id)?.running) { this.leaves(pod, 'run'); }
  }

  /** A pod was told to end, which everybody can see. */
  public leaves(pod: Pod, by: AwayBy): void {
    const absence = this.absence(pod.set.name, pod.id);
    absence?.begin(by);
    absence?.down(this.timeline.now);
  }

  /** A step was carried out. The Job may die right then. */
  public acted(): void {
    const { killAfterActs } = this.scenario;
    if (killAfterActs > 0 && this.acts % killAfterActs === 0) { this.jobs.kill(); }
  }

  public hear(event: RunEvent, lookedAt: number): void {
    if (event.kind === 'unit-ended') { this.check(event.unit, event.outcome, lookedAt); }
  }

  /** As many brokers are declared as at the beginning, and none was removed meanwhile. */
  private isAsAtFirst({ cluster }: SimulatedKafka): boolean {
    const first = this.scenario.before?.state.clusters.find((c) => c.name === cluster.name);
    const count = (c: DesiredCluster | undefined) => c?.sets.reduce((sum, set) => sum + set.nodes.length, 0);
    return this.policy.rebalance.when === 'never' && this.judge.removals === 0 && count(first) === count(cluster);
  }

  public get policy(): LifecyclePolicy { return this.scenario.versions[0].version.state.policy; }

  /** The names of all units are different. */
  private found(unit: string): readonly [SimulatedKafka | undefined, SimulatedEnsemble | undefined] {
    return [this.kafkas.find((k) => k.cluster.name === unit), this.ensembles.find((e) => e.ensemble.name === unit)];
  }

  /** Everything has run for long, and well. */
  private settle({ state, templates }: Version): void {
    this.connect({ state, templates });
    const next = this.scenario.versions[0].version;
    for (const set of setsOf(state)) {
      const [template, newer] = [templates.get(set.name), next.templates.get(set.name)];
      if (!template || !newer) { continue; }
      const rolled = (id: number) => this.scenario.rolledAlready.has(id) && !newer.sick;
      this.kubernetes.settle(set, set.nodes.some((n) => rolled(n.id)) ? newer : template, (id) => rolled(id) ? newer : template);
    }
    for (const ensemble of this.ensembles) { ensemble.settle(); }
    for (const kafka of this.kafkas) { kafka.settle(); }
  }

  private connect({ state }: Version): void {
    for (const kafka of this.kafkas) {
      const cluster = state.clusters.find((c) => c.name === kafka.cluster.name);
      if (!cluster) { continue; }
      kafka.declare(cluster);
      for (const { name } of cluster.sets) { this.servers.set(name, (id) => kafka.node(id)); }
    }
    for (const ensemble of this.ensembles) {
      this.servers.set(ensemble.ensemble.set.name, (id) => ensemble.server(id));
    }
    this.kubernetes.budgets.length = 0;
    for (const { sets } of state.clusters) {
      for (const role of ['broker', 'controller'] as const) {
        const names = sets.filter((s) => s.roles[0] === role).map((s) => s.name);
        this.kubernetes.budgets.push({ sets: names, maxUnavailable: 1 });
      }
    }
    for (const { set } of state.ensembles) { this.kubernetes.budgets.push({ sets: [set.name], maxUnavailable: 1 }); }
  }

  /** New manifests are applied: the Job first or last, the sets one after the other, the ConfigMaps perhaps late. */
  private declare(version: Version): void {
    this.chronicle.tell('user', () => `applies ${version.state.name}`);
    this.connect(version);
    this.newest = { version, since: this.timeline.now };
    const { versions, configMapsAfter } = this.scenario;
    const configMapsAt = configMapsAfter[versions.findIndex((declared) => declared.version === version)];
    const whileNewest = (apply: () => void) => () => { if (this.newest?.version === version) { apply(); } };
    for (const set of setsOf(version.state)) {
      const template = version.templates.get(set.name);
      if (!template) { continue; }
      this.timeline.in(this.random.between(0, 3000), whileNewest(() => { this.kubernetes.apply(set, template); }));
      if (configMapsAt < LATEST) { this.timeline.in(configMapsAt, whileNewest(() => { this.kubernetes.configMaps.set(set.name, template.hash); })); }
    }
    this.timeline.in(this.random.between(0, 3000), () => { this.jobs.start(version, 'job'); });
  }

  /** A unit that is said to have converged has. */
  private check(name: string, outcome: Outcome, lookedAt: number): void {
    if (outcome.kind === 'failed' && outcome.rule === 'internal') { this.judge.broken('the program does not fail by itself', outcome.reason, true); }
    if (outcome.kind !== 'converged') { return; }
    const [kafka, ensemble] = this.found(name);
    const found = [
      ...kafka ? unconverged(kafka.cluster, kafka, this.kubernetes, lookedAt) : [],
      ...kafka?.disks?.unconverged(this.policy.rebalance, kafka.cluster.sets.flatMap((set) => set.nodes.map((n) => n.id)), lookedAt) ?? [],
      ...kafka && this.isAsAtFirst(kafka) ? notReturned(kafka) : [],
      ...ensemble ? podsUnconverged([ensemble.ensemble.set], this.kubernetes, (id) => ensemble.server(id)?.isMissed(lookedAt) ?? false) : [],
    ];
    const sets = [...kafka?.cluster.sets ?? [], ...ensemble ? [ensemble.ensemble.set] : []];
    found.push(...sets.flatMap((set) => this.judge.misconfigured(this.kubernetes, set)));
    for (const what of found.slice(0, 3)) { this.judge.broken('what is said to have converged has', `${name}: ${what}`, true); }
  }
}

function setsOf(state: Version['state']) { return [...state.ensembles.map((e) => e.set), ...state.clusters.flatMap((c) => c.sets)]; }
