import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, output } from './command';
import * as sources from '../../src';

/** `lib/index.js` as it is published, made anew in a folder of its own; and beside it what jsii compiled, of which the other modules stay in lib/. */

const BUNDLE = './dist/bundle/index.js';
const EXPORTED = Object.keys(sources);

/** What a program prints as JSON. */
function printed(program: string, options = ''): unknown {
  return JSON.parse(output(`node ${options} -e '${program}'`));
}

beforeAll(() => {
  output(`npx tsx -e "require('./tools/bundle-library').bundleLibrary('${BUNDLE}')"`);
});

test('exports what the sources export', () => {
  expect(printed(`console.log(JSON.stringify(Object.keys(require("${BUNDLE}"))))`)).toEqual([...EXPORTED].sort());
});

test('exports it by name to an ES module', () => {
  const names = EXPORTED.join(', ');
  expect(printed(`import { ${names} } from "${BUNDLE}"; console.log(Object.keys({ ${names} }).length)`, '--input-type=module')).toBe(EXPORTED.length);
});

test("gives every class the type information of jsii's own output", () => {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, { kind: string; name: string; symbolId: string }> };
  const classes = Object.values(types).filter(({ kind }) => kind === 'class');
  expect(classes.map(({ name }) => name)).toEqual(expect.arrayContaining(['KafkaCluster', 'Storage', 'ZooKeeperEnsemble']));
  const informationOf = (module: (symbolId: string) => string) => printed(`console.log(JSON.stringify([${classes.map(({ name, symbolId }) =>
    `Object.getOwnPropertyDescriptor(require("${module(symbolId)}").${name}, Symbol.for("jsii.rtti"))`)}]))`);
  const compiled = informationOf((symbolId) => symbolId.replace(/^src\/(.*):.*$/, './lib/$1.js'));
  expect(compiled).toMatchObject(classes.map(({ name }) => ({ value: { fqn: `cdk8s-kafka.${name}` } })));
  expect(informationOf(() => BUNDLE)).toEqual(compiled);
});

test('is strict, as its sources are', () => {
  expect(readFileSync(join(ROOT, BUNDLE), 'utf8')).toMatch(/^"use strict";/);
});

test('has lines that can be read where Node.js prints one', () => {
  const lengths = readFileSync(join(ROOT, BUNDLE), 'utf8').split('\n').map((line) => line.length);
  expect(Math.max(...lengths)).toBeLessThan(1000);
});
