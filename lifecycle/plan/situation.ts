import { DesiredCluster, LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { ClusterObservation, KafkaObservation, Unread, isUnread } from '../observation';
import { InSyncBudget } from './in-sync-budget';
import { Node, isReady, mayRun, nodesOf } from './node';
import { podUnsettled } from './pod-unsettled';
import { isLevel, recordsBehind } from './quorum';
import { ReplicaCounts, replicaCounts } from './replica-counts';
import { Rollable, Unsettled } from './rollable';

/** A cluster as rules and plans look at it: what was observed, brought together node by node. Made once for a decision; what is costly is made when first asked for. */
export class Situation implements Rollable {
  public readonly nodes: readonly Node[];
  public readonly outdated: readonly Node[];
  /** Undefined if it could not be read. */
  public readonly kafka?: KafkaObservation;
  private counts?: ReplicaCounts;
  private inSync?: InSyncBudget;
  private readonly registered: ReadonlyMap<number, KafkaObservation['brokers'][number]>;
  private readonly serving: ReadonlySet<number>;

  constructor(public readonly cluster: DesiredCluster, public readonly policy: LifecyclePolicy, public readonly observation: ClusterObservation) {
    this.kafka = isUnread(observation.kafka) ? undefined : observation.kafka;
    this.nodes = nodesOf(cluster.sets, observation.sets, heardOf(this.kafka));
    this.outdated = this.nodes.filter((n) => n.outdated);
    this.registered = new Map((this.kafka?.brokers ?? []).map((b) => [b.id, b] as const));
    // A broker that is not declared (any more) has only Kafka's word.
    const unready = new Set(this.nodes.filter((n) => !isReady(n)).map((n) => n.id));
    this.serving = new Set((this.kafka?.brokers ?? []).filter((b) => answers(b) && !unready.has(b.id)).map((b) => b.id));
  }

  /** What could not be read of Kafka. */
  public get unread(): Unread | undefined { return isUnread(this.observation.kafka) ? this.observation.kafka : undefined; }

  public get sets(): DesiredCluster['sets'] { return this.cluster.sets; }

  public get observedSets(): ClusterObservation['sets'] { return this.observation.sets; }

  /** The node that leads the quorum, or is the controller in ZooKeeper mode. */
  public get activeController(): number | undefined { return this.kafka?.quorum?.leader ?? this.kafka?.activeController; }

  /** Whether a broker surely serves: Kubernetes and Kafka both say so. */
  public surelyServes(id: number): boolean { return this.serving.has(id); }

  /** How many in-sync replicas the partitions can spare. Only asked where Kafka was read. */
  public budget(): InSyncBudget | undefined {
    if (this.inSync || !this.kafka) { return this.inSync; }
    const candidates = new Set(this.outdated.filter((n) => n.broker && mayRun(n)).map((n) => n.id));
    this.inSync = new InSyncBudget(this.kafka.partitions, this.policy, this.serving, candidates);
    return this.inSync;
  }

  public replicas(): ReplicaCounts | undefined {
    if (!this.kafka) { return undefined; }
    this.counts ??= replicaCounts(this.kafka.partitions);
    return this.counts;
  }

  /**
   * Why a node is not what it is to be yet, in words, and what moves meanwhile; undefined if all is well with it. A broker is well again when it is registered, in service,
   * and in sync with every partition of which it has a replica.
   */
  public unsettled(node: Node): Unsettled | undefined {
    const pod = podUnsettled(node);
    if (!('well' in pod)) { return pod; }
    if (!this.kafka) { return undefined; }
    return this.unsettledInKafka(node, this.kafka, pod.well);
  }

  public unavailableWithout(nodes: readonly Node[]): readonly string[] {
    return this.budget()?.unavoidable(nodes.map((n) => n.id)) ?? [];
  }

  private unsettledInKafka(node: Node, kafka: KafkaObservation, progress: string): Unsettled | undefined {
    if (node.controller && kafka.quorum) {
      const voter = kafka.quorum.voters.find((v) => v.id === node.id);
      if (!voter) { return { reason: `${node.pod} runs, but is no voter of the quorum (${kafka.quorum.voters.map((v) => v.id).join(', ')})`, progress }; }
      if (!isLevel(voter, kafka.quorum)) {
        return { reason: `${node.pod} catches up with the metadata log`, progress: `${progress} metadata`, remaining: recordsBehind(voter, kafka.quorum) };
      }
    }
    if (!node.broker) { return undefined; }
    const broker = this.registered.get(node.id);
    if (!broker) { return { reason: `${node.pod} runs, but is not registered with the cluster yet`, progress }; }
    if (broker.fenced) { return { reason: `${node.pod} is registered, but not in service yet`, progress }; }
    if (broker.silent !== undefined) { return { reason: `${node.pod} is in service, but does not answer: ${broker.silent}`, progress }; }
    const behind = this.replicas()?.outOfSync.get(node.id) ?? 0;
    if (behind > 0) {
      return {
        reason: `${node.pod} catches up: ${behind} of its replicas ${behind === 1 ? 'is' : 'are'} not in sync${broker.lag === undefined ? '' : `, ${broker.lag} records behind`}`,
        progress: `${progress} replicas`,
        // Fewer replicas, or of as many a smaller lag.
        remaining: behind * LAG_STEPS + steps(broker.lag),
      };
    }
    return undefined;
  }
}

/** The brokers that have answered, and the voters that the quorum's leader has heard of just now. */
function heardOf({ brokers = [], quorum }: Partial<KafkaObservation> = {}): ReadonlySet<number> {
  const voters = quorum?.voters.filter((voter) => isLevel(voter, quorum)) ?? [];
  return new Set([...brokers.filter(answers), ...voters].map(({ id }) => id));
}

/** In service by Kafka's word and by its own. */
function answers({ fenced, silent }: KafkaObservation['brokers'][number]): boolean { return !fenced && silent === undefined; }

/** A lag in steps of some percent: what flows in meanwhile makes it waver a little, and that is no progress. */
const LAG_STEPS = 16 * 64;

function steps(lag: number | undefined): number {
  return lag === undefined ? 0 : Math.floor(16 * Math.log2(lag + 1));
}
