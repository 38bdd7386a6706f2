import { PodObject } from '../clients/kubernetes/objects';
import { PodObservation } from '../observation';
import { madeOf } from './made-of';
import { serverStatus } from './server-container';
import { troubleOf } from './trouble';

/** The label by which a StatefulSet knows of which template a pod is. */
const REVISION_LABEL = 'controller-revision-hash';

/**
 * A pod as the API server has it.
 *
 * @param log the end of the server's log, where that alone tells why it has ended
 */
export function podObservation(pod: PodObject, log?: string): PodObservation {
  return {
    uid: pod.metadata.uid,
    revision: pod.metadata.labels?.[REVISION_LABEL] ?? '',
    ready: pod.status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false,
    terminating: pod.metadata.deletionTimestamp !== undefined,
    server: serverState(pod),
    trouble: troubleOf(pod, log),
    restarts: serverStatus(pod)?.restartCount ?? 0,
    made: madeOf(pod.spec, pod.metadata.annotations),
  };
}

function serverState(pod: PodObject): PodObservation['server'] {
  const state = serverStatus(pod)?.state;
  if (state?.running) { return 'running'; }
  // A pod that was refused by its node, or thrown off it, may tell nothing of its containers.
  if (state?.terminated || (state === undefined && ['Failed', 'Succeeded'].includes(pod.status?.phase ?? ''))) { return 'ended'; }
  // A pod that has no node has no kubelet that could have started anything.
  if (state?.waiting || pod.spec.nodeName === undefined) { return 'waiting'; }
  return 'unknown';
}
