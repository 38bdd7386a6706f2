import { DesiredStateSource } from './desired-state-source';
import type { RunEvent } from './event';
import { Unit, unitName } from './unit';
import type { LeaseView, Seen, Stop, World } from './world';
import type { DesiredCluster } from '../../src/lifecycle/desired-state';
import type { ActResult } from '../act/act-result';
import { alterLogDirs } from '../act/alter-log-dirs';
import { changeTopics } from '../act/change-topics';
import { changeUsers } from '../act/change-users';
import { configure } from '../act/configure';
import { SettingsNotes, configureNoted } from '../act/configure-noted';
import { electLeaders } from '../act/elect-leaders';
import { mark } from '../act/mark';
import { reassign } from '../act/reassign';
import { restart } from '../act/restart';
import { scale } from '../act/scale';
import { topicsNoted } from '../act/topics-noted';
import { unregister } from '../act/unregister';
import { withKafka } from '../clients/kafka/connected-admin';
import type { KafkaAdmin } from '../clients/kafka/kafka-admin';
import type { KubernetesClient } from '../clients/kubernetes/client';
import { mendOf } from '../clients/kubernetes/request-failure';
import { brokersOf } from '../contact/cluster-nodes';
import { findBroker } from '../contact/find-broker';
import { MONOTONIC_TIME } from '../monotonic-time';
import { ClusterObservation, Unread, isUnread } from '../observation';
import { observeServers } from '../observe/ensemble';
import { observeKafka } from '../observe/kafka';
import { observeLoad } from '../observe/load';
import { LoadWatch, WatchPolicy } from '../observe/load-watch';
import { observeSets } from '../observe/sets';
import { ThrottleSince } from '../observe/throttle-since';
import { observeUserSecrets } from '../observe/user-secrets';
import type { LookDecision, Step } from '../plan/decision';
import { wordsOf } from '../words-of';

/** What is looked at beside all else. */
export interface Closer {
  readonly at: LookDecision['at'];
  readonly watch: LoadWatch;
}

export interface LiveWorldProps {
  readonly client: KubernetesClient;
  readonly source: DesiredStateSource;
  readonly applied: SettingsNotes;
  readonly watchPolicy: WatchPolicy;
  readonly lease: LeaseView & { confirm(): Promise<number | undefined> };
  readonly stop: Stop & { readonly signal: AbortSignal };
  report(event: RunEvent): void;
}

/** The world as it is: here, and nowhere else, the loop meets its clients. */
export class LiveWorld implements World {
  public readonly lease: LeaseView;
  public readonly stop: Stop;
  private readonly watches = new Map<string, LoadWatch>();
  private readonly throttles = new Map<string, ThrottleSince>();

  constructor(private readonly props: LiveWorldProps) {
    this.lease = props.lease;
    this.stop = props.stop;
  }

  public now(): number { return MONOTONIC_TIME.now(); }

  public async sleep(millis: number): Promise<void> { return MONOTONIC_TIME.pause(millis, this.props.stop.signal); }

  public async observe(unit: Unit, at?: LookDecision['at']): Promise<Seen | Unread> {
    const { client, applied, watchPolicy } = this.props;
    const watch = this.watches.get(unitName(unit)) ?? new LoadWatch(watchPolicy, () => MONOTONIC_TIME.now());
    this.watches.set(unitName(unit), watch);
    const throttle = this.throttles.get(unitName(unit)) ?? new ThrottleSince(() => MONOTONIC_TIME.now());
    this.throttles.set(unitName(unit), throttle);
    return withThrottle(await look(unit, client, applied, at && { at, watch }), throttle);
  }

  public async act(unit: Unit, step: Step): Promise<ActResult> {
    const { client, lease } = this.props;
    const { term } = lease;
    // Not another time either: what was decided before another run was at work does not count any more.
    const mayAct = async () => term !== undefined && await lease.confirm() === term;
    switch (step.kind) {
      case 'scale': return scale(step, client, mayAct);
      case 'restart': return restart(step, client, mayAct);
      case 'configure': {
        const cluster = clusterOf(unit, step);
        const change = async () => withKafka(clusterIdOf(cluster), async (kafka) => configure(step, cluster, kafka, mayAct), cluster.access);
        return configureNoted(step, cluster.name, this.props.applied, mayAct, change);
      }
      case 'elect-leaders': return inCluster(unit, step, (cluster, kafka) => electLeaders(step, cluster, kafka, mayAct));
      case 'reassign': return inCluster(unit, step, (cluster, kafka) => reassign(step, cluster, kafka, mayAct));
      case 'alter-log-dirs': return inCluster(unit, step, (cluster, kafka) => alterLogDirs(step.moves, mayAct, kafka, (id) => findBroker(kafka, brokersOf(cluster), id)));
      case 'mark': return inCluster(unit, step, (cluster, kafka) => mark(step, cluster, kafka, mayAct));
      case 'unregister': return inCluster(unit, step, (cluster, kafka) => unregister(step, cluster, kafka, mayAct));
      case 'topics': {
        const cluster = clusterOf(unit, step);
        return topicsNoted(step, cluster.name, this.props.applied, mayAct, async () =>
          inCluster(unit, step, (of, kafka) => changeTopics(step, of, kafka, mayAct)));
      }
      case 'users': {
        const cluster = clusterOf(unit, step);
        return topicsNoted(step, cluster.name, this.props.applied, mayAct, async () =>
          inCluster(unit, step, (of, kafka) => changeUsers(step, of, kafka, client, mayAct)));
      }
      default: {
        const unknown: never = step;
        throw new Error(`There is no step ${JSON.stringify(unknown)}.`);
      }
    }
  }

  public async superseded(): Promise<string | Unread | undefined> {
    const found = await this.props.source.supersession();
    switch (found.kind) {
      case 'current': return undefined;
      case 'superseded': return found.reason;
      case 'unread': return { unread: [found.reason], mend: found.mend };
      default: {
        const unknown: never = found;
        throw new Error(`There is no supersession ${JSON.stringify(unknown)}.`);
      }
    }
  }

  public report(event: RunEvent): void { this.props.report(event); }
}

function withThrottle(seen: Seen | Unread, throttle: ThrottleSince): Seen | Unread {
  if (isUnread(seen) || seen.kind !== 'cluster' || isUnread(seen.observation.kafka)) { return seen; }
  return { ...seen, observation: { ...seen.observation, throttledSeconds: throttle.look(seen.observation.kafka.settings) } };
}

/**
 * Looks at a unit. It changes nothing.
 *
 * @param at what else is looked at
 */
export async function look(unit: Unit, client: KubernetesClient, applied: SettingsNotes, at?: Closer): Promise<Seen | Unread> {
  if (unit.kind === 'ensemble') {
    const [sets, servers] = await Promise.all([observeSets([unit.ensemble.set], client), observeServers(unit.ensemble)]);
    return isUnread(sets) ? sets : { ...unit, observation: { sets, servers } };
  }
  const { cluster } = unit;
  const [sets, ofKafka] = await Promise.all([observeSets(cluster.sets, client), lookAtKafka(cluster, applied, at)]);
  const userSecrets = isUnread(sets) || isUnread(ofKafka.kafka) ? undefined : await observeUserSecrets(cluster.users ?? [], client);
  return isUnread(sets) ? sets : { ...unit, observation: { sets, ...ofKafka, userSecrets } };
}

async function lookAtKafka(cluster: DesiredCluster, applied: SettingsNotes, closer: Closer | undefined): Promise<Omit<ClusterObservation, 'sets'>> {
  try {
    const [known, approved] = await Promise.all([applied.read(cluster.name), applied.approved()]);
    return await withKafka(clusterIdOf(cluster), async (kafka) => {
      const observed = await observeKafka(cluster, kafka, known);
      const seen = { kafka: observed, approved, time: Date.now() };
      return closer?.at !== 'load' || isUnread(observed) ? seen : { ...seen, load: await observeLoad(cluster, kafka, observed, closer.watch) };
    }, cluster.access);
  } catch (error) {
    return { kafka: { unread: [wordsOf(error)], mend: mendOf(error) } };
  }
}

async function inCluster(unit: Unit, step: Step, act: (cluster: DesiredCluster, kafka: KafkaAdmin) => Promise<ActResult>): Promise<ActResult> {
  const cluster = clusterOf(unit, step);
  return withKafka(clusterIdOf(cluster), async (kafka) => act(cluster, kafka), cluster.access);
}

function clusterOf(unit: Unit, step: Step): DesiredCluster {
  if (unit.kind === 'cluster') { return unit.cluster; }
  throw new Error(`Ensemble ${unitName(unit)} has no Kafka to ${step.kind}.`);
}

function clusterIdOf({ metadata }: DesiredCluster): string | undefined { return metadata.mode === 'kraft' ? metadata.clusterId : undefined; }
