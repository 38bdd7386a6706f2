import { Chart } from 'cdk8s';
import { Deployment } from './deployment';

/** The cluster holds what the manifests say, and applying them again changes no object and no pod. */
export async function expectSecondApplyToChangeNothing<C extends Chart>(cluster: Deployment<C>): Promise<void> {
  expect(await cluster.diff()).toBe('');
  const before = { generations: await cluster.generations(), pods: await podIds(cluster) };
  await cluster.applyAgain();
  await cluster.ready();
  expect({ generations: await cluster.generations(), pods: await podIds(cluster) }).toEqual(before);
}

/** The identity of every pod of the deployment, by its name. */
export async function podIds<C extends Chart>(cluster: Deployment<C>): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await cluster.pods()).map((pod) => [pod.metadata.name, pod.metadata.uid]));
}
