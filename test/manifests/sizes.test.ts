import { LARGEST_OBJECT, sizeFindings } from './sizes';

const configMap = (text: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'n' }, data: { text } });
const frame = JSON.stringify(configMap('')).length;

test('an object just below the limit passes', () => expect(sizeFindings([configMap('x'.repeat(LARGEST_OBJECT - frame - 1))])).toEqual([]));

test('an object at the limit as JSON does not, though its YAML is smaller', () => {
  expect(sizeFindings([configMap('x'.repeat(LARGEST_OBJECT - frame))])).toEqual([
    { object: 'ConfigMap n/c', path: '', problem: 'has 250000 bytes as JSON, 250000 are too many' },
  ]);
});

test('bytes count, not characters', () => {
  expect(sizeFindings([configMap('é'.repeat(125_000))]).map(({ problem }) => problem)).toContainEqual(expect.stringContaining('as JSON'));
});

test('many short lines are larger as YAML, which indents them', () => {
  expect(sizeFindings([configMap('x\n'.repeat(60_000))])).toEqual([{ object: 'ConfigMap n/c', path: '', problem: expect.stringMatching(/bytes as YAML/) }]);
});
