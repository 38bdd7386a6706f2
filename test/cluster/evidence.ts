import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kubectl } from './kubectl';
import { List, Pod, containersOf } from './kubernetes-objects';

const FOLDER = join(__dirname, '..', '..', 'dist', 'cluster-failures');

/** Writes down all that may tell why a scenario failed, and returns the folder. What cannot be had is no reason to fail again. */
export async function keepEvidence(kubectl: Kubectl, title: string, manifests: string, error: unknown): Promise<string> {
  const folder = join(FOLDER, `${kubectl.namespace}--${title}`.replace(/[^A-Za-z0-9]+/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const ask = async (name: string, ...args: string[]) => {
    const { stdout, stderr } = await kubectl.answer(args);
    if (stdout !== '' || !name.endsWith('previous.log')) { write(name, `${stdout}${stderr}`); }
  };

  write('error.txt', error instanceof Error ? `${error.stack ?? error.message}\n` : `${String(error)}\n`);
  write('manifests.yaml', manifests);
  await Promise.all([
    ask('objects.txt', 'get', 'statefulsets,pods,persistentvolumeclaims,services,configmaps,poddisruptionbudgets', '--output=wide'),
    ask('events.txt', 'get', 'events', '--sort-by=.metadata.creationTimestamp'),
    ask('describe.txt', 'describe', 'pods,statefulsets,persistentvolumeclaims'),
    ask('nodes.txt', 'describe', 'nodes'),
  ]);
  const { code, stdout } = await kubectl.answer(['get', 'pods', '--output=json']);
  if (code !== 0) { return folder; }
  const pods: List<Pod> = JSON.parse(stdout);
  for (const pod of pods.items) {
    for (const container of containersOf(pod)) {
      const name = join('logs', `${pod.metadata.name}.${container.name}`);
      const logs = ['logs', pod.metadata.name, '--container', container.name];
      await ask(`${name}.log`, ...logs);
      await ask(`${name}.previous.log`, ...logs, '--previous');
    }
  }
  return folder;
}
