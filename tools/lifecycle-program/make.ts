/**
 * `tsx tools/lifecycle-program/make.ts` makes lib/lifecycle-program.cjs.br, the program that KafkaLifecycleJob puts into a ConfigMap, bundled and compressed, and lib/command.cjs, which
 * `npx cdk8s-kafka` runs.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundleProgram } from './bundle';
import { PROGRAM_FILE } from '../../src/lifecycle/program';

/** As base64 in a ConfigMap: client-side `kubectl apply` bears no more (196,400 raw bytes were seen to pass), and there must be room for what is yet to come. */
export const LARGEST_PROGRAM = 200 * 1024;

/** @returns how large it is as base64 */
export function makeProgram(entry = 'lifecycle/main.ts', file = PROGRAM_FILE): number {
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-program-'));
  try {
    const bundle = join(work, 'program.cjs');
    bundleProgram(entry, bundle);
    const text = readFileSync(bundle);
    // A sixth smaller than by gzip.
    const compressed = brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    });
    const size = compressed.toString('base64').length;
    if (size > LARGEST_PROGRAM) { throw new Error(`The lifecycle program has ${size} bytes as base64, ${LARGEST_PROGRAM} are the most: what of it is not needed?`); }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, compressed);
    return size;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What bin/cdk8s-kafka runs. */
export function makeCommand(file = 'lib/command.cjs'): void { bundleProgram('lifecycle/cli.ts', file); }

if (require.main === module) {
  makeCommand();
  console.log(`${PROGRAM_FILE}: ${makeProgram()} bytes as base64`);
}
