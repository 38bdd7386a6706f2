import { setTimeout as pause } from 'node:timers/promises';
import type { CommandLine } from './command-line';
import { DesiredState } from '../src/lifecycle/desired-state';
import { ClientOptions, KubernetesClient } from './clients/kubernetes/client';
import type { Connection } from './clients/kubernetes/connection';
import { inClusterConnection } from './clients/kubernetes/in-cluster';
import { kubectlConnection } from './clients/kubernetes/kubeconfig';
import { RETRIES } from './clients/kubernetes/retries';
import { DesiredStateSource } from './run/desired-state-source';

/** How often a desired state that cannot be read yet is asked for, in milliseconds. */
const AGAIN = 3000;

/** In a pod the API server that runs it, elsewhere the one that kubectl would speak to. */
export function connectionOf({ kubeconfig }: Pick<CommandLine, 'kubeconfig'>, environment: NodeJS.ProcessEnv = process.env): Connection {
  if (kubeconfig !== undefined) { return kubectlConnection('kubectl', { ...environment, KUBECONFIG: kubeconfig }); }
  return environment.KUBERNETES_SERVICE_HOST === undefined ? kubectlConnection('kubectl', environment) : inClusterConnection(environment);
}

/** The loop looks again anyway, and says meanwhile why it waits: a look ends soon, with or without an answer. */
const READING: ClientOptions = { timeoutMillis: 10_000, retries: { ...RETRIES, attempts: 2 } };

export function clientOf(commandLine: Pick<CommandLine, 'kubeconfig'>): KubernetesClient {
  return new KubernetesClient(connectionOf(commandLine), READING);
}

/** A Job says which desired state it is for: its ConfigMap may reach the pod later, or hold a newer one already. */
export function sourceOf(
  { desiredState, configMap }: Pick<CommandLine, 'configMap' | 'desiredState'>, client: KubernetesClient, environment: NodeJS.ProcessEnv = process.env,
): DesiredStateSource {
  return new DesiredStateSource({
    file: desiredState, expected: environment.DESIRED_STATE_HASH, configMap: configMap === undefined ? undefined : { name: configMap, client },
  });
}

/** What this run is for, with its hash; why it is not the one that counts, or that it was told to stop before it knew. */
export type Known =
  | { readonly kind: 'known'; readonly desired: DesiredState; readonly hash: string }
  | { readonly kind: 'superseded' | 'stopped'; readonly reason: string };

/** Waits until the desired state of this run is there. @throws if it is none that this program understands */
export async function desiredStateFrom(
  source: DesiredStateSource, stop: { readonly reason?: string; readonly signal: AbortSignal }, waiting: (reason: string) => void,
): Promise<Known> {
  let told = '';
  for (;;) {
    const found = await source.read();
    if (!('kind' in found)) { return { kind: 'known', ...found }; }
    if (found.kind === 'superseded') { return { kind: 'superseded', reason: found.reason }; }
    if (found.reason !== told) { waiting(told = found.reason); }
    await pause(AGAIN, undefined, { signal: stop.signal }).catch(() => undefined);
    if (stop.reason !== undefined) { return { kind: 'stopped', reason: `${stop.reason}, while waiting: ${found.reason}` }; }
  }
}
