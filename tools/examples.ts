/**
 * `npm run examples`: writes each example's manifests to dist/examples/<name>/, as `cdk8s synth` would with the example as an app.
 * `npm run examples -- quickstart` only that one. The environment variable CDK8S_KAFKA_SIZING=development sizes them for a laptop.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const known = readdirSync('examples').filter((name) => existsSync(`examples/${name}/main.ts`));
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : known;

async function main(): Promise<void> {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) { throw new Error(`There is no example '${unknown}'. There are: ${known.join(', ')}.`); }
  for (const name of wanted) {
    const folder = `dist/examples/${name}`;
    rmSync(folder, { recursive: true, force: true });
    process.env.CDK8S_OUTDIR = folder;
    await import(pathToFileURL(resolve(`examples/${name}/main.ts`)).href);
    console.log(`${folder}/: ${readdirSync(folder).join(', ')}`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
