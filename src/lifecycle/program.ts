import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

/** The file in the package, below its root. */
export const PROGRAM_FILE = 'lib/lifecycle-program.cjs.br';

let read: Buffer | undefined;

/**
 * The lifecycle program as it goes into a ConfigMap: one compressed CommonJS file. It comes with the package; in a clone of the repository a command makes it.
 *
 * @throws if it is missing
 */
export function lifecycleProgram(): Buffer {
  read ??= readFileSync(programFile(__dirname));
  return read;
}

/** Looks for it from a folder upwards: compiled, the library lies in the same folder; its sources are two folders deeper. */
export function programFile(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, PROGRAM_FILE);
    if (existsSync(file)) { return file; }
    if (dirname(at) === at) {
      throw new Error(`The lifecycle program, ${PROGRAM_FILE}, is in no folder from '${folder}' upwards. The package of cdk8s-kafka has it: install that again. In a clone of its `
        + "repository 'npx tsx tools/lifecycle-program/make.ts' makes it. If your app is bundled into one file, leave cdk8s-kafka out of the bundle.");
    }
  }
}
