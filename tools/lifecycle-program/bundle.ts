/**
 * Joins the lifecycle program, with all that it needs, into one CommonJS file that runs on a plain Node.js 20 or 22.
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const LEFT_OUT = join(__dirname, 'left-out');

/** @param entry the TypeScript file to begin with; what it exports, the bundle exports */
export function bundleProgram(entry: string, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // What of @platformatic/kafka needs these is never called: compression of records, schemas of a registry, checks of the options of its clients.
    alias: {
      '@platformatic/wasm-utils': join(LEFT_OUT, 'wasm-utils.ts'),
      'avsc': join(LEFT_OUT, 'avsc.ts'),
      'ajv/dist/2020.js': join(LEFT_OUT, 'ajv.ts'),
    },
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    // It goes into a ConfigMap: a fifth smaller with short names.
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}
