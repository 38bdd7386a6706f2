import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './command';

/** What the documents tell a reader to run and to open is there. The commands under "Use it" of README are run by tools/try-package.ts and test/cluster/readme.test.ts. */

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

/** Everything that is set as code. */
function codeOf(document: string): string {
  return [...readFileSync(join(ROOT, document), 'utf8').matchAll(/^```[^]*?^```|`[^`\n]+`/gm)].map(([code]) => code).join('\n');
}

describe.each(DOCUMENTS)('%s', (document) => {
  const code = codeOf(document);

  test('names npm scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    expect([...code.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name).filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names files and folders of the project that there are', () => {
    const named = [...code.matchAll(/(?<![\w./-])(?:benchmark|docs|examples|src|test|tools)\/[\w./-]*\w/g)].map(([path]) => path);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('links to files that there are', () => {
    const links = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, document, '..', path)))).toEqual([]);
  });
});

test('README names the three commands with which to begin', () => {
  const code = codeOf('README.md');
  for (const command of ['npm run quickstart', 'npm run verify', 'npm run demo', 'npm run demo -- down']) { expect(code).toContain(command); }
});
