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
  await until(`${node} is ready`, 180, async () => await nodeReady(kubectl, node) || 'it is not Ready');
}

/** What an operator says of a node that is surely off: its pods need not be waited for. To be taken back before the node gets pods again. */
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Says that a node without power is off, as docs/operations.md tells an operator to: its pods are removed, and move if their volumes can. */
export async function declareLost(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.run(['taint', 'nodes', node, `${OUT_OF_SERVICE}=nodeshutdown:NoExecute`]);
}

/** Takes that back, if it was said. */
export async function declareFound(kubectl: Kubectl, node: string): Promise<void> {
  const { code, stderr } = await kubectl.answer(['taint', 'nodes', node, `${OUT_OF_SERVICE}-`]);
  if (code !== 0 && !stderr.includes('not found')) { throw new Error(`The taint of ${node} could not be taken away: ${stderr}`); }
}

/** Lets no more pods onto a node. */
export async function cordon(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.run(['cordon', node]);
}

/** Lets pods onto a node again. */
export async function uncordon(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.run(['uncordon', node]);
}

/** Drains a node of what the constructs under test have put there, as `kubectl drain` does: it asks for each pod's eviction until no disruption budget refuses it, and waits for its end. */
export async function drain(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.run(['drain', node, '--pod-selector=app.kubernetes.io/managed-by=cdk8s-kafka', '--delete-emptydir-data', '--timeout=300s'], { seconds: 310 });
}

/** A program that runs in pods. */
type Program = 'java' | 'node';

/** Stops the program of a pod of the local Kubernetes without ending it: it hangs, as it would with a disk that does not answer, or on a machine that is suspended. */
export function hang(pod: Pod, program: Program = 'java'): void {
  signalOrThrow(pod, program, 'SIGSTOP');
}

/**
 * Lets a program that hangs go on.
 *
 * @returns whether there was one; one that was told to end while it hung is killed at the end of its grace period
 */
export function goOn(pod: Pod, program: Program = 'java'): boolean {
  return signal(pod, program, 'SIGCONT');
}

/** Kills the Java process of a pod of the local Kubernetes: it ends where it is, and its container is started again. */
export function killJava(pod: Pod): void {
  signalOrThrow(pod, 'java', 'SIGKILL');
}

/**
 * Kills the Node.js process of a pod of the local Kubernetes: it ends where it is.
 *
 * @returns whether there was one; what is observed may have ended before it is killed
 */
export function killNode(pod: Pod): boolean {
  return signal(pod, 'node', 'SIGKILL');
}

/** Has a program of the local Kubernetes (`kube-apiserver`, `coredns`) hang for so long. */
export async function without(program: string, seconds: number): Promise<void> {
  const processes = readdirSync('/proc').filter((each) => /^\d+$/.test(each) && runs(each, program)).map(Number);
  if (processes.length === 0) { throw new Error(`No process '${program}' runs on this machine.`); }
  for (const id of processes) { process.kill(id, 'SIGSTOP'); }
  try {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  } finally {
    // One that has entered the node's namespaces for it stops together with it, and does not go on by itself.
    for (const id of new Set(processes.flatMap((each) => [each, parentOf(each)]))) { process.kill(id, 'SIGCONT'); }
  }
}

/**
 * Takes up to 120 MiB of the memory of a container whose image has GNU's tools: as a file in memory, and in programs that are each smaller than any Node.js. Where the limit is
 * below what there is to take, Linux then ends the container's own program.
 */
export async function takeMemory(kubectl: Kubectl, pod: string, container: string): Promise<void> {
  const hold = '{ head -c 15M /dev/zero; sleep 60; } | tail -c 15M >/dev/null';
  await kubectl.answer(['exec', pod, '--container', container, '--', 'sh', '-c', `head -c 60M /dev/zero >/dev/shm/taken; for i in 1 2 3 4; do ${hold} & done; wait`]);
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

function signalOrThrow(pod: Pod, program: Program, name: NodeJS.Signals): void {
  if (!signal(pod, program, name)) { throw new Error(`No process '${program}' of pod ${pod.metadata.name} (${pod.metadata.uid}) was found on this machine.`); }
}

function signal(pod: Pod, program: Program, name: NodeJS.Signals): boolean {
  const found = readdirSync('/proc').find((each) => /^\d+$/.test(each) && isOf(pod, program, each));
  return found !== undefined && process.kill(Number(found), name);
}

function isOf(pod: Pod, program: string, id: string): boolean {
  return nameOf(id) === program && toldOf(id, 'cgroup').includes(pod.metadata.uid);
}

function nameOf(id: string): string { return toldOf(id, 'comm').trim(); }

function parentOf(id: number): number { return Number(/^PPid:\s*(\d+)/m.exec(toldOf(String(id), 'status'))?.[1] ?? id); }

/** Kubernetes' programs are one file, whose first argument may be what it is to be. */
function runs(id: string, program: string): boolean {
  return toldOf(id, 'cmdline').split('\0').slice(0, 2).some((word) => word.endsWith(program));
}

/** What Linux tells of a process; nothing of one that has ended meanwhile. */
function toldOf(id: string, what: 'cgroup' | 'cmdline' | 'comm' | 'status'): string {
  try {
    return readFileSync(`/proc/${id}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

async function nodeReady(kubectl: Kubectl, node: string): Promise<boolean> {
  const found = await kubectl.get<{ readonly status: { readonly conditions: readonly Condition[] } }>('nodes', node);
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
