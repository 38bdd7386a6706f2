import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { restrictedPod } from '../kafka-tools';
import { Pod } from '../kubernetes-objects';
import { until } from '../until';
import type { Ground } from './ground';

const POD = 'in-cluster';

/** Runs in-cluster-program.ts in a pod with the given service account; what it printed. */
export async function inClusterPod(ground: Ground, account: string, configMap: string): Promise<unknown> {
  const { outputFiles } = buildSync({ entryPoints: [join(__dirname, 'in-cluster-program.ts')], bundle: true, platform: 'node', target: 'node20', format: 'cjs', minify: true, write: false });
  const pod = restrictedPod(POD, [{
    name: 'program', image: 'node:22-slim', command: ['node', '/program/main.js', configMap], volumeMounts: [{ name: 'program', mountPath: '/program' }],
  }], { serviceAccount: account, volumes: [{ name: 'program', configMap: { name: 'program' } }] });
  await ground.apply(
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'program' }, data: { 'main.js': outputFiles[0].text } },
    pod,
  );
  await until('the program has ended', 90, async () => {
    const { phase } = (await ground.kubectl.get<Pod>('pods', POD)).status;
    return phase === 'Succeeded' || phase === 'Failed' || `it is ${phase}`;
  });
  return JSON.parse(await ground.kubectl.log(POD));
}
