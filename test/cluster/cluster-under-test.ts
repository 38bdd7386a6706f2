import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The tool that makes a Kubernetes on this machine. */
export const LOCAL_KUBERNETES = join(__dirname, '..', '..', 'tools', 'local-kubernetes', 'local-kubernetes');

/** The Kubernetes cluster on which the scenarios run. */
export interface ClusterUnderTest {
  readonly kubeconfig: string;
  /** The kubectl command. */
  readonly kubectl: string;
  /** Whether it is the local Kubernetes, whose nodes can be cut off their power and whose processes can be seen. */
  readonly local: boolean;
}

/** The configuration file of the local Kubernetes, whether it is up or not; none where it cannot be. */
export function localKubeconfig(): string | undefined {
  return process.platform === 'linux' ? execFileSync(LOCAL_KUBERNETES, ['kubeconfig'], { encoding: 'utf8' }).trim() : undefined;
}

/**
 * The cluster that KUBECONFIG names; without it, the local Kubernetes.
 *
 * @throws if KUBECONFIG names no file that there is (kubectl would try http://localhost:8080 then), or there is no Kubernetes at all
 */
export function clusterUnderTest(environment: NodeJS.ProcessEnv = process.env): ClusterUnderTest {
  const local = localKubeconfig();
  // Several files are allowed (kubectl merges them), and a relative path would not hold in another folder.
  const given = environment.KUBECONFIG?.split(delimiter).map((file) => file && resolve(file)).join(delimiter);
  const kubeconfig = given || local;
  if (kubeconfig !== undefined && kubeconfig !== local) {
    if (!kubeconfig.split(delimiter).some(existsSync)) { throw new Error(`KUBECONFIG is ${kubeconfig}, and there is no such file. Set it to the configuration file of a cluster.`); }
    return { kubeconfig, kubectl: 'kubectl', local: false };
  }
  if (local === undefined || !existsSync(local)) {
    throw new Error("No Kubernetes to work on: the environment variable KUBECONFIG is not set, and the local Kubernetes is not up. Run 'npm run verify:cluster', "
      + "or 'tools/local-kubernetes/local-kubernetes up' (Linux, root), or set KUBECONFIG to the configuration file of a cluster that may be used for tests.");
  }
  return { kubeconfig: local, kubectl: join(local, '..', 'bin', 'kubectl'), local: true };
}

/**
 * The zones of the cluster's nodes, in order.
 *
 * @throws if the cluster does not answer: the first thing to ask of one that a person named
 */
export function zonesOf(cluster: ClusterUnderTest): string[] {
  const { status, error, stdout, stderr } = spawnSync(
    cluster.kubectl,
    ['get', 'nodes', '--request-timeout=20s', '-o', 'jsonpath={range .items[*]}{.metadata.labels.topology\\.kubernetes\\.io/zone}{"\\n"}{end}'],
    { encoding: 'utf8', env: { ...process.env, KUBECONFIG: cluster.kubeconfig } },
  );
  if (error) { throw new Error(`${cluster.kubectl} cannot be run (${error.message}). Install kubectl: https://kubernetes.io/docs/tasks/tools/`); }
  if (status !== 0) {
    throw new Error(`The cluster of KUBECONFIG=${cluster.kubeconfig} does not tell its nodes. Does it run, and does the file name it? kubectl says: ${stderr.trim().split('\n').pop()}`);
  }
  return [...new Set(stdout.split('\n').filter((zone) => zone !== ''))].sort();
}
