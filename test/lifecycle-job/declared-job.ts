import { App, Chart, Size } from 'cdk8s';
import { KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaLifecycleJobProps, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble } from '../../src';
import { DesiredState } from '../../src/lifecycle/desired-state';
import { Manifest, nameOf, ofKind } from '../manifests/manifest';
import { synthesizedChart } from '../synthesis/synthesized';

export const TEN_GIB = Storage.persistent(Size.gibibytes(10));
export const THREE_BROKERS: KafkaClusterProps = { brokers: { nodes: 3, storage: TEN_GIB } };

/** A chart with a cluster `events` and a Job `lifecycle` that looks after it. */
export interface ServedCluster {
  readonly chart: Chart;
  readonly kafka: KafkaCluster;
  readonly job: KafkaLifecycleJob;
}

/** Without a namespace for `null`. */
export function servedCluster(kafka: KafkaClusterProps = THREE_BROKERS, job: KafkaLifecycleJobProps = {}, namespace: string | null = 'streaming'): ServedCluster {
  const chart = new Chart(new App(), 'test', namespace === null ? {} : { namespace });
  const cluster = new KafkaCluster(chart, 'Events', kafka);
  return { chart, kafka: cluster, job: new KafkaLifecycleJob(chart, 'Lifecycle', { cluster, ...job }) };
}

/** The same with its metadata in an ensemble `zookeeper`. */
export function servedWithZooKeeper(job: KafkaLifecycleJobProps = {}): ServedCluster & { readonly ensemble: ZooKeeperEnsemble } {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB });
  const kafka = new KafkaCluster(chart, 'Events', { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), ...THREE_BROKERS });
  return { chart, kafka, ensemble, job: new KafkaLifecycleJob(chart, 'Lifecycle', { cluster: kafka, ...job }) };
}

export function manifestsOf({ chart }: Pick<ServedCluster, 'chart'>): readonly Manifest[] {
  return synthesizedChart(chart).manifests;
}

export function desiredStateOf({ job }: Pick<ServedCluster, 'job'>): DesiredState {
  return JSON.parse(job.desiredState) as DesiredState;
}

/** The Job or CronJob, whatever its name. */
export function jobOf(manifests: readonly Manifest[]): Manifest {
  const [job, ...others] = [...ofKind(manifests, 'Job'), ...ofKind(manifests, 'CronJob')];
  if (job === undefined || others.length > 0) { throw new Error(`There are ${others.length + (job ? 1 : 0)} Jobs among ${manifests.map(nameOf).join(', ')}.`); }
  return job;
}
