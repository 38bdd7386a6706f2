import { Kubectl } from './kubectl';
import { ContainerStatus, Pod, StatefulSet, containersOf, isReady } from './kubernetes-objects';
import { until } from './until';

export interface ReadinessOptions {
  /** @default 240 */
  readonly seconds?: number;
  /** @default - nothing is told */
  readonly progress?: (line: string) => void;
}

/** A container that has failed as often as this will not mend itself. */
const MOST_FAILURES = 3;

/**
 * Waits until every StatefulSet of the namespace has all its pods, ready, and, where it rolls by itself, of its newest revision. Ends early, with the container's own last
 * words, when a container fails again and again.
 */
export async function waitReady(kubectl: Kubectl, options: ReadinessOptions = {}): Promise<void> {
  let told = '';
  const begin = Date.now();
  await until('all StatefulSets are ready', options.seconds ?? 240, async () => {
    const [sets, pods] = await Promise.all([kubectl.list<StatefulSet>('statefulsets'), kubectl.list<Pod>('pods')]);
    const hopeless = pods.flatMap((pod) => containersOf(pod).filter((c) => c.restartCount >= MOST_FAILURES && !c.ready).map((c) => describe(pod, c)));
    if (hopeless.length > 0) { throw new Error(`Not ready, and will not be: ${hopeless.join('\n')}`); }
    const waiting = sets.flatMap((set) => missing(set, pods));
    const wanted = sets.reduce((sum, set) => sum + set.spec.replicas, 0);
    const ready = sets.reduce((sum, set) => sum + (set.status.readyReplicas ?? 0), 0);
    const line = waiting.length === 0 ? `all ${wanted} ready` : `${ready} of ${wanted} ready; waiting for ${waiting.join(', ')}`;
    if (line !== told) {
      options.progress?.(`${((Date.now() - begin) / 1000).toFixed(0).padStart(3)} s  ${line}`);
      told = line;
    }
    return waiting.length === 0 || line;
  });
}

/** What a set lacks, as one text, or nothing. */
function missing(set: StatefulSet, pods: readonly Pod[]): string[] {
  const { status, spec } = set;
  const rolls = spec.updateStrategy.type === 'RollingUpdate';
  if (status.observedGeneration === set.metadata.generation && (status.readyReplicas ?? 0) === spec.replicas
    && (!rolls || (status.updatedReplicas === spec.replicas && status.currentRevision === status.updateRevision))) {
    return [];
  }
  const unready = pods.filter((pod) => pod.metadata.name.startsWith(`${set.metadata.name}-`) && !isReady(pod)).map((pod) => `${pod.metadata.name} (${situation(pod)})`);
  return [unready.length > 0 ? unready.join(', ') : `${set.metadata.name} (${status.readyReplicas ?? 0} of ${spec.replicas} ready, ${status.updatedReplicas ?? 0} of the newest revision)`];
}

function situation(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) { return 'ends'; }
  const unfinished = containersOf(pod).find((c) => !c.ready);
  if (unfinished?.state.waiting) { return `${unfinished.name}: ${unfinished.state.waiting.reason ?? 'waits'}`; }
  if (unfinished?.state.running) { return `${unfinished.name} runs`; }
  return (pod.status.conditions ?? []).find((c) => c.status === 'False' && c.message)?.message ?? pod.status.phase;
}

function describe(pod: Pod, container: ContainerStatus): string {
  const last = container.state.terminated ?? container.lastState.terminated;
  return `${pod.metadata.name}, container ${container.name}: ${container.restartCount} restarts, last exit ${last?.exitCode}\n${last?.message ?? last?.reason ?? ''}`;
}
