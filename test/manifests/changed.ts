import { isObject, Json, JsonObject, Manifest, objectAt, objectNameOf } from './manifest';

/** The manifests with one place of one object changed; `undefined` takes the place away. Paths are those of findings: `spec.ports[0]`, `data["a.b"]`. */
export function changed(manifests: readonly Manifest[], object: string, path: string, value: Json | undefined): readonly Manifest[] {
  if (!manifests.some((manifest) => objectNameOf(manifest) === object)) throw new Error(`There is no ${object} to change.`);
  return manifests.map((manifest) => (objectNameOf(manifest) === object ? changedAt(manifest, keysOf(path), value) : manifest));
}

function keysOf(path: string): readonly string[] {
  return [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, plain]) => quoted ?? index ?? plain);
}

function changedAt(from: JsonObject, [key, ...rest]: readonly string[], value: Json | undefined): JsonObject {
  const old = from[key];
  const now = rest.length === 0 ? value : changedWithin(old, rest, value);
  const others = Object.entries(from).filter(([each]) => each !== key);
  return Object.fromEntries(now === undefined ? others : [...others, [key, now]]);
}

function changedWithin(from: Json | undefined, keys: readonly string[], value: Json | undefined): Json {
  if (isObject(from) || from === undefined) return changedAt(objectAt(from), keys, value);
  const list: Json[] = Array.isArray(from) ? [...from] : [];
  const object = changedAt(Object.fromEntries(list.entries()), keys, value);
  return Object.values(object);
}
