import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { Command, run } from './rounds';
import { bundleLibrary } from '../../tools/bundle-library';

const FOLDER = 'dist/benchmark/synth';

/** Compiles the library, unless its assembly is newer than its sources, and the apps: what is measured is JavaScript in one module, as users run it. */
export function compile(): void {
  const newest = Math.max(...readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => statSync(join('src', file)).mtimeMs));
  if (!existsSync('.jsii') || statSync('.jsii').mtimeMs < newest) {
    const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };
    execFileSync('npx', ['jsii', '--silence-warnings=reserved-word'], { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
  rmSync(FOLDER, { recursive: true, force: true });
  bundleLibrary(join(FOLDER, 'node_modules', 'cdk8s-kafka', 'index.js'));
  for (const name of ['clusters-app', 'plain-app', 'measured']) {
    const { outputText } = transpileModule(readFileSync(join('benchmark/synth', `${name}.ts`), 'utf8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    });
    writeFileSync(join(FOLDER, `${name}.js`), outputText);
  }
}

/** The library's app and the plain one, which has been seen to write the same manifests, byte for byte. */
export interface Pair {
  readonly library: Command;
  readonly plain: Command;
  readonly objects: number;
  readonly bytes: number;
}

export function pair(clusters: number, charts: number): Pair {
  const name = `${clusters}-${charts}`;
  const folder = (app: string) => join(FOLDER, `${name}-${app}`);
  const library = [join(FOLDER, 'clusters-app.js'), String(clusters), String(charts), folder('library')];
  run(library);
  const objects = Object.fromEntries(chartsIn(folder('library')).map(([chart, text]) => [chart, loadAll(text)]));
  const json = join(FOLDER, `${name}.json`);
  writeFileSync(json, JSON.stringify(objects));

  const plain = [join(FOLDER, 'plain-app.js'), json, folder('plain')];
  run(plain);
  const [ours, theirs] = [chartsIn(folder('library')), chartsIn(folder('plain'))];
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) { throw new Error(`The two apps write different manifests: compare ${folder('library')} and ${folder('plain')}.`); }
  return { library, plain, objects: Object.values(objects).flat().length, bytes: ours.reduce((sum, [, text]) => sum + text.length, 0) };
}

/** The manifests that an app has written, by chart. */
function chartsIn(folder: string): [string, string][] {
  return readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((file) => [file.replace('.k8s.yaml', ''), readFileSync(join(folder, file), 'utf8')]);
}
