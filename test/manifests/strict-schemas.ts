import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Finding } from './finding';
import { JsonObject, Manifest, objectAt } from './manifest';
import { SchemaSet } from './schema-set';

/** The oldest and the newest supported version, and two between them that brought much of what we use. */
export const KUBERNETES_VERSIONS: readonly string[] = ['1.28', '1.31', '1.34', '1.36'];

const setsByVersion = new Map<string, SchemaSet>();

/** Every field is one that this version of Kubernetes knows, with a value of its type; nothing is null. */
export function schemaFindings(manifests: readonly Manifest[], versions: readonly string[] = KUBERNETES_VERSIONS): Finding[] {
  return versions.flatMap((version) => manifests.flatMap((manifest) => setOf(version).findings(manifest)));
}

/** The definitions kept of a version of Kubernetes, by name. */
export function kubernetesDefinitions(version: string): JsonObject {
  return objectAt(fileOf(version), 'definitions');
}

function setOf(version: string): SchemaSet {
  const known = setsByVersion.get(version);
  if (known !== undefined) return known;
  const file = fileOf(version);
  const set = new SchemaSet(`Kubernetes ${version}`, objectAt(file, 'kinds'), objectAt(file, 'definitions'), 'tools/kubernetes-schemas/reduce.ts');
  setsByVersion.set(version, set);
  return set;
}

function fileOf(version: string): JsonObject {
  return JSON.parse(readFileSync(join(__dirname, 'schemas', `kubernetes-${version}.json`), 'utf8'));
}
