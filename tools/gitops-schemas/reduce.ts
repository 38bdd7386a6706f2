/**
 * Cuts CustomResourceDefinitions down to what a manifest of some kinds may have, in the form in which Kubernetes' own schemas are kept.
 * Left out are descriptions, defaults, rules in CEL, and `status`, which only the controllers write.
 */
import { Json, JsonObject, isObject, reducedSchema, sorted, withoutStatus } from '../kubernetes-schemas/reduce';

/** Every object has it, and a definition says no more of it than that it is an object. */
const OBJECT_META = '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const KEPT = new Set([
  'additionalProperties', 'enum', 'format', 'items', 'maxItems', 'maxLength', 'maximum', 'minItems', 'minLength', 'minimum', 'pattern', 'properties', 'required', 'type',
  'x-kubernetes-int-or-string', 'x-kubernetes-list-map-keys', 'x-kubernetes-list-type', 'x-kubernetes-preserve-unknown-fields',
]);

export interface ReducedDefinitions {
  /** `argoproj.io/v1alpha1 Application` to the name of its definition */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, JsonObject>>;
}

/** Where schemas are from: the project, and the Go modules that hold its types with their versions. */
export interface Origin {
  readonly project: string;
  readonly modules: Readonly<Record<string, string>>;
}

export function reduce(definitions: readonly Json[], roots: readonly string[]): ReducedDefinitions {
  const served = new Map(definitions.flatMap(schemasOf));
  const missing = roots.filter((root) => !served.has(root));
  if (missing.length > 0) { throw new Error(`There is no definition of: ${missing.join(', ')}. There are: ${[...served.keys()].join(', ')}.`); }
  const name = (kind: string) => kind.replace(/[/ ]/g, '.');
  return {
    kinds: sorted(roots.map((root) => [root, name(root)])),
    definitions: sorted(roots.map((root) => [name(root), reducedRoot(served.get(root) ?? {})])),
  };
}

/** One definition a line, as for Kubernetes. */
export function text({ project, modules }: Origin, { kinds, definitions }: ReducedDefinitions): string {
  const lines = Object.entries(definitions).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
  return `{"project":${JSON.stringify(project)},\n"modules":${JSON.stringify(modules)},\n"kinds":${JSON.stringify(kinds)},\n"definitions":{\n${lines.join(',\n')}\n}}\n`;
}

/** `group/version Kind` and schema of each version that a CustomResourceDefinition serves. */
function schemasOf(definition: Json): [string, JsonObject][] {
  const spec = isObject(definition) ? definition.spec : undefined;
  const names = isObject(spec) ? spec.names : undefined;
  if (!isObject(spec) || !isObject(names) || !Array.isArray(spec.versions)) { throw new Error(`No CustomResourceDefinition: ${JSON.stringify(definition).slice(0, 100)}`); }
  return spec.versions.filter(isObject).filter(({ served }) => served === true).map((version): [string, JsonObject] => {
    const schema = isObject(version.schema) ? version.schema.openAPIV3Schema : undefined;
    return [`${spec.group}/${version.name} ${names.kind}`, isObject(schema) ? schema : {}];
  });
}

function reducedRoot(schema: JsonObject): JsonObject {
  const reduced = plainScalars(reducedSchema(withoutStatus(schema), KEPT));
  if (!isObject(reduced) || !isObject(reduced.properties)) { throw new Error(`A schema without properties: ${JSON.stringify(schema).slice(0, 100)}`); }
  return { ...reduced, properties: { ...reduced.properties, metadata: { $ref: OBJECT_META } } };
}

/** What may be a number or a text says so by a keyword of Kubernetes' own, beside an `anyOf` that is left out. */
function plainScalars(schema: Json): Json {
  if (Array.isArray(schema)) { return schema.map(plainScalars); }
  if (!isObject(schema)) { return schema; }
  if (schema['x-kubernetes-int-or-string'] === true) { return { type: ['string', 'integer'] }; }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, plainScalars(value)]));
}
