import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ROOT, manifestsInFolder, output, run } from './command';
import { LifecycleExample } from '../../examples/lifecycle/chart';
import { Quickstart } from '../../examples/quickstart/chart';
import { SingleNode } from '../../examples/single-node/chart';
import { ZooKeeperExample } from '../../examples/zookeeper/chart';
import { manifestsOf } from '../examples/example';

/** `npm run examples`. */

jest.setTimeout(180_000);

const FOLDER = 'dist/examples';
const EXAMPLES: Readonly<Record<string, (app: App) => Chart>> = {
  'lifecycle': (app) => new LifecycleExample(app, 'lifecycle'),
  'quickstart': (app) => new Quickstart(app, 'quickstart'),
  'single-node': (app) => new SingleNode(app, 'single-node'),
  'zookeeper': (app) => new ZooKeeperExample(app, 'zookeeper'),
};

function clear(): void {
  rmSync(join(ROOT, FOLDER), { recursive: true, force: true });
}

test("writes every example's manifests to a folder of its own, and tells where", () => {
  clear();
  const printed = output('npm run examples');
  expect(readdirSync(join(ROOT, FOLDER)).sort()).toEqual(Object.keys(EXAMPLES));
  expect(readdirSync(join(ROOT, 'examples')).sort()).toEqual(Object.keys(EXAMPLES));
  for (const [name, example] of Object.entries(EXAMPLES)) {
    expect(manifestsInFolder(join(FOLDER, name))).toEqual(manifestsOf(example));
    const files = readdirSync(join(ROOT, FOLDER, name));
    expect(printed).toContain(`${FOLDER}/${name}/: ${files.join(', ')}\n`);
  }
});

test('writes one alone, in the place of what was there before', () => {
  clear();
  mkdirSync(join(ROOT, FOLDER, 'single-node'), { recursive: true });
  writeFileSync(join(ROOT, FOLDER, 'single-node', 'old.k8s.yaml'), 'kind: Old\n');
  output('npm run examples -- single-node');
  expect(readdirSync(join(ROOT, FOLDER))).toEqual(['single-node']);
  expect(manifestsInFolder(join(FOLDER, 'single-node'))).toEqual(manifestsOf(EXAMPLES['single-node']));
});

test('names the examples that there are where another is asked for, and writes nothing', () => {
  clear();
  const { code, stderr } = run('npm run --silent examples -- quickstart single-nodes');
  expect({ code, stderr }).toEqual({ code: 1, stderr: "There is no example 'single-nodes'. There are: lifecycle, quickstart, single-node, zookeeper.\n" });
  expect(existsSync(join(ROOT, FOLDER))).toBe(false);
});
