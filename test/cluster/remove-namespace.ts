import { Kubectl } from './kubectl';

/** Removes a namespace, if it is there, and what is in it, without waiting for the end of it. */
export async function removeNamespace(kubectl: Kubectl): Promise<void> {
  await kubectl.run(['delete', 'statefulsets', '--all', '--cascade=orphan']);
  // Brokers without controllers would wait for minutes for an orderly shutdown that nobody needs any more.
  await kubectl.run(['delete', 'pods', '--all', '--grace-period=0', '--force', '--wait=false']);
  await kubectl.run(['delete', 'namespace', kubectl.namespace, '--ignore-not-found', '--wait=false']);
}
