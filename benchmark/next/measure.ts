import { handedOver } from './handed-over';
import { LargeCluster } from './large-cluster';
import { plainLoop, plainRead } from './plain-loops';
import { ClusterObservation, KafkaObservation } from '../../lifecycle/observation';
import type { Decision } from '../../lifecycle/plan/decision';
import { next } from '../../lifecycle/plan/next';
import { LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { NO_REBALANCE } from '../../test/lifecycle/no-rebalance';

/** Milliseconds of each round. */
export interface Times {
  /** To read an answer's bytes once, number by number, and to make an observation of all answers. */
  readonly plainRead: readonly number[];
  readonly observe: readonly number[];
  /** To go over the in-sync replicas once, and to decide. */
  readonly plainLoop: readonly number[];
  /** Which node is restarted next. */
  readonly one: readonly number[];
  /** Which batch, the largest that is safe. */
  readonly batch: readonly number[];
  /** When that batch is back: which partitions its brokers lead again. */
  readonly leaders: readonly number[];
  /** How many nodes the batch has, and how many partitions get their leaders back. */
  readonly batchSize: number;
  readonly elected: number;
  /** The very first decision of the process, before any code is optimized. */
  readonly first: number;
}

/** Measures each part in turn, round after round; the first round only warms up. What is decided is checked. */
export async function times(cluster: LargeCluster, rounds: number): Promise<Times> {
  const none = (): number[] => [];
  const measured = { plainRead: none(), observe: none(), plainLoop: none(), one: none(), batch: none(), leaders: none() };
  const most = cluster.rack.length;
  let [batchSize, elected, first] = [0, 0, 0];
  for (let round = 0; round <= rounds; round++) {
    const [readTime] = timed(() => plainRead(cluster.metadata));
    const begin = process.hrtime.bigint();
    const kafka = await cluster.observe();
    const observeTime = since(begin);
    const observation: ClusterObservation = { sets: cluster.sets(), kafka };
    const [oneTime, one] = timed(() => decide(cluster, 1, observation));
    if (round === 0) { first = oneTime; }
    const [loopTime, short] = timed(() => plainLoop(kafka.partitions, 0));
    const [batchTime, batch] = timed(() => decide(cluster, most, observation));
    const ids = restarted(batch);
    const back = { sets: cluster.sets(ids), kafka: handedOver(kafka, ids) };
    const [leadersTime, leaders] = timed(() => decide(cluster, most, back));

    if (short > 0) { throw new Error(`${short} partitions cannot spare broker 0.`); }
    if (restarted(one).size !== 1) { throw new Error(`Expected one node to be restarted, not ${JSON.stringify(one)}.`); }
    batchSize = ids.size;
    elected = electedBy(leaders);
    if (round === 0) { continue; }
    measured.plainRead.push(readTime);
    measured.observe.push(observeTime);
    measured.plainLoop.push(loopTime);
    measured.one.push(oneTime);
    measured.batch.push(batchTime);
    measured.leaders.push(leadersTime);
  }
  return { ...measured, batchSize, elected, first };
}

/** The most memory that the process has held, in MiB, when it has looked and decided so often, as the loop of the program does. */
export async function memory(cluster: LargeCluster, looks: number): Promise<number> {
  for (let look = 0; look < looks; look++) {
    const kafka: KafkaObservation = await cluster.observe();
    restarted(decide(cluster, cluster.rack.length, { sets: cluster.sets(), kafka }));
  }
  return process.resourceUsage().maxRSS / 1024;
}

/** What it takes to plan how a tenth of the brokers is emptied. */
export interface Moves {
  readonly seconds: number;
  /** The most memory that the process has held, in MiB: with the answers of all nodes, the observation, and the plan. */
  readonly peak: number;
  /** How many partitions have a replica to move. */
  readonly partitions: number;
}

export async function moves(cluster: LargeCluster): Promise<Moves> {
  const kafka = await cluster.observe();
  const desired = cluster.withoutATenth();
  const observation: ClusterObservation = { sets: cluster.sets(new Set(kafka.brokers.map(({ id }) => id))), kafka, load: cluster.load(kafka) };
  const begin = process.hrtime.bigint();
  const decision = next(desired, policyWith(1), observation);
  const seconds = since(begin) / 1000;
  if (decision.kind !== 'step' || decision.step.kind !== 'mark') { throw new Error(`Expected moves to be noted, not ${JSON.stringify(decision).slice(0, 1000)}.`); }
  const partitions = decision.step.topics.reduce((sum, { follower = '' }) => sum + new Set(follower.split(',').map((each) => each.split(':')[0])).size, 0);
  return { seconds, peak: process.resourceUsage().maxRSS / 1024, partitions };
}

function decide(cluster: LargeCluster, concurrency: number, observation: ClusterObservation): Decision {
  return next(cluster.desired, policyWith(concurrency), observation);
}

function policyWith(concurrency: number): LifecyclePolicy {
  return {
    concurrency, inSyncMargin: 0, unavoidable: 'accept', noProgressSeconds: 600, preferredLeaders: true, undeclaredSettings: 'report', rebalance: NO_REBALANCE,
  };
}

function restarted(decision: Decision): ReadonlySet<number> {
  if (decision.kind !== 'step' || decision.step.kind !== 'restart') { throw new Error(`Expected a restart, not ${JSON.stringify(decision).slice(0, 1000)}.`); }
  return new Set(decision.step.nodes.map((n) => n.id));
}

function electedBy(decision: Decision): number {
  if (decision.kind !== 'step' || decision.step.kind !== 'elect-leaders') { throw new Error(`Expected an election, not ${JSON.stringify(decision).slice(0, 1000)}.`); }
  return Object.values(decision.step.partitions).reduce((sum, partitions) => sum + partitions.length, 0);
}

function timed<T>(work: () => T): [number, T] {
  const begin = process.hrtime.bigint();
  const result = work();
  return [since(begin), result];
}

function since(begin: bigint): number { return Number(process.hrtime.bigint() - begin) / 1e6; }
