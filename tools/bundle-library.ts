/**
 * Joins the compiled library, some 170 modules, into one: `lib/index.js` then needs nothing but the peers, and what an app does not use (ZooKeeper, most
 * often) is not even run. Loading module by module took 30 ms of an app's start, loading one takes 10 (docs/performance.md). Declarations and the
 * jsii assembly stay as they are. Names stay and lines are short, as Node.js prints both for an error that nobody caught.
 *
 * `tsx tools/bundle-library.ts` does it in place, after `jsii`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

/** The modules that `index.js` exports, by the path after which jsii requires them. */
const EXPORTED = /__exportStar\(require\("(\.[^"]+)"\), exports\)/g;

export function bundleLibrary(folder: string, outfile: string): void {
  const index = join(folder, 'index.js');
  const modules = exportedModules(index);
  if (modules.length === 0) { throw new Error(`${index} exports no modules in the way of jsii. If it has been bundled already, compile anew.`); }
  const exported = modules.flatMap((path) => namesOf(resolve(folder, `${path}.js`)).map((name) => [name, path] as const));
  const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: Record<string, string> };
  const { outputFiles: [bundle] } = buildSync({
    stdin: {
      resolveDir: folder,
      // A module runs when something of it is first asked for.
      contents: `const exported = {\n${exported.map(([name, path]) => `  ${name}: () => require('${path}').${name},\n`).join('')}};\n`
        + 'for (const name of Object.keys(exported)) Object.defineProperty(exports, name, { enumerable: true, get: exported[name] });\n',
    },
    outfile,
    // By this Node.js tells an ES module that imports the package what there is to import.
    banner: { js: `0 && (module.exports = { ${exported.map(([name]) => name).join(', ')} });` },
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: Object.keys(peerDependencies),
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    legalComments: 'none',
    logLevel: 'warning',
  });
  // Only when it is whole: in place it takes the place of what it was made from.
  writeFileSync(outfile, bundle.contents);
}

/** Whether an `index.js` has been bundled, rather than being what jsii wrote. */
export function isBundled(index: string): boolean {
  return exportedModules(index).length === 0;
}

function exportedModules(index: string): string[] {
  return [...readFileSync(index, 'utf8').matchAll(EXPORTED)].map(([, path]) => path);
}

/** What a module exports when it runs; interfaces are not among it. */
function namesOf(file: string): string[] {
  if (!existsSync(file)) { throw new Error(`${file} is missing: compile the library first.`); }
  const exported: unknown = createRequire(file)(file);
  return typeof exported === 'object' && exported !== null ? Object.keys(exported) : [];
}

if (require.main === module) { bundleLibrary('lib', 'lib/index.js'); }
