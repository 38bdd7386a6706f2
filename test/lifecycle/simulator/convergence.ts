import type { SimulatedKafka } from './kafka';
import type { SimulatedKubernetes } from './kubernetes';
import type { DesiredCluster } from '../../../src/lifecycle/desired-state';

/** What must be true of a cluster whose run says that it has converged, apart from what has changed since its last look. */
export function unconverged(cluster: DesiredCluster, kafka: SimulatedKafka, kubernetes: SimulatedKubernetes, lookedAt: number): string[] {
  const found = podsUnconverged(cluster.sets, kubernetes, (id) => kafka.node(id)?.isMissed(lookedAt) ?? false);
  const { partitions } = kafka;
  for (let p = 0; p < partitions.count; p++) {
    if (partitions.shrunkAt[p] > lookedAt || partitions.reassigning[p] === 1) { continue; }
    if (partitions.inSyncCount(p, () => true) < partitions.replicas[p]) { found.push(`a replica of ${partitions.topics[partitions.topicOf[p]].name}-${partitions.numberOf[p]} is not in sync`); }
  }
  for (const [key, value] of Object.entries(cluster.dynamic.clusterWide)) {
    for (const broker of kafka.brokers) {
      const own = cluster.dynamic.perBroker[broker.id]?.[key];
      const held = kafka.effective(broker, [key])[key];
      if (broker.serving && held !== (own ?? value)) { found.push(`broker ${broker.id} goes by ${key}=${held}, not ${own ?? value}`); }
    }
  }
  return found;
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
