import { observeConfiguration } from './configuration';
import { madeOf } from './made-of';
import { podObservation } from './pod';
import { RECOVERY_LINES, recoveryOf } from './recovery';
import { serverContainer } from './server-container';
import { endedWithoutWords } from './trouble';
import { DesiredSet, TEMPLATE_ANNOTATION } from '../../src/lifecycle/desired-state';
import { KubernetesClient } from '../clients/kubernetes/client';
import { PodObject, StatefulSetObject } from '../clients/kubernetes/objects';
import { mendOf } from '../clients/kubernetes/request-failure';
import { PODS, STATEFUL_SETS } from '../clients/kubernetes/resource';
import { PodObservation, SetObservation, Unread } from '../observation';
import { wordsOf } from '../words-of';

/** A log that does not come soon tells nothing: the kubelet that has it may not be reachable. */
const LOG_TIMEOUT_MILLIS = 5000;

/** So many lines hold what a server complained of before the frames of its last stack traces. */
const LAST_LINES = 100;

/** By the names of the sets. */
export type SetsObservation = Readonly<Record<string, SetObservation>>;

/**
 * The StatefulSets, their ConfigMaps and their pods, each read by its name: the rights are by name, and nothing is listed. One that does not exist is missing. What cannot be read makes
 * the whole unread, except for a pod's log: that it could not be read is told of that pod.
 */
export async function observeSets(desired: readonly DesiredSet[], client: KubernetesClient): Promise<SetsObservation | Unread> {
  const sets = await Promise.all(desired.map(async (set) => {
    try {
      return { name: set.name, observed: await observeSet(set, client) };
    } catch (error) {
      return { name: set.name, unread: wordsOf(error), mend: mendOf(error) };
    }
  }));
  // Sets have ConfigMaps in common.
  const unread = [...new Set(sets.flatMap((set) => set.unread ?? []))];
  if (unread.length > 0) { return { unread, mend: sets.find((set) => set.mend !== undefined)?.mend }; }
  return Object.fromEntries(sets.flatMap(({ name, observed }) => observed ? [[name, observed]] : []));
}

async function observeSet(desired: DesiredSet, client: KubernetesClient): Promise<SetObservation | undefined> {
  const set = await client.get(STATEFUL_SETS, desired.name);
  if (set === undefined) { return undefined; }
  const [configMaps, pods] = await Promise.all([
    observeConfiguration(set.spec.template.spec, client),
    Promise.all([...podNames(desired, set)].map(async ([id, name]) => {
      const pod = await client.get(PODS, name);
      return pod === undefined ? [] : [[id, await observePod(pod, client)] as const];
    })),
  ]);
  return { ...setObservation(set), configMaps, pods: Object.fromEntries(pods.flat()) };
}

/** The names of the pods that are declared, and of those that the set has beyond them, by their ids. */
export function podNames(desired: DesiredSet, set: StatefulSetObject): ReadonlyMap<number, string> {
  const first = firstIdOf(set.spec);
  // While pods are taken away, the status still counts them.
  const count = Math.max(set.spec.replicas ?? 1, set.status?.replicas ?? 0);
  return new Map([
    ...desired.nodes.map((node) => [node.id, node.pod] as const),
    ...Array.from({ length: count }, (_, i) => [first + i, `${desired.name}-${first + i}`] as const),
  ]);
}

function firstIdOf({ ordinals }: StatefulSetObject['spec']): number { return ordinals?.start ?? 0; }

function setObservation(set: StatefulSetObject): Omit<SetObservation, 'configMaps' | 'pods'> {
  const { metadata, spec, status } = set;
  return {
    uid: metadata.uid,
    generation: metadata.generation ?? 0,
    observedGeneration: status?.observedGeneration ?? 0,
    replicas: spec.replicas ?? 1,
    firstId: firstIdOf(spec),
    template: metadata.annotations?.[TEMPLATE_ANNOTATION],
    updateRevision: status?.updateRevision ?? '',
    updateStrategy: spec.updateStrategy?.type === 'OnDelete' ? 'OnDelete' : 'RollingUpdate',
    made: madeOf(spec.template.spec, spec.template.metadata?.annotations),
  };
}

async function observePod(pod: PodObject, client: KubernetesClient): Promise<PodObservation> {
  const observed = podObservation(pod);
  const container = serverContainer(pod.spec.containers)?.name;
  const wordless = endedWithoutWords(pod);
  if (container === undefined || observed.ready || observed.terminating || !(observed.server === 'running' || wordless)) { return observed; }
  try {
    const tailLines = wordless ? LAST_LINES : RECOVERY_LINES;
    const log = await client.log(pod.metadata.name, { container, tailLines, timeoutMillis: LOG_TIMEOUT_MILLIS, attempts: 1 });
    return wordless ? podObservation(pod, log) : { ...observed, recovery: recoveryOf(log) };
  } catch (error) {
    return { ...observed, logUnread: wordsOf(error) };
  }
}
