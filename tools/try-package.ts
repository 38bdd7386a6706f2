/**
 * Packs the library as it would be published, installs the package into fresh CDK8s apps of their own, once with the oldest and once with the
 * newest cdk8s, constructs and cdk8s-plus-28 that are supported, and has them type-check, synthesize and import it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PROGRAM_FILE } from '../src/lifecycle/program';

const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: Record<string, string>; dependencies?: Record<string, string> };
if (Object.keys(manifest.dependencies ?? {}).length > 0) {
  throw new Error(`package.json has runtime dependencies: ${Object.keys(manifest.dependencies ?? {}).join(', ')}. What the package needs is bundled or a peer.`);
}

function run(folder: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed in ${folder}:\n${stdout ?? ''}\n${stderr ?? ''}`);
  }
}

const work = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-package-'));
try {
  const [packed] = JSON.parse(run('.', 'npm', 'pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', work)) as { filename: string; files: { path: string }[]; size: number }[];
  const unwanted = packed.files.map((f) => f.path).filter((path) => !/^(lib\/|package\.json$|README\.md$|LICENSE$|API\.md$|CHANGELOG\.md$|SECURITY\.md$|\.jsii$)/.test(path));
  if (!packed.files.some((f) => f.path === PROGRAM_FILE)) { throw new Error(`The package lacks ${PROGRAM_FILE}, which a lifecycle Job needs. 'npx tsx tools/lifecycle-program/make.ts' makes it.`); }
  if (unwanted.length > 0) { throw new Error(`The package holds what it should not: ${unwanted.join(', ')}. See .npmignore.`); }

  for (const name of ['oldest', 'newest']) {
    const app = join(work, name);
    mkdirSync(app);
    cpSync('examples/lifecycle/chart.ts', join(app, 'chart.ts'));
    cpSync('examples/lifecycle/main.ts', join(app, 'main.ts'));
    const range = (peer: string) => name === 'newest' ? manifest.peerDependencies[peer] : manifest.peerDependencies[peer].replace(/^\^/, '');
    writeFileSync(join(app, 'package.json'), JSON.stringify({
      name: 'fresh-app',
      private: true,
      dependencies: { 'cdk8s-kafka': `file:${resolve(work, packed.filename)}`, ...Object.fromEntries(PEERS.map((peer) => [peer, range(peer)])) },
      devDependencies: { '@types/node': '^20', 'typescript': '~5.9.0' },
    }));
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { strict: true, target: 'ES2022', module: 'commonjs', outDir: 'out', types: ['node'], skipLibCheck: false }, include: ['*.ts'],
    }));
    run(app, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', '--prefer-offline');
    run(app, 'npx', 'tsc');
    run(app, 'node', 'out/main.js');
    const manifests = readdirSync(join(app, 'dist')).map((file) => readFileSync(join(app, 'dist', file), 'utf8')).join('\n---\n');
    const sets = (manifests.match(/^kind: StatefulSet$/gm) ?? []).length;
    if (sets !== 4) { throw new Error(`The fresh app with the ${name} peers synthesized ${sets} StatefulSets instead of 4.`); }
    if (!manifests.includes(`program.cjs.gz: ${readFileSync(PROGRAM_FILE).toString('base64')}`)) { throw new Error(`The fresh app with the ${name} peers did not synthesize the lifecycle program.`); }
    const versions = PEERS.map((peer) => `${peer} ${(JSON.parse(readFileSync(join(app, 'node_modules', peer, 'package.json'), 'utf8')) as { version: string }).version}`);
    console.log(`${name} peers: ${versions.join(', ')}: ${sets} StatefulSets`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
