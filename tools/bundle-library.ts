/**
 * Joins the library's sources, some 170 modules, into one: `lib/index.js` then needs nothing but the peers. An app starts sooner (docs/performance.md):
 * loading module by module took 30 ms of it. All modules share one scope and run when the library is loaded, those that an app does not use
 * (ZooKeeper, most often) as well: that takes less than a wrapper around each. Declarations and the jsii assembly stay as jsii made them. Names stay
 * and lines are short, as Node.js prints both for an error that nobody caught; a name that several modules have gets a number.
 *
 * `tsx tools/bundle-library.ts` does it after `jsii`, in the place of the `index.js` that jsii made.
 */
import { existsSync, readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

/** What jsii says of the public API, as far as it is needed here. */
interface Assembly {
  readonly version: string;
  readonly types: { readonly [fqn: string]: { readonly kind: string; readonly name: string; readonly fqn: string } };
}

const ASSEMBLY = '.jsii';

export function bundleLibrary(outfile: string): void {
  const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: Record<string, string> };
  buildSync({
    stdin: { contents: `export * from './index';\n${typeInformation()}`, resolveDir: 'src', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // As every ES module is.
    banner: { js: '"use strict";' },
    // At its end esbuild says what is exported, in a form by which Node.js tells an ES module what there is to import.
    format: 'cjs',
    external: Object.keys(peerDependencies),
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** What jsii adds to the classes when it compiles them, so that whatever meets an object can tell of which type of which package it is. */
function typeInformation(): string {
  if (!existsSync(ASSEMBLY)) { throw new Error(`${ASSEMBLY} is missing: compile the library first, by 'npx jsii --silence-warnings=reserved-word'.`); }
  const { version, types } = JSON.parse(readFileSync(ASSEMBLY, 'utf8')) as Assembly;
  const classes = Object.values(types).filter(({ kind }) => kind === 'class');
  return `import { ${classes.map(({ name }) => name).join(', ')} } from './index';\n`
    + classes.map(({ name, fqn }) => `Object.assign(${name}, { [Symbol.for('jsii.rtti')]: ${JSON.stringify({ fqn, version })} });\n`).join('');
}

if (require.main === module) { bundleLibrary('lib/index.js'); }
