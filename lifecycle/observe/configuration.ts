import { KubernetesClient } from '../clients/kubernetes/client';
import { PodSpecObject } from '../clients/kubernetes/objects';
import { CONFIG_MAPS } from '../clients/kubernetes/resource';
import { ConfigMapObservation } from '../observation';

/** The volumes of a template whose ConfigMaps have a key `hash`, in the order in which the variable has theirs. */
const VOLUMES: readonly string[] = ['config', 'nodes'];
const VARIABLE = 'CONFIG_HASH';

/** The ConfigMaps with which the pods of a template are configured. Only their hashes are kept. */
export async function observeConfiguration(template: PodSpecObject, client: KubernetesClient): Promise<readonly ConfigMapObservation[]> {
  return Promise.all(wantedConfiguration(template).map(async ({ name, wanted }) => {
    const found = await client.get(CONFIG_MAPS, name);
    // The script that prepares a node reads the first line, without the spaces around it.
    return { name, wanted, found: found && (found.data?.hash ?? '').split('\n')[0].trim() };
  }));
}

/** Which ConfigMaps are to hold what, as the script that prepares a node is told. None, if a template does not tell it: somebody has patched it. */
export function wantedConfiguration({ initContainers = [], volumes = [] }: PodSpecObject): readonly Pick<ConfigMapObservation, 'name' | 'wanted'>[] {
  const wanted = initContainers.flatMap(({ env = [] }) => env).find(({ name }) => name === VARIABLE)?.value?.split('-') ?? [];
  const names = VOLUMES.flatMap((volume) => volumes.find(({ name }) => name === volume)?.configMap?.name ?? []);
  return names.length === wanted.length ? names.map((name, i) => ({ name, wanted: wanted[i] })) : [];
}
