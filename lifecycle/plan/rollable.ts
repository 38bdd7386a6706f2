import { DesiredSet, LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { SetObservation } from '../observation';
import { Node } from './node';
import { sum } from './sum';

/** What is rolled, a Kafka cluster or a ZooKeeper ensemble, as what holds for both looks at it. */
export interface Rollable {
  readonly policy: LifecyclePolicy;
  /** The StatefulSets as they are to be, and as they are. */
  readonly sets: readonly DesiredSet[];
  readonly observedSets: Readonly<Record<string, SetObservation>>;
  /** All declared nodes, by their ids. */
  readonly nodes: readonly Node[];
  /** Those whose pods are of another revision than their StatefulSet. */
  readonly outdated: readonly Node[];
  /** Why a node is not what it is to be yet; undefined if all is well with it. */
  unsettled(node: Node): Unsettled | undefined;
  /** Partitions that have no replica to spare and are not available while these nodes are away. */
  unavailableWithout(nodes: readonly Node[]): readonly string[];
}

export interface Unsettled {
  /** In words. */
  readonly reason: string;
  /** What moves meanwhile; holds no times. */
  readonly progress: string;
  /** How much is still to be done, by any measure: less of it is progress too. */
  readonly remaining?: number;
}

/** Every candidate for a restart is asked about the same others. */
const known = new WeakMap<Rollable, ReadonlyMap<Node, Unsettled>>();

/** All nodes that are not what they are to be yet. */
export function unsettledNodes(rollable: Rollable): ReadonlyMap<Node, Unsettled> {
  const found = known.get(rollable) ?? new Map(rollable.nodes.flatMap((node) => {
    const unsettled = rollable.unsettled(node);
    return unsettled ? [[node, unsettled] as const] : [];
  }));
  known.set(rollable, found);
  return found;
}

/** All of them in one line. */
export function together(waiting: readonly Unsettled[]): Unsettled {
  return {
    reason: waiting[0].reason + (waiting.length > 1 ? ` (and ${waiting.length - 1} more)` : ''),
    progress: waiting.map((w) => w.progress).join(', '),
    remaining: sum(waiting.map((w) => w.remaining ?? 0)),
  };
}
