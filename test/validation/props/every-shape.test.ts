import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALLED, DECLARED, at, placesIn, sampleOfAll, withAt } from './places';
import * as library from '../../../src';
import { KINDS } from '../../../src/validation/props/kinds';
import { CALLS, ENUMS, STRUCTS } from '../../../src/validation/props/shapes.generated';

const SRC = join(__dirname, '..', '..', '..', 'src');

/** What the library only gives, and never takes. */
const GIVEN_BACK = ['Finding', 'KafkaNode'];

/** The interfaces that users can write, by name, and those that each one extends. */
function publicInterfaces(): ReadonlyMap<string, readonly string[]> {
  const modules = [...readFileSync(join(SRC, 'index.ts'), 'utf8').matchAll(/^export \* from '(.+)';$/gm)];
  const sources = modules.map(([, module]) => readFileSync(join(SRC, `${module}.ts`), 'utf8'));
  return new Map(sources.flatMap((text) => [...text.matchAll(/^export interface ([A-Z]\w*)(?: extends ([\w, ]+))? \{/gm)])
    .map(([, name, bases]) => [name, bases?.split(', ') ?? []]));
}

test('every struct of the public API is known', () => {
  const interfaces = publicInterfaces();
  const bases = [...interfaces.values()].flat();
  const taken = [...interfaces.keys()].filter((name) => !GIVEN_BACK.includes(name));
  expect(taken.length).toBeGreaterThan(15);
  // What is only there to be extended is known by what extends it.
  expect(taken.filter((name) => !(name in STRUCTS) && !bases.includes(name))).toEqual([]);
  expect(Object.keys(STRUCTS).filter((name) => !interfaces.has(name))).toEqual([]);
});

test('every struct is reached from a construct or a method', () => {
  const refers = [...Object.values(STRUCTS), ...Object.values(CALLS)].flatMap((shape) => Object.values(shape).map((type) => type.replace(/^\??(\[\]|\{\})*/, '')));
  expect(Object.keys(STRUCTS).filter((name) => !refers.includes(name)).sort()).toEqual(Object.keys(DECLARED).sort());
});

test('every enum is known with its values', () => {
  for (const [name, members] of Object.entries(ENUMS)) { expect(Reflect.get(library, name)).toEqual(members); }
  expect(Object.keys(ENUMS)).not.toEqual([]);
});

test('how something is stated names what is there', () => {
  for (const { stated } of KINDS.values()) {
    for (const [, owner, member] of stated.matchAll(/([A-Z]\w+)\.(\w+)/g)) {
      if (owner === 'Size' || owner === 'Duration') { continue; }
      expect([owner, member, Reflect.get(Object(Reflect.get(library, owner)), member) !== undefined]).toEqual([owner, member, true]);
    }
  }
});

const givers = [
  ...Object.keys(DECLARED).map((name) => [name, STRUCTS[name], DECLARED[name]] as const),
  ...Object.keys(CALLED).map((name) => [name, CALLS[name], CALLED[name]] as const),
];

function refusal(take: () => unknown): string {
  try { take(); } catch (error) { return error instanceof Error ? error.message : String(error); }
  return '';
}

describe.each(givers)('%s', (_, shape, take) => {
  const sample = sampleOfAll(shape);
  const places = placesIn(shape, sample);

  test('takes all that it can have', () => {
    // Words that are not of the field, such as a version `a`, are refused later, in other words.
    expect(refusal(() => take(sample))).not.toContain('[props.');
  });

  test.each(places.map((place) => [place.property, place] as const))('%s is checked', (property, { path, type, optional }) => {
    const rule = type in ENUMS ? 'props.choice' : 'props.type';
    expect(refusal(() => take(withAt(sample, path, () => 1)))).toContain(`[${rule}] ${property} is a function: `);
    const within = path[path.length - 1];
    const withoutIt = refusal(() => take(withAt(sample, path, undefined)));
    const withNull = refusal(() => take(withAt(sample, path, null)));
    if (optional) {
      expect(withoutIt + withNull).not.toContain('[props.');
    } else if (typeof within === 'number' || property.endsWith('\'')) {
      expect(withoutIt).toContain(`[${rule}] ${property} is undefined: `);
      expect(withNull).toContain(`[${rule}] ${property} is null: `);
    } else {
      expect(withoutIt).toContain(`[props.missing] ${property}: `);
      expect(withNull).toContain(`[props.missing] ${property}: `);
    }
    if (type in STRUCTS) {
      const more = { ...Object(at(sample, path)), qqqqqqqq: 1 };
      expect(refusal(() => take(withAt(sample, path, more)))).toContain(`[props.unknown] ${property}.qqqqqqqq: ${type} has no such property. `);
    }
  });

  test('all that is wrong is said at once', () => {
    const all = places.filter(({ type }) => !(type in STRUCTS) && !/^(\[\]|\{\})/.test(type))
      .reduce<unknown>((given, { path }) => withAt(given, path, () => 1), sample);
    const wrong = places.filter(({ type }) => !(type in STRUCTS) && !/^(\[\]|\{\})/.test(type)).map(({ property }) => property);
    const message = refusal(() => take(all));
    expect(message.split('\n').slice(1).map((line) => /\] \[[a-z.]+\] (.*) is a function: /.exec(line)?.[1])).toEqual(wrong);
  });
});
