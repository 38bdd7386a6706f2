import * as fc from 'fast-check';
import { parseProperties, renderProperties } from '../../src/config/properties';

/** Text full of what properties text treats specially, besides any other character. */
const text = fc.string({ unit: fc.oneof(fc.constantFrom(...' \t\n\r\f\\:=#!u0aé€"\u0000\u0085\u2028\ud800'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) });

describe('renderProperties', () => {
  test('keeps the order given', () => {
    expect(renderProperties([['b', '2'], ['a', '1']])).toBe('b=2\na=1\n');
  });

  test('header and comments between groups', () => {
    expect(renderProperties([['a', '1'], { comment: 'Second group' }, ['b', '2']], { header: ['Node 3', 'of events'] }))
      .toBe('# Node 3\n# of events\na=1\n\n# Second group\nb=2\n');
  });

  test('a leading comment has no empty line before it', () => {
    expect(renderProperties([{ comment: 'first' }, ['a', '1']])).toBe('# first\na=1\n');
  });

  test.each([
    ['C:\\data', 'C:\\\\data'],
    [' led by a blank', '\\ led by a blank'],
    ['followed by a blank ', 'followed by a blank\\u0020'],
    [' ', '\\u0020'],
    ['\tx', '\\tx'],
    ['two\nlines\r', 'two\\nlines\\r'],
    ['#=:!', '#=:!'],
    ['café €', 'caf\\u00E9 \\u20AC'],
    ['PLAINTEXT://:9092', 'PLAINTEXT://:9092'],
  ])('value %j', (value, written) => {
    expect(renderProperties([['k', value]])).toBe(`k=${written}\n`);
  });

  test('key with every separator', () => {
    expect(renderProperties([['a b:c=d#e!f\\g', '1']])).toBe('a\\ b\\:c\\=d\\#e\\!f\\\\g=1\n');
  });

  test('writes ASCII only, so that it does not matter how the file is decoded', () => {
    fc.assert(fc.property(text, text, (key, value) => {
      expect(renderProperties([[key, value]])).toMatch(/^[\x20-\x7e]*\n$/);
    }));
  });

  test('is read back as it was', () => {
    fc.assert(fc.property(fc.array(fc.tuple(text, text)), (entries) => {
      expect(parseProperties(renderProperties(entries))).toEqual(new Map(entries));
    }), { numRuns: 2000 });
  });

  test('no comment becomes an entry or joins one', () => {
    fc.assert(fc.property(fc.array(text), text, text, (header, comment, value) => {
      const rendered = renderProperties([['a', value], { comment }, ['b', value]], { header });
      expect(parseProperties(rendered)).toEqual(new Map([['a', value], ['b', value]]));
    }), { numRuns: 1000 });
  });
});

describe('parseProperties', () => {
  // The examples of java.util.Properties.load's own documentation, and the corners of its line reader.
  test.each<[string, Record<string, string>]>([
    ['Truth = Beauty', { Truth: 'Beauty' }],
    ['Truth:Beauty', { Truth: 'Beauty' }],
    ['Truth                    :Beauty', { Truth: 'Beauty' }],
    ['fruits    apple, banana, \\\n          cantaloupe', { fruits: 'apple, banana, cantaloupe' }],
    ['cheeses', { cheeses: '' }],
    ['\\:\\=', { ':=': '' }],
    ['a==b', { a: '=b' }],
    ['a = : b', { a: ': b' }],
    ['=b', { '': 'b' }],
    ['# no\n! no\n   # no\na=1', { a: '1' }],
    ['a=1\\\n# still a', { a: '1# still a' }],
    ['# comment \\\na=1', { a: '1' }],
    ['a=1\r\nb=2\rc=3', { a: '1', b: '2', c: '3' }],
    ['a=1\\\r\n  b', { a: '1b' }],
    ['a=\\z\\"', { a: 'z"' }],
    ['a=\\u0041\\\\u0041', { a: 'A\\u0041' }],
    ['a=1\\', { a: '1' }],
    ['a=b  ', { a: 'b  ' }],
    ['a=1\na=2', { a: '2' }],
    ['\ta\f1', { a: '1' }],
    ['\\\n# comment\na=1', { a: '1' }],
    ['\\', { '': '' }],
    ['\\\n', { '': '' }],
    ['\\\n\n', {}],
  ])('%j', (written, expected) => {
    expect(Object.fromEntries(parseProperties(written))).toEqual(expected);
  });

  test.each(['a=\\u00', 'a=\\uzzzz', '\\u123=x'])('%j is refused, as Java does', (written) => {
    expect(() => parseProperties(written)).toThrow('needs four hexadecimal digits');
  });
});
