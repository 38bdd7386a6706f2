import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { LOCAL_KUBERNETES } from './cluster-under-test';
import { Kubectl } from './kubectl';
import { Condition, Pod } from './kubernetes-objects';
import { until } from './until';

/** Deletes a pod in good order, as an eviction or a roll does, and does not wait for its end. */
export async function deletePod(kubectl: Kubectl, name: string): Promise<void> {
  await kubectl.run(['delete', 'pod', name, '--wait=false']);
}

/** Cuts a node of the local Kubernetes off its power: everything on it dies at once. Waits until Kubernetes has noticed. */
export async function cutNode(kubectl: Kubectl, node: string): Promise<void> {
  await localKubernetes('node-cut', numberOf(node));
  await until(`Kubernetes misses ${node}`, 120, async () => !await nodeReady(kubectl, node) || 'it is Ready');
}

/** Gives a node its power again, with its disks and addresses. */
export async function startNode(kubectl: Kubectl, node: string): Promise<void> {
  await localKubernetes('node-up', numberOf(node));
  await until(`${node} is ready`, 60, async () => await nodeReady(kubectl, node) || 'it is not Ready');
}

/** Stops the Java process of a pod of the local Kubernetes without ending it: it hangs, as it would with a disk that does not answer. */
export function hang(pod: Pod): void {
  signalJava(pod, 'SIGSTOP');
}

/** Lets a Java process that hangs go on. */
export function goOn(pod: Pod): void {
  signalJava(pod, 'SIGCONT');
}

/** Kills the Java process of a pod of the local Kubernetes: it ends where it is, and its container is started again. */
export function killJava(pod: Pod): void {
  signalJava(pod, 'SIGKILL');
}

/**
 * Asks for a pod's eviction, as `kubectl drain` does for each pod of a node.
 *
 * @returns whether it is evicted, or refused by a disruption budget
 */
export async function evict(kubectl: Kubectl, pod: string): Promise<'evicted' | 'refused'> {
  const { code, stderr } = await kubectl.answer(['create', '--raw', `/api/v1/namespaces/${kubectl.namespace}/pods/${pod}/eviction`, '--filename', '-'], {
    input: JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: kubectl.namespace } }),
  });
  if (code === 0) { return 'evicted'; }
  // 429, which an overloaded API server answers too, for another reason.
  if (/TooManyRequests\).*disruption budget/.test(stderr)) { return 'refused'; }
  throw new Error(`The eviction of ${pod} failed: ${stderr}`);
}

function signalJava(pod: Pod, signal: NodeJS.Signals): void {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (isJavaOf(pod, entry)) {
      process.kill(Number(entry), signal);
      return;
    }
  }
  throw new Error(`No Java process of pod ${pod.metadata.name} (${pod.metadata.uid}) was found on this machine.`);
}

function isJavaOf(pod: Pod, process: string): boolean {
  try {
    return readFileSync(`/proc/${process}/comm`, 'utf8').trim() === 'java' && readFileSync(`/proc/${process}/cgroup`, 'utf8').includes(pod.metadata.uid);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

async function nodeReady(kubectl: Kubectl, node: string): Promise<boolean> {
  const found = await kubectl.get<{ readonly status: { readonly conditions: readonly Condition[] } }>('node', node);
  return found.status.conditions.some((c) => c.type === 'Ready' && c.status === 'True');
}

async function localKubernetes(...args: string[]): Promise<void> {
  await promisify(execFile)(LOCAL_KUBERNETES, args);
}

function numberOf(node: string): string {
  const number = /^node(\d)$/.exec(node)?.[1];
  if (number === undefined) { throw new Error(`'${node}' is no node of the local Kubernetes: they are called node1 to node9.`); }
  return number;
}
