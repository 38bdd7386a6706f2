import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSIONS } from './strict-schemas';
import { reduce, ROOT_KINDS, text } from '../../tools/kubernetes-schemas/reduce';

const openApi = {
  definitions: {
    'g.Leaf': { description: 'not kept', type: 'object', properties: { port: { $ref: '#/definitions/g.Port', description: 'not kept' } } },
    'g.Port': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    'g.Unused': { type: 'object' },
    'g.Status': { type: 'object' },
    'g.Root': {
      'type': 'object',
      'required': ['spec'],
      'properties': {
        // Names of fields that are also words of the schema language.
        status: { $ref: '#/definitions/g.Status' },
        spec: { type: 'object', properties: { description: { type: 'string' }, leaf: { $ref: '#/definitions/g.Leaf' }, status: { type: 'string' } } },
      },
      'x-kubernetes-group-version-kind': [{ group: 'g', version: 'v1', kind: 'Root' }],
    },
    'core.Root': { 'type': 'object', 'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Root' }] },
  },
};

test('a root keeps what it refers to, without descriptions and its status', () => {
  expect(reduce(openApi, '1.99', ['g/v1 Root'])).toEqual({
    kubernetes: '1.99',
    kinds: { 'g/v1 Root': 'g.Root' },
    definitions: {
      'g.Leaf': { type: 'object', properties: { port: { $ref: '#/definitions/g.Port' } } },
      'g.Port': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      'g.Root': {
        type: 'object',
        required: ['spec'],
        properties: {
          spec: { type: 'object', properties: { description: { type: 'string' }, leaf: { $ref: '#/definitions/g.Leaf' }, status: { type: 'string' } } },
        },
      },
    },
  });
});

test('the text does not depend on the order of the definitions', () => {
  const turned = { definitions: Object.fromEntries(Object.entries(openApi.definitions).reverse()) };
  const roots = ['g/v1 Root', 'v1 Root'];
  expect(text(reduce(turned, '1.99', [...roots].reverse()))).toEqual(text(reduce(openApi, '1.99', roots)));
  expect(JSON.parse(text(reduce(openApi, '1.99', roots)))).toEqual(reduce(openApi, '1.99', roots));
});

test('what is not there is named', () => {
  expect(() => reduce(openApi, '1.99', ['g/v2 Root'])).toThrow('Kubernetes 1.99 has no definition of: g/v2 Root.');
  expect(() => reduce({}, '1.99', [])).toThrow('has no "definitions"');
  const torn = { definitions: { ...openApi.definitions, 'g.Port': { items: { $ref: '#/definitions/g.Gone' } } } };
  expect(() => reduce(torn, '1.99', ['g/v1 Root'])).toThrow('the definition "g.Gone" is referred to, but is not there');
});

test.each(KUBERNETES_VERSIONS)('the schemas kept of Kubernetes %s are whole and small', (version) => {
  const path = join(__dirname, 'schemas', `kubernetes-${version}.json`);
  expect(statSync(path).size).toBeLessThan(150_000);
  const kept = JSON.parse(readFileSync(path, 'utf8'));
  expect(kept.kubernetes).toEqual(version);
  expect(Object.keys(kept.kinds)).toEqual(ROOT_KINDS);
  const names = new Set(Object.keys(kept.definitions));
  const named = [...JSON.stringify(kept.definitions).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});
