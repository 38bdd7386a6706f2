import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECTS } from '../../tools/gitops-schemas/make';
import { reduce, text } from '../../tools/gitops-schemas/reduce';

const version = (name: string, served: boolean, spec: object) => ({
  name,
  served,
  schema: {
    openAPIV3Schema: {
      description: 'not kept',
      type: 'object',
      required: ['spec'],
      properties: { apiVersion: { type: 'string' }, metadata: { type: 'object' }, spec: { type: 'object', properties: spec }, status: { type: 'object' } },
    },
  },
});
const definition = (...versions: object[]) => JSON.parse(JSON.stringify({ spec: { group: 'g.io', names: { kind: 'Thing' }, versions } }));

const META = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

test('a kind keeps what its fields may be, with the metadata of Kubernetes, without descriptions, defaults, CEL and status', () => {
  const spec = {
    description: { type: 'string', description: 'a field of this name', default: 'not kept', minLength: 1, pattern: '^a' },
    count: { 'anyOf': [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
    open: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'x-kubernetes-validations': [{ rule: 'not kept' }] },
  };
  expect(reduce([definition(version('v1', true, spec), version('v1beta1', true, {}))], ['g.io/v1 Thing'])).toEqual({
    kinds: { 'g.io/v1 Thing': 'g.io.v1.Thing' },
    definitions: {
      'g.io.v1.Thing': {
        type: 'object',
        required: ['spec'],
        properties: {
          apiVersion: { type: 'string' },
          metadata: META,
          spec: {
            type: 'object',
            properties: {
              description: { type: 'string', minLength: 1, pattern: '^a' },
              count: { type: ['string', 'integer'] },
              open: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    },
  });
});

test('what is not there, or no longer served, is named', () => {
  const definitions = [definition(version('v1', true, {}), version('v1beta1', false, {}))];
  expect(() => reduce(definitions, ['g.io/v1 Thing', 'g.io/v1beta1 Thing'])).toThrow('There is no definition of: g.io/v1beta1 Thing. There are: g.io/v1 Thing.');
  expect(() => reduce([{ kind: 'Thing' }], [])).toThrow('No CustomResourceDefinition: {"kind":"Thing"}');
});

test('the text is what was reduced, and where it is from', () => {
  const reduced = reduce([definition(version('v1', true, {}))], ['g.io/v1 Thing']);
  expect(JSON.parse(text({ project: 'G', modules: { 'g.io/api': 'v1.2.3' } }, reduced))).toEqual({ project: 'G', modules: { 'g.io/api': 'v1.2.3' }, ...reduced });
});

describe.each(PROJECTS)('the schemas kept of $name', ({ name, folder, kinds }) => {
  const path = join(__dirname, 'schemas', `${folder}.json`);
  const kept = JSON.parse(readFileSync(path, 'utf8'));

  test('are small, and of the kinds that are wanted', () => {
    expect(statSync(path).size).toBeLessThan(50_000);
    expect(kept.project).toBe(name);
    expect(Object.keys(kept.kinds)).toEqual(kinds);
    expect(Object.keys(kept.definitions)).toEqual(Object.values(kept.kinds));
  });

  test('are of the versions that the tool and the note name', () => {
    const goMod = readFileSync(join(__dirname, '..', '..', 'tools', 'gitops-schemas', folder, 'go.mod'), 'utf8');
    const note = readFileSync(join(__dirname, 'schemas', 'README.md'), 'utf8');
    expect(Object.keys(kept.modules).length).toBeGreaterThan(0);
    for (const [module, moduleVersion] of Object.entries<string>(kept.modules)) {
      expect(goMod).toContain(`${module} ${moduleVersion}\n`);
      expect(note).toContain(moduleVersion.slice(1));
    }
  });
});
