// Installs the development dependencies, unless those that the lock file names are there already.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`cdk8s-kafka needs Node.js 20 or later; this is ${process.versions.node}. Install it from https://nodejs.org or with your version manager.`);
  process.exit(1);
}

const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
const mark = join(root, 'node_modules', '.installed-from');
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
  console.log('Installing development dependencies (npm ci) ...');
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  if (error || status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}. It needs npm and a package registry.`);
    process.exit(1);
  }
  writeFileSync(mark, wanted);
}
