/**
 * Joins the lifecycle program, with all that it needs, into one CommonJS file that runs on a plain Node.js 20 or 22.
 */
import { buildSync } from 'esbuild';

/** @param entry the TypeScript file to begin with; what it exports, the bundle exports */
export function bundleProgram(entry: string, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // It goes into a ConfigMap: a fifth smaller with short names.
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}
