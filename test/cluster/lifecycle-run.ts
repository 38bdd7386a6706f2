import { Chart } from 'cdk8s';
import { Deployment } from './deployment';
import { ContainerState, Pod } from './kubernetes-objects';
import { until } from './until';
import type { KafkaLifecycleJob } from '../../src';

export type WithJob = Chart & { readonly lifecycle: KafkaLifecycleJob };

/** A run of a lifecycle Job that has ended. */
export interface EndedRun {
  /** Of its last pod. */
  readonly exitCode: number;
  readonly log: string;
  /** What Kubernetes shows as the pod's last words. */
  readonly lastWords: string;
}

interface JobStatus {
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[] };
}

/** The pods of a Job, the oldest first. */
export async function podsOf(cluster: Deployment<Chart>, job: string): Promise<readonly Pod[]> {
  return cluster.kubectl.list<Pod>('pods', { labelSelector: `batch.kubernetes.io/job-name=${job}` });
}

/** Waits until the Job that was applied last has ended, and tells its lines as they come. */
export async function ended(cluster: Deployment<WithJob>, seconds?: number): Promise<EndedRun> {
  return jobEnded(cluster, cluster.chart.lifecycle.jobName, seconds);
}

/** The same for any Job. */
export async function jobEnded(cluster: Deployment<Chart>, job: string, seconds = 600): Promise<EndedRun> {
  let told = 0;
  await until(`Job ${job} has ended`, seconds, async () => {
    told = await tellLines(cluster, job, told);
    const { status } = await cluster.kubectl.get<JobStatus>('jobs', job);
    const done = (status.conditions ?? []).find((c) => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True');
    return done !== undefined || 'it goes on';
  });
  await tellLines(cluster, job, told);
  const pods = await podsOf(cluster, job);
  const last = pods[pods.length - 1];
  const terminated = last.status.containerStatuses?.[0].state.terminated;
  if (!terminated) { throw new Error(`Job ${job} has ended, and its pod ${last.metadata.name} has not.`); }
  return { exitCode: terminated.exitCode, lastWords: terminated.message ?? '', log: await cluster.kubectl.log(last.metadata.name) };
}

/** The nodes that a run has restarted, in order: each batch as the log names it. */
export function restartsIn(log: string): string[] {
  return [...log.matchAll(/^restart\s+(\S+(?:, \S+)*)/gm)].map(([, pods]) => pods);
}

async function tellLines(cluster: Deployment<Chart>, job: string, told: number): Promise<number> {
  const pods = (await podsOf(cluster, job)).filter((pod) => pod.status.phase !== 'Pending');
  // It is only told: what ends the scenario is how the Job ends.
  const logs = await Promise.all(pods.map(async ({ metadata: { name } }) => cluster.kubectl.log(name).catch(() => '')));
  const lines = logs.join('').split('\n').filter((line) => line !== '');
  for (const line of lines.slice(told)) { cluster.tell(`| ${line}`); }
  return Math.max(told, lines.length);
}

/**
 * The pod of a Job that is at work, once it says something; nothing if it ends without that.
 *
 * @param others pods that are not meant, although they may still be there
 */
export async function saysOrEnds(
  cluster: Deployment<Chart>, job: string, what: RegExp, seconds = 300, others: readonly string[] = [],
): Promise<Pod | undefined> {
  let found: Pod | undefined;
  await until(`a run of ${job} says ${what}`, seconds, async () => {
    const pods = (await podsOf(cluster, job)).filter((pod) => !others.includes(pod.metadata.name));
    const last = pods[pods.length - 1];
    if (last === undefined || last.status.phase === 'Pending') { return 'there is no pod yet'; }
    const log = await cluster.kubectl.log(last.metadata.name);
    found = last.status.phase === 'Running' && what.test(log) ? last : undefined;
    return found !== undefined || last.status.phase === 'Succeeded' || `it is ${last.status.phase}, and has said:\n${log}`;
  });
  return found;
}

/** The pod of a Job that is at work, once it says something. */
export async function says(cluster: Deployment<Chart>, job: string, what: RegExp, seconds?: number): Promise<Pod> {
  const found = await saysOrEnds(cluster, job, what, seconds);
  if (!found) { throw new Error(`${job} has ended, and has not said ${what}.`); }
  return found;
}

/** How a pod of a Job has ended. */
export interface EndedPod extends Omit<EndedRun, 'log'> {
  /** Kubernetes' own word for it: `Completed`, `Error`, `OOMKilled`. */
  readonly reason?: string;
}

/** Waits until a pod has ended. */
export async function podEnded(cluster: Deployment<Chart>, pod: string, seconds = 300): Promise<EndedPod> {
  let terminated: ContainerState['terminated'];
  await until(`${pod} has ended`, seconds, async () => {
    terminated = (await cluster.pod(pod)).status.containerStatuses?.[0].state.terminated;
    return terminated !== undefined || 'it runs';
  });
  if (!terminated) { throw new Error('unreachable'); }
  return { exitCode: terminated.exitCode, reason: terminated.reason, lastWords: terminated.message ?? '' };
}
