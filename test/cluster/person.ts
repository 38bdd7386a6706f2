import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ClusterUnderTest } from './cluster-under-test';

/**
 * The environment of a person who has a KUBECONFIG for the cluster and kubectl in the path. The file is a copy: what a person does with a cluster of
 * their own must not be taken for work on the local Kubernetes, which the demo would end if it had started it. It is removed after the tests of the file that asks.
 */
export function personAt(cluster: ClusterUnderTest): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const kubeconfig = join(folder, 'kubeconfig');
  // KUBECONFIG may name several files; of those a person means the first.
  copyFileSync(cluster.kubeconfig.split(delimiter)[0], kubeconfig);
  const path = cluster.kubectl.includes('/') ? `${dirname(cluster.kubectl)}${delimiter}${process.env.PATH ?? ''}` : process.env.PATH;
  return { KUBECONFIG: kubeconfig, PATH: path };
}
