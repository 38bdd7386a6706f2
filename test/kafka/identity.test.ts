import fc from 'fast-check';
import { derivedClusterId, derivedDirectoryId, derivedUuid, isUuid, spreadOver, zoneSuffixes } from '../../src/kafka/identity';

describe('ids', () => {
  test('are 16 bytes in 22 characters, never begin with a dash, and are the same for the same words', () => {
    fc.assert(fc.property(fc.array(fc.string(), { maxLength: 4 }), (words) => {
      const id = derivedUuid(...words);
      expect(id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
      expect(Buffer.from(id, 'base64url')).toHaveLength(16);
      expect(isUuid(id)).toBe(true);
      expect(derivedUuid(...words)).toBe(id);
    }), { numRuns: 500 });
  });

  test('whose first hash begins with a dash are made anew', () => {
    // One of 64 words would give such an id.
    const ids = Array.from({ length: 1000 }, (_, i) => derivedUuid(String(i)));
    expect(ids.filter((id) => id.startsWith('-'))).toEqual([]);
    expect(new Set(ids).size).toBe(1000);
  });

  test('stay as they are from release to release: every volume carries one', () => {
    expect(derivedClusterId('streaming', 'events')).toBe('JV8RQDExM82xiKhokQ-TZQ');
    expect(derivedClusterId(undefined, 'events')).toBe('1xNMmP4PygV1bOR1ABRVGA');
    expect(derivedDirectoryId('CLUSTER', 9000)).toBe('yENx8qNieLDb-kpUzt76pQ');
  });

  test('do not depend on where one word ends and the next begins', () => {
    expect(derivedUuid('ab', 'c')).not.toBe(derivedUuid('a', 'bc'));
    expect(derivedClusterId('a', 'b')).not.toBe(derivedClusterId('b', 'a'));
  });

  test.each([
    ['4L6g3nShT-eMCtK--X86sw', true],
    // 16 bytes leave the last character two bits that mean something: A, Q, g and w.
    ['4L6g3nShT-eMCtK--X86sx', false],
    ['4L6g3nShT-eMCtK--X86s', false],
    ['4L6g3nShT+eMCtK//X86sw', false],
    ['4L6g3nShT-eMCtK--X86sw==', false],
    ['', false],
  ])('%j is one: %s', (text, expected) => {
    expect(isUuid(text)).toBe(expected);
  });
});

describe('zones in names', () => {
  test.each([
    [['eu-west-1a', 'eu-west-1b', 'eu-west-1c'], ['a', 'b', 'c']],
    [['us-central1-a', 'us-central1-f'], ['a', 'f']],
    [['westeurope-1', 'westeurope-2'], ['1', '2']],
    [['Rack_7', 'DC.North'], ['7', 'north']],
    // The last word is taken: the whole name.
    [['eu-west-1a', 'us-east-1a'], ['a', 'us-east-1a']],
    // And that may be taken too.
    [['x-a', 'a', 'A'], ['a', 'a-2', 'a-3']],
    [[], []],
  ])('%j are %j', (zones, suffixes) => {
    expect(zoneSuffixes(zones)).toEqual(suffixes);
  });

  const zones = fc.array(fc.stringMatching(/^[a-c0-2][a-c0-2._-]{0,4}$/), { maxLength: 12 });

  test('are never the same for two of them', () => {
    fc.assert(fc.property(zones, (names) => {
      expect(new Set(zoneSuffixes(names)).size).toBe(names.length);
    }), { numRuns: 500 });
  });

  test('stay when zones are added at the end', () => {
    fc.assert(fc.property(zones, zones, (before, added) => {
      expect(zoneSuffixes([...before, ...added]).slice(0, before.length)).toEqual(zoneSuffixes(before));
    }));
  });
});

describe('nodes over zones', () => {
  test.each([
    [6, 3, [2, 2, 2]],
    [7, 3, [3, 2, 2]],
    [8, 3, [3, 3, 2]],
    [2, 3, [1, 1, 0]],
    [0, 2, [0, 0]],
    [5, 1, [5]],
  ])('%d over %d are %j', (nodes, count, expected) => {
    expect(spreadOver(nodes, count)).toEqual(expected);
  });

  test('are never fewer in a zone when there are more in all, and differ by one at most', () => {
    fc.assert(fc.property(fc.nat(200), fc.nat(50), fc.integer({ min: 1, max: 9 }), (nodes, more, count) => {
      const [before, after] = [spreadOver(nodes, count), spreadOver(nodes + more, count)];
      expect(before.reduce((a, b) => a + b, 0)).toBe(nodes);
      expect(Math.max(...before) - Math.min(...before)).toBeLessThanOrEqual(1);
      before.forEach((n, i) => expect(after[i]).toBeGreaterThanOrEqual(n));
    }));
  });
});
