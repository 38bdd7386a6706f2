/**
 * Packs the library as it would be published, and does with the package what README.md says under "Use it": in an app as `cdk8s init typescript-app` makes it,
 * with the newest cdk8s, constructs and cdk8s-plus-28, and in an empty folder, with the oldest that are supported. Both must type-check, and
 * synthesize README's first example into the same manifests as the sources of this folder do.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import { useIt } from './use-it';

const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
/** Whoever runs this has most packages in npm's cache already. That tsx has been given a tsconfig.json of this folder, as by `npm run verify`, is nothing to the folders where the package is tried. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...process.env,
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_loglevel: 'error',
  npm_config_prefer_offline: 'true',
  npm_config_yes: 'true',
  TSX_TSCONFIG_PATH: undefined,
};

/** A folder in which the package is tried. */
interface Trial {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly synth: string;
}

/** As in templates/typescript-app of cdk8s-cli, without what only its tests need. */
const CDK8S_APP: Trial = {
  name: 'an app of CDK8s',
  files: {
    'package.json': JSON.stringify({ name: 'app', private: true, devDependencies: { 'cdk8s-cli': '^2', '@types/node': '^20', 'typescript': '5.9.x', 'ts-node': '^10' } }),
    'cdk8s.yaml': 'language: typescript\napp: npx ts-node main.ts\nimports:\n  - k8s\n',
    'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'ES2017', module: 'CommonJS', lib: ['es2016'], strict: true, noUnusedLocals: true, noUnusedParameters: true } }),
  },
  synth: useIt().synth.cdk8sApp,
};

const EMPTY_FOLDER: Trial = { name: 'an empty folder', files: {}, synth: useIt().synth.emptyFolder };

function run(folder: string, command: string, more: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', command], { cwd: folder, encoding: 'utf8', env: { ...ENVIRONMENT, ...more } });
  if (status !== 0) { throw new Error(`${command} failed in ${folder}:\n${stdout}\n${stderr}`); }
  return stdout;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: Record<string, string>; dependencies?: Record<string, string> };
if (Object.keys(manifest.dependencies ?? {}).length > 0) {
  throw new Error(`package.json has runtime dependencies: ${Object.keys(manifest.dependencies ?? {}).join(', ')}. What the package needs is bundled or a peer.`);
}

function pack(work: string): string {
  const [packed] = JSON.parse(run('.', `npm pack --ignore-scripts --json --pack-destination '${work}'`)) as { filename: string; files: { path: string }[] }[];
  const unwanted = packed.files.map((f) => f.path).filter((path) => !/^(lib\/|bin\/cdk8s-kafka$|package\.json$|README\.md$|LICENSE$|API\.md$|CHANGELOG\.md$|SECURITY\.md$|\.jsii$)/.test(path));
  if (unwanted.length > 0) { throw new Error(`The package holds what it should not: ${unwanted.join(', ')}. See .npmignore.`); }
  return join(work, packed.filename);
}

/** All objects that a synthesis has left in a folder's dist/. */
function manifestsIn(folder: string): unknown[] {
  const dist = join(folder, 'dist');
  return readdirSync(dist).sort().flatMap((file) => loadAll(readFileSync(join(dist, file), 'utf8')));
}

function folderOf(work: string, trial: Trial): string {
  return join(work, trial.name.replace(/\W+/g, '-'));
}

/** `packages` says as what each package of README's command is to be asked for. */
function tryIn(work: string, trial: Trial, expected: unknown[], packages: (name: string) => string): void {
  const { main, install } = useIt();
  const folder = folderOf(work, trial);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(trial.files)) { writeFileSync(join(folder, name), text); }
  run(folder, install.replace(/(?<= )[\w-]+/g, (word) => word === 'install' ? word : packages(word)));
  writeFileSync(join(folder, 'main.ts'), main);
  run(folder, trial.synth);
  const planned = run(folder, "printf 'B 1 a 10 0 0\\nP orders 0 1 1\\n' | npx cdk8s-kafka rebalance plan --input -");
  if (planned !== 'P orders 0 1 1\n') { throw new Error(`npx cdk8s-kafka printed '${planned}' in ${folder}.`); }
  const manifests = manifestsIn(folder);
  if (!isDeepStrictEqual(manifests, expected)) {
    throw new Error(`${trial.name}: the ${manifests.length} manifests in ${folder}/dist are not the ${expected.length} that the sources make of README's first example.`);
  }
  // The types of the package and its peers must be right for the strictest compiler. There is one in the app of CDK8s.
  const modules = join(folderOf(work, CDK8S_APP), 'node_modules');
  const compilerOptions = { strict: true, target: 'ES2022', module: 'commonjs', types: ['node'], typeRoots: [join(modules, '@types')], skipLibCheck: false, noEmit: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['main.ts'] }));
  run(folder, `node '${join(modules, 'typescript', 'bin', 'tsc')}'`);
  const versions = PEERS.map((peer) => `${peer} ${(JSON.parse(readFileSync(join(folder, 'node_modules', peer, 'package.json'), 'utf8')) as { version: string }).version}`);
  console.log(`${trial.name}: ${trial.synth}: ${manifests.length} objects; ${versions.join(', ')}`);
}

const work = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-package-'));
try {
  const { main } = useIt();
  const tarball = pack(work);
  const sources = join(work, 'sources');
  mkdirSync(sources);
  writeFileSync(join(sources, 'main.ts'), main);
  run('.', `npx tsx --tsconfig test/tsconfig.json '${join(sources, 'main.ts')}'`, { CDK8S_OUTDIR: join(sources, 'dist'), NODE_PATH: resolve('node_modules') });

  const expected = manifestsIn(sources);
  const sets = expected.filter((m) => (m as { kind: string }).kind === 'StatefulSet').length;
  if (sets !== 4) { throw new Error(`README's first example made ${sets} StatefulSets instead of those of the controllers and of three zones.`); }

  const installed = (name: string, version: string) => name === 'cdk8s-kafka' ? tarball : `${name}${version}`;
  tryIn(work, CDK8S_APP, expected, (name) => installed(name, ''));
  tryIn(work, EMPTY_FOLDER, expected, (name) => installed(name, `@${manifest.peerDependencies[name]?.replace(/^\^/, '')}`));
} finally {
  rmSync(work, { recursive: true, force: true });
}
