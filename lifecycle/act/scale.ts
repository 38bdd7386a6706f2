import { ActResult } from './act-result';
import { allOf } from './all-of';
import { failedAct } from './failed-act';
import { MayAct, leaseLost } from './lease-lost';
import { KubernetesClient } from '../clients/kubernetes/client';
import { RequestFailure } from '../clients/kubernetes/request-failure';
import { STATEFUL_SET_SCALES } from '../clients/kubernetes/resource';
import { ScaleStep } from '../plan/decision';

/** While pods come and go, the set's own controller writes to it: each such change is a conflict that means nothing. */
const ATTEMPTS = 10;

/** Sets how many pods StatefulSets have, each only from the number that the step was decided upon. */
export async function scale(step: ScaleStep, client: KubernetesClient, mayAct: MayAct): Promise<ActResult> {
  return allOf(await Promise.all(step.sets.map(async (set) => scaleSet(set, client, mayAct))));
}

async function scaleSet({ set, uid, from, to }: ScaleStep['sets'][number], client: KubernetesClient, mayAct: MayAct): Promise<ActResult> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const found = await client.get(STATEFUL_SET_SCALES, set);
      if (found === undefined || found.metadata.uid !== uid) { return { kind: 'later', reason: `StatefulSet ${set} is another one than was looked at, or is gone` }; }
      const replicas = found.spec.replicas ?? 0;
      if (replicas === to) { return { kind: 'done', said: `${set} has ${to} ${to === 1 ? 'pod' : 'pods'} already` }; }
      if (replicas !== from) { return { kind: 'later', reason: `somebody else has scaled ${set}: from ${from} to ${replicas}` }; }
      if (!await mayAct()) { return leaseLost(`${set} was scaled`); }
      const { resourceVersion } = found.metadata;
      try {
        await client.patch(STATEFUL_SET_SCALES, set, { metadata: { uid, resourceVersion }, spec: { replicas: to } });
        return { kind: 'done', said: `${set} ${from} -> ${to}` };
      } catch (error) {
        if (!(error instanceof RequestFailure) || error.status !== 409 || attempt >= ATTEMPTS) { throw error; }
      }
    }
  } catch (error) {
    return failedAct(error);
  }
}
