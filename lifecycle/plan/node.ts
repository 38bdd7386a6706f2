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
  /** Its server has been heard of in this very look, whatever Kubernetes says of its pod. */
  readonly heard: boolean;
}

/**
 * All declared nodes of some sets, by their ids. Sets that are not there have nodes without pods.
 *
 * @param heard the nodes whose servers have been heard of
 */
export function nodesOf(
  sets: readonly DesiredSet[], observed: Readonly<Record<string, SetObservation>>, heard: ReadonlySet<number>,
): readonly Node[] {
  return sets.flatMap((set) => set.nodes.map((node): Node => {
    const pod = observed[set.name]?.pods[node.id];
    return {
      ...node,
      set,
      broker: set.roles.includes('broker'),
      controller: set.roles.includes('controller'),
      observed: pod,
      outdated: pod !== undefined && pod.revision !== observed[set.name].updateRevision,
      heard: heard.has(node.id),
    };
  })).sort((a, b) => a.id - b.id);
}

/**
 * Whether its server may be running. Only the kubelet's own word that no process runs makes that sure, and only as long as nothing is heard of the server itself: a kubelet that
 * the API server does not hear starts containers all the same, and its last word stays.
 */
export function mayRun({ observed, heard }: Node): boolean {
  return observed !== undefined && (heard || (observed.server !== 'waiting' && observed.server !== 'ended'));
}

/** Whether Kubernetes finds nothing wrong with it. */
export function isReady(node: Node): boolean {
  const pod = node.observed;
  return pod !== undefined && pod.ready && !pod.terminating && pod.server === 'running';
}
