import type { SimulatedProcess } from './simulated-process';
import type { Simulation } from './simulation';
import type { ActResult } from '../../../lifecycle/act/act-result';
import { KafkaObservation, Unread, isUnread } from '../../../lifecycle/observation';
import { ThrottleSince } from '../../../lifecycle/observe/throttle-since';
import type { AlterLogDirsStep, LookDecision, ReassignStep, RestartStep, ScaleStep, Step, UnregisterStep } from '../../../lifecycle/plan/decision';
import { Lines } from '../../../lifecycle/report/lines';
import type { RunEvent } from '../../../lifecycle/run/event';
import { Unit, unitName } from '../../../lifecycle/run/unit';
import type { LeaseView, Seen, Stop, World } from '../../../lifecycle/run/world';

const API_AWAY = 'connect ECONNREFUSED 10.96.0.1:443';

/** The world as a process of the program sees it: late, sometimes not at all, and not everything at the same moment. */
export class SimulatedWorld implements World {
  /** When the oldest part of what it saw last was read. */
  public lookedAt = 0;
  private askedAt = 0;
  private readonly throttles = new Map<string, ThrottleSince>();
  private readonly lines = new Lines({ line: (text) => { this.simulation.chronicle.tell(this.process.name, () => text); } });

  constructor(
    private readonly simulation: Simulation, private readonly process: SimulatedProcess, public readonly lease: LeaseView,
    private readonly stateName: string,
  ) {}

  public get stop(): Stop { return this.process; }

  public now(): number { return this.simulation.timeline.now; }

  public async sleep(millis: number): Promise<void> {
    // Told to stop, it wakes within some seconds.
    for (let left = millis; left > 0 && this.process.reason === undefined; left -= 5000) { await this.process.pause(Math.min(left, 5000)); }
  }

  public async observe(unit: Unit, closer?: LookDecision['at']): Promise<Seen | Unread> {
    const { simulation, simulation: { timeline, random } } = this;
    simulation.looks++;
    const took = simulation.lookTime();
    const begin = timeline.now;
    // Kubernetes and Kafka are asked at the same time, and answer when they like.
    const [kubernetesAt, kafkaAt] = [random.between(0, took), random.between(0, took)];
    const read = async <T>(at: number, what: () => T): Promise<T> => {
      await timeline.pause(at);
      return what();
    };
    const sets = read(kubernetesAt, () => simulation.apiAway ? undefined : simulation.kubernetes.observe(setsOf(unit)));
    const unread = { unread: [`StatefulSets and pods of ${unitName(unit)}: ${API_AWAY}`] };
    if (unit.kind === 'ensemble') {
      const [kubernetes, servers] = await Promise.all([sets, read(kafkaAt, () => simulation.observeServers(unit.ensemble.name))]);
      await this.answered(begin, took, begin + Math.min(kubernetesAt, kafkaAt));
      return kubernetes ? { ...unit, observation: { sets: kubernetes, servers } } : unread;
    }
    const [kubernetes, kafka] = await Promise.all([sets, read(kafkaAt, () => simulation.observeKafka(unit.cluster.name))]);
    await this.answered(begin, took, Math.min(begin + kubernetesAt, kafka.at));
    if (!kubernetes) { return unread; }
    const load = closer === 'load' ? { load: simulation.observeLoad(unit.cluster.name, kafka.observation) } : {};
    const throttledSeconds = this.throttledSeconds(unit, kafka.observation);
    return { ...unit, observation: { sets: kubernetes, kafka: kafka.observation, throttledSeconds, ...load } };
  }

  private throttledSeconds(unit: Unit, kafka: KafkaObservation | Unread): number | undefined {
    const throttle = this.throttles.get(unitName(unit)) ?? new ThrottleSince(() => this.now());
    this.throttles.set(unitName(unit), throttle);
    return isUnread(kafka) ? undefined : throttle.look(kafka.settings);
  }

  public async superseded(): Promise<string | undefined> {
    await this.process.pause(this.simulation.latency());
    this.simulation.needApi();
    this.askedAt = this.simulation.timeline.now;
    const newest = this.simulation.newestState();
    return newest === this.stateName ? undefined : `${newest} is declared`;
  }

  public async act(unit: Unit, step: Step): Promise<ActResult> {
    const { simulation, process } = this;
    simulation.acts++;
    // What is on its way arrives, whatever becomes of the process.
    await simulation.timeline.pause(simulation.latency());
    if (simulation.isLost()) { throw new Error('socket hang up'); }
    this.mayAct();
    const result = this.carryOut(unit, step);
    if (result.kind === 'done') { simulation.acted(); }
    await process.pause(simulation.latency());
    if (simulation.isLost()) { throw new Error('socket hang up'); }
    return result;
  }

  public report(event: RunEvent): void {
    if (this.simulation.chronicle.kept) { this.lines.tell(event); }
    this.simulation.hear(event, this.lookedAt);
  }

  private async answered(begin: number, took: number, oldest: number): Promise<void> {
    await this.process.pause(begin + took - this.simulation.timeline.now);
    this.lookedAt = oldest;
  }

  private mayAct(): void {
    const { simulation } = this;
    const holder = simulation.lease?.spec?.holderIdentity;
    if (holder !== this.process.name) {
      simulation.judge.broken('only the run that holds the lease acts', `${this.process.name} acts, ${holder} holds it`, true);
    }
    if (simulation.newestState() !== this.stateName) {
      const knowable = simulation.newestSince() < this.askedAt || this.askedAt < this.lookedAt;
      simulation.judge.broken('a superseded run does nothing more', this.process.name, knowable);
    }
  }

  private carryOut(unit: Unit, step: Step): ActResult {
    switch (step.kind) {
      case 'scale': return this.scale(unit, step);
      case 'restart': return this.restart(unit, step);
      case 'configure': return this.inKafka(unit, (kafka) => kafka.configure(step));
      case 'elect-leaders': return this.inKafka(unit, (kafka) => kafka.elect(step));
      case 'mark': return this.inKafka(unit, (kafka) => kafka.mark(step));
      case 'alter-log-dirs': return this.inKafka(unit, (kafka) => this.alterLogDirs(kafka, step));
      case 'reassign': return this.inKafka(unit, (kafka) => this.reassign(kafka, step));
      case 'topics': return this.inKafka(unit, (kafka) => kafka.changeTopics(step));
      // No scenario declares users.
      case 'users': throw new Error(`Nobody declares users: ${step.reason}.`);
      case 'unregister': return this.inKafka(unit, (kafka) => this.unregister(kafka, step));
    }
  }

  private scale(unit: Unit, step: ScaleStep): ActResult {
    const { simulation } = this;
    simulation.needApi();
    simulation.judgeRemoval(unit, step, this.lookedAt);
    for (const { set, uid, to } of step.sets) {
      if (!simulation.kubernetes.scale(set, uid, to)) { return { kind: 'later', reason: `StatefulSet ${set} is another one now` }; }
    }
    return { kind: 'done', said: 'scaled' };
  }

  private restart(unit: Unit, step: RestartStep): ActResult {
    const { simulation } = this;
    simulation.needApi();
    simulation.judgeRestart(unit, step, this.lookedAt);
    for (const { pod: name, uid, by } of step.nodes) {
      if (simulation.isLost()) { throw new Error('socket hang up'); }
      const pod = simulation.kubernetes.pod(name);
      if (pod?.uid !== uid || pod.status.terminating) { continue; }
      if (by === 'delete') { simulation.kubernetes.delete(pod); } else if (simulation.kubernetes.evict(pod) === 'budget') {
        return { kind: 'later', reason: `${name} may not be evicted now: its disruption budget is used up` };
      }
      simulation.takenAway(pod);
    }
    return { kind: 'done', said: 'told to end' };
  }

  private reassign(kafka: Simulation['kafkas'][number], step: ReassignStep): boolean {
    const { simulation } = this;
    if (!kafka.controllerAvailable) { return false; }
    const wrong = kafka.reassign(step, this.lookedAt);
    if (wrong !== undefined) { simulation.judge.broken('one replica of a partition moves at a time', wrong, true); }
    simulation.moved(step.moves.length);
    return true;
  }

  private alterLogDirs({ disks }: Simulation['kafkas'][number], step: AlterLogDirsStep): boolean {
    const { judge, policy: { rebalance } } = this.simulation;
    const wrong = disks ? disks.alter(step, rebalance) : 'brokers have one disk';
    if (wrong !== undefined) { judge.broken('moves between disks lead somewhere', wrong, true); }
    this.simulation.movedBetweenDisks(step.moves.length);
    return true;
  }

  private unregister(kafka: Simulation['kafkas'][number], { brokers }: UnregisterStep): boolean {
    if (!kafka.controllerAvailable) { return false; }
    for (const id of brokers) {
      if (kafka.node(id)?.running) { this.simulation.judge.broken('no broker is forgotten that runs', String(id), true); }
      kafka.unregister(id);
    }
    return true;
  }

  private inKafka(unit: Unit, act: (kafka: Simulation['kafkas'][number]) => boolean): ActResult {
    const { simulation } = this;
    const kafka = simulation.kafkas.find((k) => k.cluster.name === unitName(unit));
    if (simulation.kafkaUnreadable || !kafka || !act(kafka)) { return { kind: 'later', reason: 'the active controller does not answer' }; }
    return { kind: 'done', said: 'done' };
  }
}

function setsOf(unit: Unit): string[] {
  return unit.kind === 'ensemble' ? [unit.ensemble.set.name] : unit.cluster.sets.map((s) => s.name);
}
