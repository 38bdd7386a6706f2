import { KubernetesClient } from '../../../lifecycle/clients/kubernetes/client';
import { inClusterConnection } from '../../../lifecycle/clients/kubernetes/in-cluster';
import { RequestFailure } from '../../../lifecycle/clients/kubernetes/request-failure';
import { CONFIG_MAPS } from '../../../lifecycle/clients/kubernetes/resource';

/** Runs in a pod: reads and writes a ConfigMap with the pod's own service account, and says what it saw. */
async function main(name: string): Promise<void> {
  const client = new KubernetesClient(inClusterConnection());
  const before = await client.get(CONFIG_MAPS, name);
  await client.apply(CONFIG_MAPS, { metadata: { name }, data: { written: 'in the cluster' } });
  const after = await client.get(CONFIG_MAPS, name);
  const forbidden = await client.get(CONFIG_MAPS, 'other').catch((error: unknown) => error instanceof RequestFailure ? error.status : String(error));
  console.log(JSON.stringify({ namespace: client.namespace, before: before ?? null, after: after?.data, forbidden }));
  client.close();
}

void main(process.argv[2]);
