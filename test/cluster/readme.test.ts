import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterUnderTest, zonesOf } from './cluster-under-test';
import { Kubectl } from './kubectl';
import { personAt } from './person';
import { waitReady } from './readiness';
import { removeNamespace } from './remove-namespace';
import { Scene, scenario } from './scenario';
import { useIt } from '../../tools/use-it';
import { ROOT, output } from '../commands/command';

/**
 * What README.md says under "Use it", word for word, but for the namespace, which is the scenario's own, and the zones, which README tells to
 * replace: from the first example to a topic. How the library comes into a folder of one's own is tried by tools/try-package.ts; here it is that of the sources.
 */

const NAMESPACE = 'cdk8s-kafka-test-readme';
const FOLDER = 'dist/readme';
const kubectl = new Kubectl(clusterUnderTest(), NAMESPACE);
const person = { ...personAt(kubectl.cluster), TSX_TSCONFIG_PATH: join(ROOT, 'test/tsconfig.json') };
const manifests = () => readdirSync(join(ROOT, FOLDER, 'dist')).map((name) => readFileSync(join(ROOT, FOLDER, 'dist', name), 'utf8'));
const scene: Scene = {
  name: 'readme',
  kubectl,
  tell: (line) => process.stderr.write(`[readme] ${line}\n`),
  appliedText: () => manifests().join('---\n'),
};
const { main, synth, deploy } = useIt();

beforeAll(async () => {
  await kubectl.run(['delete', 'namespace', NAMESPACE, '--ignore-not-found'], { seconds: 300 });
  rmSync(join(ROOT, FOLDER), { recursive: true, force: true });
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
});
afterAll(() => removeNamespace(kubectl));

function inOurNamespace(text: string): string {
  return text.replaceAll('streaming', NAMESPACE);
}

/** With the zones of this cluster; one that has none leaves them out. */
function inOurZones(text: string): string {
  const zones = zonesOf(kubectl.cluster).slice(0, 3);
  expect(text).toMatch(/^ *zones: \[.*\],\n/m);
  return zones.length === 0 ? text.replace(/^ *zones: .*\n/m, '') : text.replace(/zones: \[.*\]/, `zones: ${JSON.stringify(zones)}`);
}

/** Runs a command that goes on for ever, until the cluster is ready; what it printed until then. */
async function watch(line: string): Promise<string> {
  const child = spawn('sh', ['-c', `exec ${line}`], { cwd: join(ROOT, FOLDER), env: { ...process.env, ...person }, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  try {
    await waitReady(kubectl, { seconds: 400, progress: scene.tell });
  } finally {
    child.kill();
  }
  return printed;
}

scenario(scene, 'README leads from an empty folder to a topic', async () => {
  writeFileSync(join(ROOT, FOLDER, 'main.ts'), inOurZones(inOurNamespace(main)));
  output(`CDK8S_KAFKA_SIZING=development ${synth.emptyFolder}`, person, FOLDER);
  expect(manifests().join('')).toContain('kind: StatefulSet');

  const restarts = () => kubectl.run(['get', 'pods', '--output', 'jsonpath={.items[*].status.containerStatuses[*].restartCount}']);
  const said: string[] = [];
  let restartsWhenReady = '';
  expect(deploy.filter((line) => line.includes('streaming'))).toHaveLength(3);
  for (const line of deploy.map(inOurNamespace)) {
    scene.tell(line);
    if (line.endsWith(' -w')) {
      said.push(await watch(line));
      restartsWhenReady = await restarts();
    } else {
      said.push(output(line, person, FOLDER));
    }
  }

  const [namespace, applied, pods, topic] = said;
  expect(said).toHaveLength(4);
  expect(namespace).toContain(`namespace/${NAMESPACE} created`);
  expect(applied.match(/^statefulset\.apps\/\S+ created$/gm)?.length).toBeGreaterThanOrEqual(2);
  // Three controllers and six brokers, as README says of its example.
  expect(new Set(pods.match(/^events-controller-\d+(?= +1\/1 +Running)/gm)).size).toBe(3);
  expect(new Set(pods.match(/^events-broker-\S+(?= +1\/1 +Running)/gm)).size).toBe(6);
  expect(topic).toContain('Created topic orders.');
  // The tool has taken its memory in a broker's container, and none was killed for it.
  expect(await restarts()).toBe(restartsWhenReady);
});
