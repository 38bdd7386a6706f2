/**
 * Cuts the OpenAPI definitions of one Kubernetes version down to the kinds that this project writes, and what these refer to.
 *
 *     npx tsx tools/kubernetes-schemas/reduce.ts <definitions.json> <version> <result.json>
 *
 * <definitions.json> holds `{ "definitions": { "io.k8s.api.apps.v1.StatefulSet": {...}, ... } }`: Kubernetes' own
 * `api/openapi-spec/swagger.json` of a release, or what a cluster gives with `kubectl get --raw /openapi/v2`.
 * The results are kept in test/manifests/schemas/.
 *
 * Left out are descriptions, and `status` of the root kinds, which only Kubernetes writes.
 */
import { readFileSync, writeFileSync } from 'node:fs';

export const ROOT_KINDS: readonly string[] = [
  'apps/v1 Deployment',
  'apps/v1 StatefulSet',
  'batch/v1 CronJob',
  'batch/v1 Job',
  'coordination.k8s.io/v1 Lease',
  'networking.k8s.io/v1 Ingress',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1 Role',
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'storage.k8s.io/v1 StorageClass',
  'v1 ConfigMap',
  'v1 Namespace',
  'v1 PersistentVolumeClaim',
  'v1 Pod',
  'v1 Secret',
  'v1 Service',
  'v1 ServiceAccount',
];

/** What of a definition says which values are allowed; the keys of lists, because server-side apply refuses two entries with equal keys. */
const KEPT = new Set([
  '$ref', 'additionalProperties', 'enum', 'format', 'items', 'maximum', 'minimum', 'oneOf', 'pattern', 'properties', 'required', 'type',
  'x-kubernetes-list-map-keys', 'x-kubernetes-list-type',
]);
const REF = '#/definitions/';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject { readonly [key: string]: Json }

export interface ReducedSchemas {
  readonly kubernetes: string;
  /** `apps/v1 StatefulSet` to the name of its definition */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, JsonObject>>;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function sorted<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A schema without what says nothing about allowed values. */
export function reducedSchema(schema: Json, words: ReadonlySet<string> = KEPT): Json {
  if (Array.isArray(schema)) return schema.map((each) => reducedSchema(each, words));
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => words.has(key)).map(([key, value]): readonly [string, Json] => {
    if (key === 'properties' && isObject(value)) {
      return [key, sorted(Object.entries(value).map(([name, property]) => [name, reducedSchema(property, words)]))];
    }
    return [key, reducedSchema(value, words)];
  });
  return sorted(kept);
}

export function withoutStatus(definition: JsonObject): JsonObject {
  const properties = definition.properties;
  if (!isObject(properties)) return definition;
  return { ...definition, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'status')) };
}

function references(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(references);
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value.slice(REF.length)] : references(value));
}

/** The kinds that a definition stands for, as `group/version Kind`. */
function kindsOf(definition: JsonObject): readonly string[] {
  const kinds = definition['x-kubernetes-group-version-kind'];
  if (!Array.isArray(kinds)) return [];
  return kinds.filter(isObject).map(({ group, version, kind }) => (group === '' ? `${version} ${kind}` : `${group}/${version} ${kind}`));
}

export function reduce(openApi: Json, kubernetes: string, roots: readonly string[]): ReducedSchemas {
  const all = isObject(openApi) ? openApi.definitions : undefined;
  if (!isObject(all)) throw new Error('The file has no "definitions": give Kubernetes\' OpenAPI version 2 document.');
  const definitionOf = (name: string): JsonObject => {
    const definition = all[name];
    if (!isObject(definition)) throw new Error(`Kubernetes ${kubernetes}: the definition "${name}" is referred to, but is not there.`);
    return definition;
  };

  const wanted = new Set(roots);
  const kinds = new Map<string, string>();
  for (const name of Object.keys(all)) {
    for (const kind of kindsOf(definitionOf(name))) {
      if (wanted.has(kind)) kinds.set(kind, name);
    }
  }
  const missing = roots.filter((kind) => !kinds.has(kind));
  if (missing.length > 0) throw new Error(`Kubernetes ${kubernetes} has no definition of: ${missing.join(', ')}.`);

  const rootNames = new Set(kinds.values());
  const definitions = new Map<string, JsonObject>();
  const open = [...rootNames];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (definitions.has(name)) continue;
    const schema = reducedSchema(rootNames.has(name) ? withoutStatus(definitionOf(name)) : definitionOf(name));
    definitions.set(name, isObject(schema) ? schema : {});
    open.push(...references(schema));
  }
  return { kubernetes, kinds: sorted(kinds), definitions: sorted(definitions) };
}

/** One definition a line: compact, and a change of Kubernetes reads well in a diff. */
export function text(schemas: ReducedSchemas): string {
  const definitions = Object.entries(schemas.definitions).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
  return `{"kubernetes":${JSON.stringify(schemas.kubernetes)},\n"kinds":${JSON.stringify(schemas.kinds)},\n"definitions":{\n${definitions.join(',\n')}\n}}\n`;
}

if (require.main === module) {
  const [from, kubernetes, to] = process.argv.slice(2);
  if (from === undefined || kubernetes === undefined || to === undefined) {
    console.error('Usage: npx tsx tools/kubernetes-schemas/reduce.ts <definitions.json> <version, like 1.36> <result.json>');
    process.exitCode = 2;
  } else {
    const openApi: Json = JSON.parse(readFileSync(from, 'utf8'));
    writeFileSync(to, text(reduce(openApi, kubernetes, ROOT_KINDS)));
  }
}
