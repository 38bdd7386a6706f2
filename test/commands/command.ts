import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { Json, Manifest, isObject } from '../manifests/manifest';

export const ROOT = join(__dirname, '..', '..');

/** What a command said, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a folder of the project as a person does who has set nothing in the environment, beside what is given. */
export function run(line: string, environment: NodeJS.ProcessEnv = {}, folder = '.'): Ended {
  // tsx hands its own on to all that it runs, so to the tests of `npm run verify`.
  const { CDK8S_KAFKA_SIZING, CDK8S_OUTDIR, TSX_TSCONFIG_PATH, ...others } = process.env;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: join(ROOT, folder), encoding: 'utf8', env: { ...others, ...environment } });
  return { code: status, stdout, stderr };
}

/** Runs one that must succeed; what it printed. */
export function output(line: string, environment?: NodeJS.ProcessEnv, folder?: string): string {
  const { code, stdout, stderr } = run(line, environment, folder);
  if (code !== 0) { throw new Error(`${line} ended with ${code}:\n${stdout}\n${stderr}`); }
  return stdout;
}

/** The manifests in a file of the project. */
export function manifestsInFile(file: string): Manifest[] {
  return loadAll(readFileSync(join(ROOT, file), 'utf8')).map((document) => {
    const json: Json = JSON.parse(JSON.stringify(document));
    if (!isObject(json)) { throw new Error(`${file} holds ${JSON.stringify(json)}, which is no object.`); }
    return json;
  });
}

/** The manifests in all files of a folder of the project. */
export function manifestsInFolder(folder: string): Manifest[] {
  return readdirSync(join(ROOT, folder)).sort().flatMap((file) => manifestsInFile(join(folder, file)));
}
