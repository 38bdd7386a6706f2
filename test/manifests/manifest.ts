/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject { readonly [key: string]: Json }

/** A Kubernetes object as it stands in a manifest: apiVersion, kind, metadata and the rest. */
export type Manifest = JsonObject;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** `Array.isArray` does not narrow a readonly array out of a union. */
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object found by going down `keys`; an empty one where there is none: the schemas report a wrong shape, the other checks go on. */
export function objectAt(from: Json | undefined, ...keys: readonly string[]): JsonObject {
  let at: Json | undefined = from;
  for (const key of keys) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

export function listAt(from: JsonObject, key: string): readonly Json[] {
  const value = from[key];
  return isList(value) ? value : [];
}

/** The list's objects; whatever is no object counts as an empty one, so that indices stay true. */
export function objectsAt(from: JsonObject, key: string): readonly JsonObject[] {
  return listAt(from, key).map((each) => objectAt(each));
}

export function stringsAt(from: JsonObject, key: string): readonly string[] {
  return listAt(from, key).filter((each) => typeof each === 'string');
}

export function stringAt(from: JsonObject, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(from: JsonObject, key: string): number | undefined {
  const value = from[key];
  return typeof value === 'number' ? value : undefined;
}

export function kindOf(manifest: Manifest): string {
  return stringAt(manifest, 'kind') ?? '(no kind)';
}

export function nameOf(manifest: Manifest): string {
  return stringAt(objectAt(manifest, 'metadata'), 'name') ?? '(no name)';
}

/** Empty where the manifest leaves the namespace to whoever applies it. */
export function namespaceOf(manifest: Manifest): string {
  return stringAt(objectAt(manifest, 'metadata'), 'namespace') ?? '';
}

/** `Kind namespace/name`, or `Kind name`: how findings and exemptions name an object. */
export function objectName(kind: string, namespace: string, name: string): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

export function objectNameOf(manifest: Manifest): string {
  return objectName(kindOf(manifest), namespaceOf(manifest), nameOf(manifest));
}

export function ofKind(manifests: readonly Manifest[], kind: string): readonly Manifest[] {
  return manifests.filter((manifest) => kindOf(manifest) === kind);
}
