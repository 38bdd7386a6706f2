/**
 * Checks that what is generated and kept in the repository is what would be generated now from the compiled library: API.md, the shapes of the props, and
 * the project's own files. With `--write` they are made anew. docs/rules.md is checked by its own test.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Assembly, propsShapes } from './props-shapes/generate';

const write = process.argv.includes('--write');
let stale = 0;

function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { env: { ...process.env, ...env } });
  if (status !== 0) {
    process.stderr.write(Buffer.concat([stdout, stderr]));
    throw new Error(`${command.join(' ')} failed`);
  }
}

function compare(name: string, now: string): void {
  if (readFileSync(name, 'utf8') === now) { return; }
  if (write) {
    writeFileSync(name, now);
    console.log(`${name}: written`);
  } else {
    console.error(`${name} is not what would be generated now. Run 'npx tsx tools/generated.ts --write' and commit it.`);
    stale++;
  }
}

mkdirSync('dist/verify', { recursive: true });
run(['npx', 'jsii-docgen', '-o', 'dist/verify/API']);
compare('API.md', readFileSync('dist/verify/API.md', 'utf8'));
compare('src/validation/props/shapes.generated.ts', propsShapes(JSON.parse(readFileSync('.jsii', 'utf8')) as Assembly));

// projen writes these itself; what they were is put back unless they are to be written.
const files = ['.eslintrc.json', '.gitattributes', '.gitignore', '.npmignore', '.npmrc', '.projen/deps.json', '.projen/files.json', '.projen/tasks.json', 'package.json', 'tsconfig.json', 'test/tsconfig.json'];
const before = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
run(['npx', 'tsx', '.projenrc.ts'], { PROJEN_DISABLE_POST: '1' });
for (const [file, text] of before) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what .projenrc.ts says; it has been written anew. Commit it.`);
    stale++;
  }
}
process.exitCode = stale === 0 ? 0 : 1;
