import { ActResult } from './act-result';
import { allOf } from './all-of';
import { failedAct } from './failed-act';
import { MayAct, leaseLost } from './lease-lost';
import { KubernetesClient } from '../clients/kubernetes/client';
import { PodObject } from '../clients/kubernetes/objects';
import { RequestFailure } from '../clients/kubernetes/request-failure';
import { PODS, POD_EVICTIONS } from '../clients/kubernetes/resource';
import { RestartedNode, RestartStep } from '../plan/decision';
import { wordsOf } from '../words-of';

/**
 * Takes pods away, so that their StatefulSets replace them. Each has as long to end as its own grace period says. Done is that they have been told to end. One after the other: the
 * disruption budget of the first one is the leave for all, and if one cannot be taken away those after it are left.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 */
export async function restart(step: RestartStep, client: KubernetesClient, mayAct: MayAct): Promise<ActResult> {
  const results: ActResult[] = [];
  const takenAway: string[] = [];
  for (const node of step.nodes) {
    const tried = await restartNode(node, client, mayAct);
    // If somebody else has taken it away, no disruption budget has given leave for the others.
    const leave = node.by === 'delete' || step.nodes.length === 1;
    const result: ActResult = tried.kind !== 'gone' ? tried : leave ? { kind: 'done', said: tried.said } : { kind: 'later', reason: tried.said };
    results.push(result);
    if (result.kind !== 'done') { break; }
    takenAway.push(node.pod);
  }
  const all = allOf(results);
  return all.kind === 'done' || takenAway.length === 0 ? all : { ...all, takenAway };
}

/** Not by this act. */
interface Gone {
  readonly kind: 'gone';
  readonly said: string;
}

async function restartNode(node: RestartedNode, client: KubernetesClient, mayAct: MayAct): Promise<ActResult | Gone> {
  const { pod, uid, by } = node;
  try {
    // An eviction of another pod is refused too, but Kubernetes takes it off the disruption budget first: nobody else could evict for two minutes.
    const found = await client.get(PODS, pod);
    const gone = goneAlready(node, found);
    if (gone) { return gone; }
    if (!await mayAct()) { return leaseLost(`${pod} was taken away`); }
    if (by === 'delete') {
      await client.delete(PODS, pod, uid);
    } else {
      await client.create(POD_EVICTIONS, { metadata: { name: pod }, deleteOptions: { preconditions: { uid } } });
    }
    return { kind: 'done', said: `${pod} ${by === 'evict' ? 'evicted' : 'deleted'}` };
  } catch (error) {
    const { status, message } = (error instanceof RequestFailure ? error.refusal : undefined) ?? { status: 0, message: '' };
    switch (status) {
      case 404: return { kind: 'gone', said: `${pod} is gone already` };
      case 429: return { kind: 'later', reason: `${pod} is not evicted yet: ${budgetWords(error)}` };
      // Kubernetes cannot evict such a pod at all, and says so with a server error.
      case 500: return /more than one PodDisruptionBudget/.test(message)
        ? { kind: 'refused', reason: `${pod} cannot be evicted: ${message}`, mend: 'Let only one PodDisruptionBudget select the pod.' }
        : failedAct(error);
      // 409: it has become another one, or was changed, at this very moment. The next look tells.
      default: return failedAct(error);
    }
  }
}

/** Undefined if it is the pod that was looked at, and has not been told to end. */
function goneAlready({ pod, uid }: RestartedNode, found: PodObject | undefined): Gone | undefined {
  if (found === undefined) { return { kind: 'gone', said: `${pod} is gone already` }; }
  if (found.metadata.uid !== uid) { return { kind: 'gone', said: `${pod} is another one already` }; }
  return found.metadata.deletionTimestamp === undefined ? undefined : { kind: 'gone', said: `${pod} has been told to end already` };
}

/** What the disruption budget says, or that the server is overloaded. */
function budgetWords(error: unknown): string {
  if (!(error instanceof RequestFailure) || !error.refusal) { return wordsOf(error); }
  const causes = error.refusal.causes.filter((cause) => cause.reason === 'DisruptionBudget');
  return [error.refusal.message, ...causes.map((cause) => cause.message)].filter((words) => words !== '').join(' ');
}
