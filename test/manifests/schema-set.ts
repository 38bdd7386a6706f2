import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { child, Finding } from './finding';
import { isObject, Json, JsonObject, kindOf, Manifest, objectAt, objectNameOf, stringAt, stringsAt } from './manifest';

const ID = 'schemas';

/** Schemas of the kinds that somebody serves. Compiling is slow, validating quick: a kind is compiled when it is met, once. */
export class SchemaSet {
  private readonly ajv: Ajv;

  /**
   * @param server who serves the kinds, like `Kubernetes 1.36`
   * @param kinds `apps/v1 StatefulSet` to the name of its definition
   * @param maker the program that makes the schemas again, where a kind is to be added
   */
  constructor(private readonly server: string, private readonly kinds: JsonObject, definitions: JsonObject, private readonly maker: string) {
    this.ajv = ajvWith(ID, definitions);
  }

  /** Every field is one that the server knows, with a value of its type; nothing is null. */
  findings(manifest: Manifest): Finding[] {
    const object = objectNameOf(manifest);
    const kind = `${stringAt(manifest, 'apiVersion') ?? '(no apiVersion)'} ${kindOf(manifest)}`;
    const definition = stringAt(this.kinds, kind);
    if (definition === undefined) {
      const known = Object.keys(this.kinds).filter((each) => each.endsWith(` ${kindOf(manifest)}`));
      const hint = known.length > 0 ? `it serves ${known.join(', ')}` : `for a kind that it serves, add it to ${this.maker}`;
      return [{ object, path: 'apiVersion', problem: `${this.server} is not known to serve ${kind}: ${hint}` }];
    }
    const validate = this.validatorOf(definition);
    if (validate(manifest)) return [];
    return (validate.errors ?? []).map((error) => ({ object, path: pathOf(error, manifest), problem: `${this.server}: ${problemOf(error)}` }));
  }

  private validatorOf(definition: string): ValidateFunction {
    const validate = this.ajv.getSchema(`${ID}#/definitions/${definition}`);
    if (validate === undefined) throw new Error(`The schemas of ${this.server} name ${definition}, but do not hold it: make them again with ${this.maker}`);
    return validate;
  }
}

function ajvWith(id: string, definitions: JsonObject): Ajv {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false, verbose: true, code: { optimize: false } });
  // Whether they are whole is for `type` to say. Beyond 2^53 JavaScript has written another number already.
  ajv.addFormat('int32', { type: 'number', validate: (value: number) => value >= -(2 ** 31) && value < 2 ** 31 });
  ajv.addFormat('int64', { type: 'number', validate: (value: number) => Math.abs(value) <= Number.MAX_SAFE_INTEGER });
  ajv.addFormat('byte', /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/);
  // apimachinery pkg/api/resource: Quantity
  ajv.addFormat('quantity', /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/);
  ajv.addKeyword({ keyword: 'x-kubernetes-list-type', schemaType: 'string', validate: uniqueEntries, errors: false });
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', schemaType: 'array' });
  ajv.addKeyword({ keyword: 'x-kubernetes-preserve-unknown-fields', schemaType: 'boolean' });
  ajv.addSchema({ $id: id, definitions: strict({ ...definitions, ...SCALARS }) });
  return ajv;
}

/** OpenAPI 2 writes these as `oneOf`, which gives three errors for one mistake, and says nothing of a quantity's form. */
const SCALARS: JsonObject = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['string', 'integer'] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], format: 'quantity' },
};

/** An object with named properties has no others, unless it says so. */
function strict(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const closed = isObject(schema.properties) && schema.type === 'object' && schema['x-kubernetes-preserve-unknown-fields'] !== true;
  return closed ? { ...inner, additionalProperties: false } : inner;
}

/**
 * Lists of type "map" hold one entry for each combination of the keys, those of type "set" each value once: server-side apply refuses others.
 * A port's protocol is the one key with a default (ContainerPort and ServicePort: TCP).
 */
function uniqueEntries(type: string, list: readonly Json[], parent?: JsonObject): boolean {
  if (type === 'atomic') return true;
  const keys = type === 'map' ? stringsAt(parent ?? {}, 'x-kubernetes-list-map-keys') : [];
  const entries = list.map((entry) => JSON.stringify(type === 'map' ? keys.map((key) => objectAt(entry)[key] ?? (key === 'protocol' ? 'TCP' : null)) : entry));
  return new Set(entries).size === entries.length;
}

function problemOf(error: ErrorObject): string {
  const params: JsonObject = error.params;
  switch (error.keyword) {
    case 'additionalProperties':
      return `unknown field "${stringAt(params, 'additionalProperty') ?? ''}"`;
    case 'required':
      return `"${stringAt(params, 'missingProperty') ?? ''}" is missing`;
    case 'enum':
      return `must be one of ${JSON.stringify(params.allowedValues)}, not ${JSON.stringify(error.data)}`;
    case 'x-kubernetes-list-type':
      return `has two entries with equal ${stringsAt(objectAt(error.parentSchema), 'x-kubernetes-list-map-keys').join(' and ') || 'value'}`;
    case 'type':
      return `${error.message ?? 'has a wrong type'}, not ${error.data === null ? 'null' : JSON.stringify(error.data)}`;
    default:
      return `${error.message ?? error.keyword}: ${JSON.stringify(error.data)}`;
  }
}

/** ajv gives a JSON pointer. */
function pathOf(error: ErrorObject, manifest: Manifest): string {
  let path = '';
  let at: Json = manifest;
  for (const token of error.instancePath.split('/').slice(1)) {
    const key = token.replace(/~1/g, '/').replace(/~0/g, '~');
    const list: readonly Json[] | undefined = Array.isArray(at) ? at : undefined;
    path = child(path, list ? Number(key) : key);
    at = list ? list[Number(key)] : objectAt({ at }, 'at')[key];
  }
  return path;
}
