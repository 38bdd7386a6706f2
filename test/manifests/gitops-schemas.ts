import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Finding } from './finding';
import { JsonObject, Manifest, objectAt, stringAt } from './manifest';
import { SchemaSet } from './schema-set';
import { KUBERNETES_VERSIONS, kubernetesDefinitions } from './strict-schemas';

const MAKER = 'tools/gitops-schemas/make.ts';
const setsByFile = new Map<string, SchemaSet>();

/** Every field of Argo CD's objects is one that the published schemas of Argo CD know, with a value of its type. */
export function argoCdFindings(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap((manifest) => setOf('argo-cd').findings(manifest));
}

/** The same for Flux. */
export function fluxFindings(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap((manifest) => setOf('flux').findings(manifest));
}

/** Their `metadata` is what Kubernetes says that it is. */
function setOf(name: string): SchemaSet {
  const known = setsByFile.get(name);
  if (known !== undefined) return known;
  const file: JsonObject = JSON.parse(readFileSync(join(__dirname, 'schemas', `${name}.json`), 'utf8'));
  const definitions = { ...kubernetesDefinitions(KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1]), ...objectAt(file, 'definitions') };
  const set = new SchemaSet(stringAt(file, 'project') ?? name, objectAt(file, 'kinds'), definitions, MAKER);
  setsByFile.set(name, set);
  return set;
}
