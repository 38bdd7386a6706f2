import { DesiredNode, DesiredSet } from '../../src/lifecycle/desired-state';
import { PodObservation, SetObservation } from '../observation';

/** A declared node: what it is to be, and its pod as it is. */
export interface Node extends DesiredNode {
  readonly set: DesiredSet;
  readonly broker: boolean;
  readonly controller: boolean;
  /** Undefined while there is none. */
  readonly observed?: PodObservation;
  /** Its pod is of another revision than its StatefulSet. */
  readonly outdated: boolean;
}

/** All declared nodes of some sets, by their ids. Sets that are not there have nodes without pods. */
export function nodesOf(sets: readonly DesiredSet[], observed: Readonly<Record<string, SetObservation>>): readonly Node[] {
  return sets.flatMap((set) => set.nodes.map((node): Node => {
    const pod = observed[set.name]?.pods[node.id];
    return {
      ...node,
      set,
      broker: set.roles.includes('broker'),
      controller: set.roles.includes('controller'),
      observed: pod,
      outdated: pod !== undefined && pod.revision !== observed[set.name].updateRevision,
    };
  })).sort((a, b) => a.id - b.id);
}

/**
 * Whether its server may be running. Only the kubelet's own word that no process runs makes that sure; its last word stays when the kubelet is not heard any more, but what
 * did not run then was not started since.
 */
export function mayRun(node: Node): boolean {
  return node.observed !== undefined && node.observed.server !== 'waiting' && node.observed.server !== 'ended';
}

/** Whether Kubernetes finds nothing wrong with it. */
export function isReady(node: Node): boolean {
  const pod = node.observed;
  return pod !== undefined && pod.ready && !pod.terminating && pod.server === 'running';
}
