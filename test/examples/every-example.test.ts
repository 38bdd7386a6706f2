import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { loadAll } from 'js-yaml';
import { podsOf } from './example';
import { Json, Manifest, isObject, nameOf, namespaceOf, ofKind } from '../manifests/manifest';

const root = join(__dirname, '..', '..');
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

/** What the example's `main.ts` writes when it is run, as `npm run examples` does. */
function written(example: string): Manifest[] {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-'));
  const before = process.env.CDK8S_OUTDIR;
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => { jest.requireActual(join(root, 'examples', example, 'main.ts')); });
    const documents: unknown[] = readdirSync(outdir).flatMap((file) => loadAll(readFileSync(join(outdir, file), 'utf8')));
    return documents.map((document) => {
      const json: Json = JSON.parse(JSON.stringify(document));
      if (!isObject(json)) { throw new Error(`${example} wrote ${JSON.stringify(json)}, which is no object.`); }
      return json;
    });
  } finally {
    if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
    stderr.mockRestore();
    rmSync(outdir, { recursive: true });
  }
}

test('there are examples', () => {
  expect(examples).toEqual(expect.arrayContaining(['lifecycle', 'quickstart', 'single-node', 'zookeeper']));
});

test.each(examples)('%s has a test of its own', (example) => {
  expect(readdirSync(__dirname)).toContain(`${example}.test.ts`);
});

describe.each(examples)('README of %s', (example) => {
  const readme = readFileSync(join(root, 'examples', example, 'README.md'), 'utf8');
  /** Commands, and what is set as code within the text. */
  const code = [...readme.matchAll(/```[a-z]*\n([^]*?)```|`([^`\n]+)`/g)].map(([, block, inline]) => block ?? inline).join('\n');
  let manifests: Manifest[] = [];
  beforeAll(() => { manifests = written(example); });

  test('names npm scripts that there are, and its own folder', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    expect([...code.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name).filter((name) => !(name in scripts))).toEqual([]);
    expect([...code.matchAll(/npm run examples -- (\S+)/g)].map(([, name]) => name)).toEqual([example]);
    expect(new Set([...code.matchAll(/dist\/examples\/([\w-]+)/g)].map(([, name]) => name))).toEqual(new Set([example]));
  });

  test('names its namespace', () => {
    const namespaces = [...code.matchAll(/(?:kubectl -n|--namespace[ =]|namespace) ([a-z][\w-]*)/g)].map(([, name]) => name);
    expect(namespaces.length).toBeGreaterThan(0);
    expect([...new Set(namespaces)]).toEqual([...new Set(manifests.map(namespaceOf))]);
  });

  test('names pods, Services and hosts that there are', () => {
    const services = ofKind(manifests, 'Service').flatMap((service) => [nameOf(service), `${nameOf(service)}.${namespaceOf(service)}.svc.cluster.local`]);
    const known = new Set([...manifests.map(nameOf), ...manifests.map(namespaceOf), ...podsOf(manifests), ...services]);
    // Names of objects begin with the name of a cluster or ensemble: that of a headless Service without its ending.
    const begins = ofKind(manifests, 'Service').map(nameOf).filter((name) => name.endsWith('-nodes')).map((name) => name.slice(0, -'-nodes'.length));
    const words = [...code.matchAll(/(?<![\w./-])[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*/g)].map(([word]) => word);
    const named = words.filter((word) => begins.some((begin) => word.startsWith(`${begin}-`)) && !word.endsWith('.sh'));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((word) => !known.has(word))).toEqual([]);
  });
});
