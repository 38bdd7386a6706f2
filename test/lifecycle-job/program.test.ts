import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { jobOf, manifestsOf, servedCluster } from './declared-job';
import { PROGRAM_FILE, lifecycleProgram, programFile } from '../../src/lifecycle/program';
import { LARGEST_PROGRAM, makeProgram } from '../../tools/lifecycle-program/make';
import { objectAt, objectsAt, stringAt, stringsAt } from '../manifests/manifest';
import { find } from '../synthesis/synthesized';

const root = join(__dirname, '..', '..');
let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('lies in its ConfigMap, small enough, and is JavaScript', () => {
  const base64 = stringAt(objectAt(find(manifestsOf(servedCluster()), 'ConfigMap', 'lifecycle-program'), 'binaryData'), 'program.cjs.br') ?? '';
  expect(base64).toBe(readFileSync(join(root, PROGRAM_FILE)).toString('base64'));
  expect(base64.length).toBeLessThan(LARGEST_PROGRAM);
  expect(() => new Script(brotliDecompressSync(Buffer.from(base64, 'base64')).toString())).not.toThrow();
});

test('is found from the sources, and from where the library is compiled to', () => {
  expect(lifecycleProgram()).toEqual(readFileSync(join(root, PROGRAM_FILE)));
  for (const from of ['src/lifecycle', 'lib']) { expect(programFile(join(root, from))).toBe(join(root, PROGRAM_FILE)); }
});

test('that is missing is an error that says how to make it', () => {
  expect(() => programFile(folder)).toThrow(/^The lifecycle program, lib\/lifecycle-program\.cjs\.br, is in no folder from '.*' upwards\. .*'npx tsx tools\/lifecycle-program\/make\.ts' makes it\./);
});

test('is the same, byte for byte, whenever it is made', () => {
  const entry = join(folder, 'main.ts');
  writeFileSync(entry, 'import { hostname } from "node:os";\nconsole.log(hostname() as string);\n');
  const made = ['a', 'b'].map((name) => {
    makeProgram(entry, join(folder, name, 'program.br'));
    return readFileSync(join(folder, name, 'program.br'));
  });
  expect(made[0]).toEqual(made[1]);
  expect(brotliDecompressSync(made[0]).toString()).toContain('node:os');
});

test('that has grown too large is not made', () => {
  const entry = join(folder, 'main.ts');
  // What cannot be compressed.
  const noise = Array.from({ length: 40_000 }, (_, i) => ((i * 2_654_435_761) % 4_294_967_296).toString(36)).join('');
  writeFileSync(entry, `console.log(${JSON.stringify(noise)});\n`);
  expect(() => makeProgram(entry, join(folder, 'program.br'))).toThrow(/^The lifecycle program has \d+ bytes as base64, 204800 are the most/);
});

test('is run by the command of the Job as if it had been named on the command line', () => {
  const [container] = objectsAt(objectAt(jobOf(manifestsOf(servedCluster())), 'spec', 'template', 'spec'), 'containers');
  const program = 'console.log(JSON.stringify({ file: __filename, main: require.main === module, words: process.argv.slice(2) })); process.exitCode = 3;';
  mkdirSync(join(folder, 'program'));
  writeFileSync(join(folder, 'program', 'program.cjs.br'), brotliCompressSync(program));
  const mounts = objectsAt(container, 'volumeMounts').map((mount) => stringAt(mount, 'mountPath') ?? '');
  expect(mounts).toEqual(['/etc/cdk8s-kafka', '/opt/cdk8s-kafka', '/tmp']);
  const here = (word: string) => word.replace(/\/(opt\/cdk8s-kafka|tmp)\//g, (_, mount) => `${folder}/${mount === 'tmp' ? '' : 'program/'}`);
  const [node, ...command] = [...stringsAt(container, 'command'), ...stringsAt(container, 'args')].map(here);
  expect(node).toBe('node');
  let output = '';
  let status: number | undefined;
  try {
    output = execFileSync(process.execPath, command, { encoding: 'utf8' });
  } catch (error) {
    const ended = error as { status?: number; stdout?: string };
    [output, status] = [ended.stdout ?? '', ended.status];
  }
  expect(status).toBe(3);
  expect(JSON.parse(output)).toEqual({ file: join(folder, 'lifecycle-program.cjs'), main: true, words: stringsAt(container, 'args') });
});
