import type { SimulatedKafka } from './kafka';
import type { KafkaNode } from './kafka-node';
import type { Pod, SimulatedKubernetes } from './kubernetes';
import type { Voter } from './quorum';
import type { Timeline } from './timeline';
import type { SimulatedEnsemble } from './zookeeper';
import type { RestartStep, ScaleStep } from '../../../lifecycle/plan/decision';
import { MAX_VOTER_LAG_MILLIS, majority } from '../../../lifecycle/plan/quorum';
import type { DesiredSet, LifecyclePolicy } from '../../../src/lifecycle/desired-state';

export interface Violation {
  readonly at: number;
  /** What must never happen. */
  readonly invariant: string;
  readonly what: string;
}

/**
 * Sees everything as it really is, and says when the program breaks something. It shares no code with the rules: it knows what a restart does to a cluster, they what may be known of it.
 *
 * What nobody could know when the program looked last is not its doing: a broker that has died since, and that neither a kubelet nor the controller has missed yet. It is counted, so that it stays rare.
 */
export class Judge {
  public readonly violations: Violation[] = [];
  /** How often something broke that nobody could know of. */
  public unknowable = 0;
  public restarts = 0;
  /** Brokers that were removed for good. */
  public removals = 0;
  /** How often this program has restarted a node to bring it to a revision. */
  private readonly times = new Map<string, number>();

  /**
   * @param kubelet how long it takes until what a kubelet knows is known, in milliseconds
   * @param calm nothing goes wrong by itself, so nothing at all may ever be short of replicas
   */
  constructor(private readonly timeline: Timeline, private readonly kubelet: number, private readonly calm: boolean) {}

  /** Before the pods of a step are told to end. `lookedAt`: when what it was decided on was read. */
  public beforeRestart(kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, policy: LifecyclePolicy, step: RestartStep, lookedAt: number): void {
    const pods = this.podsOf(kubernetes, step);
    this.outdated(pods, lookedAt);
    const batch = pods.flatMap((pod) => kafka.node(pod.id) ?? []).filter((n) => this.ran(n, lookedAt));
    if (batch.length === 0) { return; }
    this.together(kafka, policy, batch);
    this.othersAreBack(kafka, kubernetes, batch, lookedAt);
    const ids = new Set(batch.map((n) => n.id));
    for (const node of batch) {
      if (node.broker) { this.replicas(kafka, policy, node, ids, lookedAt); }
      if (node.broker) { this.reassignments(kafka, node, lookedAt); }
    }
    const working = workingOf(pods, lookedAt);
    this.quorum(kafka, kubernetes, batch, lookedAt, working);
    this.order(kafka, kubernetes, batch.filter((n) => working.has(n.id)));
  }

  public beforeServerRestart(ensemble: SimulatedEnsemble, kubernetes: SimulatedKubernetes, step: RestartStep, lookedAt: number): void {
    const pods = this.podsOf(kubernetes, step);
    this.outdated(pods, lookedAt);
    const batch = pods.flatMap((pod) => ensemble.server(pod.id) ?? []).filter((s) => this.ran(s, lookedAt));
    if (batch.length === 0) { return; }
    const { servers } = ensemble;
    if (batch.length > 1) { this.broken('one ZooKeeper server at a time', `${batch.length} at once`, true); }
    const left = servers.filter((s) => s.inQuorum && !batch.includes(s)).length;
    const unknown = servers.some((s) => !s.inQuorum && !batch.includes(s) && (s.absence.downSince ?? Infinity) > lookedAt);
    if (servers.length > 2 && left < majority(servers.length)) {
      this.broken('a majority of the ensemble stays', `${left} of ${servers.length} left`, !unknown);
    }
    const working = workingOf(pods, lookedAt);
    const leader = batch.find((s) => s.id === ensemble.leader && working.has(s.id));
    const other = leader && servers.find((s) => s !== leader && s.running && isOutdated(kubernetes, ensemble.ensemble.set.name, s.id));
    if (leader && other) { this.broken('the leader of an ensemble comes last', `${leader.id} before ${other.id}`, ensemble.leaderSince <= lookedAt); }
  }

  /** Before sets become smaller. */
  public beforeScale(kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, { sets }: ScaleStep, lookedAt: number): void {
    for (const { set: name, uid, to } of sets) {
      const set = kubernetes.sets.get(name);
      if (set?.uid !== uid) { continue; }
      const first = set.desired.nodes[0]?.id ?? 0;
      if (to < set.desired.nodes.length) { this.broken('no set becomes smaller than declared', `${name} ${to}`, true); }
      for (let id = first + to; id < first + set.replicas; id++) {
        this.removals++;
        const held = [...kafka.partitions.slotsOf(id)].length + kafka.partitions.reassigned(id).length;
        const since = kafka.partitions.reassigned(id).reduce((latest, p) => Math.max(latest, kafka.partitions.reassignedAt[p]), -1);
        if (held > 0) { this.broken('no broker is removed that has a replica, or is to get one', `${id} has ${held}`, since <= lookedAt); }
      }
    }
  }

  /** A partition has lost an in-sync replica: by this program's doing alone it must not come below what it needs. */
  public partitionShrunk(kafka: SimulatedKafka, p: number): void {
    const { partitions } = kafka;
    const replicas = partitions.replicas[p] - partitions.reassigning[p];
    const min = partitions.minInSync[partitions.topicOf[p]];
    if (replicas === 1) { return; }
    let [byRun, away] = [0, 0];
    for (let slot = partitions.start[p], end = slot + partitions.replicas[p]; slot < end; slot++) {
      const node = partitions.isComing(slot) ? undefined : kafka.node(partitions.broker[slot]);
      if (!node || (partitions.inSync[slot] === 1 && node.running)) { continue; }
      away++;
      if (node.absence.by === 'run') { byRun++; }
    }
    const name = () => `${partitions.topics[partitions.topicOf[p]].name}-${partitions.numberOf[p]}`;
    const needed = replicas > min ? min : 1;
    if (replicas - byRun < needed) { this.broken('no partition is short of replicas by this program\'s doing', `${name()} has lost ${byRun} of ${replicas}, it needs ${needed}`, true); }
    if (this.calm && replicas - away < needed) { this.broken('no partition is ever short of replicas while nothing fails', `${name()} has lost ${away} of ${replicas}, it needs ${needed}`, true); }
  }

  public nodeStopped(kafka: SimulatedKafka): void {
    const { quorum } = kafka;
    if (!quorum || quorum.voters.length <= 2) { return; }
    const byRun = quorum.voters.filter((v) => !v.running && kafka.node(v.id)?.absence.by === 'run');
    if (byRun.length > 1) { this.broken('one voter at a time', `voters ${byRun.map((v) => v.id).join(', ')} are away by this program's doing`, true); }
  }

  public serverStopped(ensemble: SimulatedEnsemble): void {
    const byRun = ensemble.servers.filter((s) => !s.inQuorum && s.absence.by === 'run');
    if (byRun.length > 1) { this.broken('one ZooKeeper server at a time', `servers ${byRun.map((s) => s.id).join(', ')} are away by this program's doing`, true); }
  }

  /** A pod was told to end by the program. */
  public restarted(pod: Pod): void {
    this.restarts++;
    const key = keyOf(pod);
    const times = (this.times.get(key) ?? 0) + 1;
    this.times.set(key, times);
    if (times > 1) { this.broken('each node is restarted once for one change', `${key}: ${times} times`, true); }
  }

  /** Nodes that the program has restarted for a change, and that do not go by it. */
  public misconfigured(kubernetes: SimulatedKubernetes, { name }: DesiredSet): string[] {
    return [...kubernetes.sets.get(name)?.pods.values() ?? []]
      .filter((pod) => this.times.has(keyOf(pod)) && pod.starts > 0 && pod.configuration !== pod.template.hash)
      .map((pod) => `${pod.name} runs with ${pod.configuration}`);
  }

  public broken(invariant: string, what: string, knowable: boolean): void {
    if (knowable) { this.violations.push({ at: this.timeline.now, invariant, what }); } else { this.unknowable++; }
  }

  /** Whether its process runs, and whoever looked then could know that. */
  private ran(server: { readonly running: boolean; readonly runningSince: number }, lookedAt: number): boolean {
    return server.running && server.runningSince + this.kubelet <= lookedAt;
  }

  private podsOf(kubernetes: SimulatedKubernetes, step: RestartStep): Pod[] {
    return step.nodes.flatMap((n) => {
      const pod = kubernetes.pod(n.pod);
      return pod?.uid === n.uid && !pod.status.terminating ? [pod] : [];
    });
  }

  private outdated(pods: readonly Pod[], lookedAt: number): void {
    for (const { name, template, set } of pods) {
      if (template.revision === set.seen.revision && set.seenSince <= lookedAt) { this.broken('what is up to date is not restarted', name, true); }
    }
  }

  private together(kafka: SimulatedKafka, policy: LifecyclePolicy, batch: readonly KafkaNode[]): void {
    if (batch.length > policy.concurrency) { this.broken('no more are restarted at once than declared', `${batch.length}, ${policy.concurrency} are declared`, true); }
    const racks = new Set(batch.map((n) => kafka.setOf(n.id)?.rack));
    if (racks.size > 1) { this.broken('those that are restarted together are of one rack', [...racks].join(', '), true); }
  }

  /** All that were restarted, and all that fail by themselves and are not to be restarted anyway, are back. */
  private othersAreBack(kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, batch: readonly KafkaNode[], lookedAt: number): void {
    for (const node of kafka.all) {
      const set = kafka.setOf(node.id);
      if (!set || batch.includes(node) || !node.isMissed(lookedAt) || isOutdated(kubernetes, set.name, node.id)) { continue; }
      this.broken('a node is restarted only when every other one is back', `${node.id} is not`, true);
    }
  }

  private replicas(kafka: SimulatedKafka, policy: LifecyclePolicy, node: KafkaNode, batch: ReadonlySet<number>, lookedAt: number): void {
    const { partitions } = kafka;
    const missedSince = (id: number) => kafka.node(id)?.absence.downSince ?? Infinity;
    for (const slot of partitions.slotsOf(node.id)) {
      if (partitions.inSync[slot] === 0) { continue; }
      const p = partitions.partitionOf[slot];
      // A replica that is only being added does not count yet.
      const replicas = partitions.replicas[p] - partitions.reassigning[p];
      if (replicas === 1) { continue; }
      const min = partitions.minInSync[partitions.topicOf[p]];
      const spare = replicas > min;
      const needed = spare ? Math.min(min + policy.inSyncMargin, replicas - 1) : 1;
      const left = partitions.inSyncCount(p, (id) => !batch.has(id) && kafka.serves(id));
      if (left >= needed) { continue; }
      // What was known: in-sync replicas that have not left since the look, and of which nobody had missed the broker.
      const known = partitions.shrunkAt[p] <= lookedAt && partitions.inSyncCount(p, (id) => !batch.has(id) && missedSince(id) > lookedAt) < needed;
      const name = `${partitions.topics[partitions.topicOf[p]].name}-${partitions.numberOf[p]}`;
      this.broken(spare ? 'no partition is taken below min.insync.replicas' : 'no partition is taken offline that has another replica', `${name} would have ${left} of ${needed} without ${[...batch].join(', ')}`, known);
    }
  }

  private reassignments(kafka: SimulatedKafka, node: KafkaNode, lookedAt: number): void {
    for (const p of kafka.partitions.reassigned(node.id)) {
      this.broken('no node is restarted that a reassignment concerns', `${node.id}`, kafka.partitions.reassignedAt[p] <= lookedAt);
    }
  }

  private quorum(
    kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, batch: readonly KafkaNode[], lookedAt: number, working: ReadonlySet<number>,
  ): void {
    const { quorum } = kafka;
    const voters = batch.filter((n) => quorum?.voter(n.id));
    if (!quorum || voters.length === 0) { return; }
    if (voters.length > 1) { this.broken('one voter at a time', `${voters.map((v) => v.id).join(', ')} at once`, true); }
    const others = quorum.voters.filter((v) => !voters.some((n) => n.id === v.id));
    const left = others.filter((v) => quorum.isLevel(v)).length;
    const needed = quorum.voters.length <= 2 ? others.length : majority(quorum.voters.length);
    if (left < needed) {
      const missed = (v: Voter) => Math.min(kafka.node(v.id)?.absence.downSince ?? Infinity, (v.behindSince ?? Infinity) + MAX_VOTER_LAG_MILLIS);
      const known = others.filter((v) => missed(v) > lookedAt).length < needed;
      this.broken('a majority of the voters stays', `${left} of ${quorum.voters.length} in step without ${voters[0].id}`, known);
    }
    const leader = voters.find((n) => n.id === quorum.leader && working.has(n.id));
    const other = leader && quorum.voters.find((v) => v.id !== leader.id && v.running && isOutdated(kubernetes, kafka.setOf(v.id)?.name, v.id));
    if (leader && other) { this.broken('the active controller comes last', `${leader.id} before ${other.id}`, quorum.leaderSince <= lookedAt); }
  }

  private order(kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, batch: readonly KafkaNode[]): void {
    if (batch.length === 0 || batch.some((n) => n.controller)) { return; }
    const controller = kafka.all.find((n) => n.controller && n.running && isOutdated(kubernetes, kafka.setOf(n.id)?.name, n.id));
    if (controller) { this.broken('controllers come before brokers', `${batch[0].id} before ${controller.id}`, true); }
  }
}

/** Those that were ready when they were looked at. One that is not may come before its turn. */
function workingOf(pods: readonly Pod[], lookedAt: number): ReadonlySet<number> {
  return new Set(pods.filter(({ readySince }) => readySince !== undefined && readySince <= lookedAt).map(({ id }) => id));
}

/** What a restart of a pod brings it to. */
function keyOf({ name, set }: Pod): string { return `${name} to ${set.seen.revision}`; }

function isOutdated(kubernetes: SimulatedKubernetes, set: string | undefined, id: number): boolean {
  const found = kubernetes.sets.get(set ?? '');
  const pod = found?.pods.get(id);
  return pod !== undefined && pod.template.revision !== found?.seen.revision;
}
