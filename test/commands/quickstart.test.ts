import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, manifestsInFile, manifestsInFolder, output } from './command';
import { Quickstart } from '../../examples/quickstart/chart';
import { codeBlocks } from '../../tools/code-blocks';
import { manifestsOf, namespacesOf, podsOf, tableOf } from '../examples/example';
import { ofKind } from '../manifests/manifest';

/** `npm run quickstart`, the first command that README tells a newcomer to run. */

jest.setTimeout(180_000);

const FILE = 'dist/quickstart/quickstart.k8s.yaml';
const EXAMPLE = manifestsOf((app) => new Quickstart(app, 'quickstart'));
let printed = '';

beforeAll(() => {
  rmSync(join(ROOT, 'dist/quickstart'), { recursive: true, force: true });
  printed = output('npm run quickstart');
});

test('writes the manifests of the example', () => {
  expect(manifestsInFolder('dist/quickstart')).toEqual(EXAMPLE);
});

test('tells what it has made: the file, and every object by its kind and name', () => {
  expect(printed).toContain(`examples/quickstart/chart.ts became ${FILE}: ${EXAMPLE.length} objects`);
  const told = [...printed.matchAll(/^ {2}([A-Z]\w+) +(.+)$/gm)].map(([, kind, names]) => `${kind}: ${names.replace(/, /g, ' ')}\n`).join('');
  expect(told).toBe(tableOf(EXAMPLE));
  expect(printed).toContain('Clients begin at events-bootstrap.quickstart.svc.cluster.local:9092');
});

test('tells what to do next, and each of it can be done', () => {
  const next = printed.slice(printed.indexOf('What to do next:'));
  expect([...next.matchAll(/npm run (\w+)/g)].map(([, script]) => script)).toEqual(expect.arrayContaining(['demo', 'quickstart']));
  expect(next).toMatch(/kubectl apply -f (\S+)/);
  // Every file of the project that is named is there.
  const files = [...next.matchAll(/(?:dist|examples)\/\S+\.\w+/g)].map(([file]) => file);
  expect(new Set(files)).toEqual(new Set([FILE, 'examples/quickstart/chart.ts']));
  expect(manifestsInFile(FILE)).toHaveLength(EXAMPLE.length);
  expect(namespacesOf(EXAMPLE)).toEqual([/kubectl create namespace (\S+)/.exec(next)?.[1]]);
  expect(podsOf(EXAMPLE)).toContain(/get pods -w +(\S+)/.exec(next)?.[1]);
});

test('is sized for a laptop as it says', () => {
  const line = /^ +laptop +(\S+=\S+ npm run quickstart) /m.exec(printed)?.[1] ?? '';
  output(line);
  const sizes = ofKind(manifestsInFile(FILE), 'PersistentVolumeClaim').map((claim) => JSON.stringify(claim.spec)).filter((spec) => spec.includes('"2Gi"'));
  expect(sizes).toHaveLength(3);
  expect(tableOf(manifestsInFile(FILE))).toBe(tableOf(EXAMPLE));
});

test("README's snippet of it makes the same", () => {
  const snippet = codeBlocks(join(ROOT, 'README.md')).find((block) => block.section === 'Try it' && block.language === 'ts')?.code ?? '';
  const folder = 'dist/quickstart-of-readme';
  mkdirSync(join(ROOT, folder), { recursive: true });
  writeFileSync(join(ROOT, folder, 'main.ts'), snippet);
  output(`npx tsx --tsconfig test/tsconfig.json ${folder}/main.ts`, { CDK8S_OUTDIR: `${folder}/manifests` });
  expect(manifestsInFolder(`${folder}/manifests`)).toEqual(EXAMPLE);
});
