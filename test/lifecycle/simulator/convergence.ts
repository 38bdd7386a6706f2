import type { SimulatedKafka } from './kafka';
import type { SimulatedKubernetes } from './kubernetes';
import { CORDON } from '../../../lifecycle/plan/moves/cordon';
import { diskMarkOf } from '../../../lifecycle/plan/moves/disks/disk-marks';
import type { DesiredCluster } from '../../../src/lifecycle/desired-state';

/** What must be true of a cluster whose run says that it has converged, apart from what has changed since its last look. */
export function unconverged(cluster: DesiredCluster, kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, lookedAt: number): string[] {
  const found = podsUnconverged(cluster.sets, kubernetes, (id) => kafka.node(id)?.isMissed(lookedAt) ?? false);
  const { partitions } = kafka;
  for (let p = 0; p < partitions.count; p++) {
    if (partitions.shrunkAt[p] > lookedAt || partitions.reassigning[p] === 1) { continue; }
    if (partitions.inSyncCount(p, () => true) < partitions.replicas[p]) { found.push(`a replica of ${partitions.topics[partitions.topicOf[p]].name}-${partitions.numberOf[p]} is not in sync`); }
  }
  found.push(...movesUnconverged(cluster, kafka, lookedAt));
  for (const [key, value] of Object.entries(cluster.dynamic.clusterWide)) {
    for (const broker of kafka.brokers) {
      const own = cluster.dynamic.perBroker[broker.id]?.[key];
      const held = kafka.effective(broker, [key])[key];
      if (broker.serving && held !== (own ?? value)) { found.push(`broker ${broker.id} goes by ${key}=${held}, not ${own ?? value}`); }
    }
  }
  return found;
}

/** Nothing was ever removed, and nothing moves that need not: whatever was declared in between, every replica is where it was at the beginning, in the same order. */
export function notReturned({ partitions }: SimulatedKafka): string[] {
  return Array.from({ length: partitions.count }, (_, p) => p).flatMap((p) => {
    const { name, replicas } = partitions.topics[partitions.topicOf[p]];
    const [was, is] = [replicas[partitions.numberOf[p]], partitions.replicasOf(p)];
    return partitions.reassigning[p] === 1 || was.join() === is.join() ? [] : [`${name}-${partitions.numberOf[p]} was on ${was.join()}, is on ${is.join()}`];
  });
}

/** Brokers that are not declared any more are gone, and nothing of what moved them is left. */
function movesUnconverged(cluster: DesiredCluster, kafka: SimulatedKafka, lookedAt: number): string[] {
  const declared = new Set(cluster.sets.flatMap((set) => set.nodes.map((n) => n.id)));
  const gone = kafka.brokers.filter((b) => !declared.has(b.id));
  const { partitions, perBroker, throttled } = kafka;
  return [
    ...gone.filter((b) => b.running).map((b) => `broker ${b.id} runs`),
    ...gone.filter((b) => kafka.quorum && b.registered).map((b) => `broker ${b.id} is registered`),
    ...gone.filter((b) => partitions.slotsOf(b.id).length > 0).map((b) => `broker ${b.id} has replicas`),
    ...Object.entries(perBroker).flatMap(([id, settings]) => Object.keys(settings).filter((key) => /throttled/.test(key) || (key === CORDON && diskMarkOf(settings) !== 'emptied')).map((key) => `broker ${id} has ${key}`)),
    ...Object.keys(throttled).map((topic) => `topic ${topic} has throttled replicas`),
    ...[...partitions.moves].filter(([p, { removing }]) => removing.length > 0 && partitions.reassignedAt[p] < lookedAt).map(([p]) => `partition ${p} is under way`),
  ];
}

export function podsUnconverged(sets: DesiredCluster['sets'], kubernetes: SimulatedKubernetes, knownAway: (id: number) => boolean): string[] {
  const found: string[] = [];
  for (const desired of sets) {
    const set = kubernetes.sets.get(desired.name);
    if (set?.replicas !== desired.nodes.length) { found.push(`${desired.name} has ${set?.replicas} nodes`); }
    for (const { id, pod } of desired.nodes) {
      const hash = set?.pods.get(id)?.template.hash;
      if (set?.template.hash === desired.template && hash !== desired.template) { found.push(`${pod} is of ${hash}`); }
      if (knownAway(id)) { found.push(`${pod} is not back`); }
    }
  }
  return found;
}
