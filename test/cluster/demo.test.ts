import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterUnderTest } from './cluster-under-test';
import { Kubectl } from './kubectl';
import { personAt } from './person';
import { removeNamespace } from './remove-namespace';
import { Scene, scenario } from './scenario';
import { ROOT, output, run } from '../commands/command';

/** `npm run demo` and `npm run demo -- down`, as a person runs them. */

const NAMESPACE = 'cdk8s-kafka-demo';
const kubectl = new Kubectl(clusterUnderTest(), NAMESPACE);
const person = personAt(kubectl.cluster);
const scene: Scene = {
  name: 'demo',
  kubectl,
  tell: (line) => process.stderr.write(`[demo] ${line}\n`),
  appliedText: () => readFileSync(join(ROOT, 'dist/demo/quickstart.k8s.yaml'), 'utf8'),
};

function namespace(): Promise<string> {
  return kubectl.run(['get', 'namespace', NAMESPACE, '--ignore-not-found', '--output=name']);
}

/** Something of every pod of the Kafka cluster. */
async function clusterPods(path: string): Promise<string[]> {
  const found = await kubectl.run(['get', 'pods', '--selector', 'app.kubernetes.io/instance=events', '--output', `jsonpath={range .items[*]}${path}{"\\n"}{end}`]);
  return found.trim().split('\n');
}

let ours = false;
beforeAll(async () => {
  if (await namespace() !== '') { throw new Error(`There is a namespace ${NAMESPACE} already, which may be somebody's demo. Remove it first: npm run demo -- down`); }
  ours = true;
});
afterAll(async () => {
  if (ours) { await removeNamespace(kubectl); }
});

let printed = '';

scenario(scene, 'brings the quickstart up, sends records and reads them', async () => {
  printed = output('npm run demo', person);
  expect(printed).toMatch(/^Topic 'demo' has 5 records, among them:\n( {2}record \d of .+\n){5}/m);
  expect(await clusterPods('{.status.phase}')).toEqual(Array(6).fill('Running'));
});

scenario(scene, 'says where to look, and there it is', async () => {
  const look = (what: string) => {
    const command = new RegExp(`^  ${what} {2,}(.+)$`, 'm').exec(printed)?.[1];
    if (command === undefined) { throw new Error(`The demo does not say how to look at ${what}:\n${printed}`); }
    return output(command, person);
  };
  expect(look('the pods').match(/^events-\S+ +1\/1 +Running/gm)).toHaveLength(6);
  expect(look("a broker's log")).toContain('Kafka Server started');
  expect(look('its properties')).toMatch(/^process\.roles=broker$/m);
  expect(look('the quorum')).toMatch(/^CurrentVoters: +\[.*"id": 9000/m);
  expect(look('the manifests').match(/^kind: StatefulSet$/gm)).toHaveLength(4);
  expect(printed).toContain('npm run demo -- down');
});

scenario(scene, 'may be run again: what is there stays, and more records come', async () => {
  const before = await clusterPods('{.metadata.uid}');
  expect(output('npm run demo', person)).toContain("Topic 'demo' has 10 records");
  expect(await clusterPods('{.metadata.uid}')).toEqual(before);
});

scenario(scene, 'is removed, with all that was in its namespace, and removing it again is no error', async () => {
  expect(output('npm run demo -- down', person)).toContain(`Removing namespace ${NAMESPACE} with its volumes`);
  expect(await namespace()).toBe('');
  expect(output('npm run demo -- down', person)).toContain('there is nothing to remove');
});

describe('with a KUBECONFIG that names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const elsewhere = JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'current-context': 'a',
    'contexts': [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    // Nothing listens at port 9.
    'clusters': [{ name: 'a', cluster: { server: 'https://127.0.0.1:9' } }],
    'users': [{ name: 'a', user: { token: 'a' } }],
  });

  describe.each([
    ['no file', join(folder, 'missing'), /^KUBECONFIG is \S+missing, and there is no such file\. Set it to the configuration file of a cluster\.$/],
    ['something else', file('notes', 'to do: read the documents\n- soon'), /^The cluster of KUBECONFIG=\S+notes does not tell its nodes\. .*kubectl says: error: error loading config file/],
    ['a cluster that is away', file('away', elsewhere), /^The cluster of KUBECONFIG=\S+away does not tell its nodes\. .*kubectl says: .*127\.0\.0\.1:9 was refused/],
  ])('%s', (_, kubeconfig, message) => {
    test.each(['npm run --silent demo', 'npm run --silent demo -- down'])('%s says so, and no more', (line) => {
      const { code, stdout, stderr } = run(line, { ...person, KUBECONFIG: kubeconfig });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr.trim().replace(/^The demo failed: /, '')).toMatch(message);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });
  });

  test('another word than down is refused', () => {
    expect(run('npm run --silent demo -- sideways', person)).toEqual({ code: 2, stdout: '', stderr: "There is no 'sideways'. Use 'npm run demo' or 'npm run demo -- down'.\n" });
  });
});
