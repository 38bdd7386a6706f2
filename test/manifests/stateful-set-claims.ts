import { Finding } from './finding';
import { Manifest, nameOf, namespaceOf, numberAt, objectAt, objectNameOf, objectsAt, ofKind, stringAt } from './manifest';
import { podTemplates } from './pod-template';
import { hasOrdinal } from './selectors';

/**
 * A claim that is declared apart is found by a StatefulSet by its name alone, `<claim template>-<set>-<ordinal>`: a wrong name is no error, but a second,
 * empty volume. So every claim is either such a one or named by a pod, and a set with such claims has one for each of its ordinals.
 */
export function claimFindings(manifests: readonly Manifest[]): Finding[] {
  const sets = ofKind(manifests, 'StatefulSet');
  const named = new Set(podTemplates(manifests).flatMap(({ namespace, spec }) => objectsAt(spec, 'volumes')
    .map((volume) => `${namespace}/${stringAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName') ?? ''}`)));
  const claims = ofKind(manifests, 'PersistentVolumeClaim');
  const orphans = claims
    .filter((claim) => !named.has(`${namespaceOf(claim)}/${nameOf(claim)}`) && !sets.some((set) => belongs(claim, set)))
    .map((claim) => ({
      object: objectNameOf(claim),
      path: 'metadata.name',
      problem: 'is no claim of a StatefulSet among the manifests (<claim template>-<set>-<ordinal>), and no pod names it',
    }));
  return [...orphans, ...sets.flatMap((set) => missingClaims(set, claims))];
}

function claimTemplatesOf(set: Manifest): readonly string[] {
  return objectsAt(objectAt(set, 'spec'), 'volumeClaimTemplates').map((template) => stringAt(objectAt(template, 'metadata'), 'name') ?? '');
}

function ordinalOf(claim: Manifest, template: string, set: Manifest): number | undefined {
  const prefix = `${template}-${nameOf(set)}-`;
  const ordinal = nameOf(claim).startsWith(prefix) ? nameOf(claim).slice(prefix.length) : '';
  return namespaceOf(claim) === namespaceOf(set) && /^(0|[1-9]\d*)$/.test(ordinal) ? Number(ordinal) : undefined;
}

function belongs(claim: Manifest, set: Manifest): boolean {
  return claimTemplatesOf(set).some((template) => {
    const ordinal = ordinalOf(claim, template, set);
    return ordinal !== undefined && hasOrdinal(set, ordinal);
  });
}

/** A set without `replicas` is scaled by others: then the ordinals of all its templates' claims are its ordinals. */
function missingClaims(set: Manifest, claims: readonly Manifest[]): Finding[] {
  const templates = claimTemplatesOf(set);
  const declared = templates.map((template) => claims.map((claim) => ordinalOf(claim, template, set)).filter((ordinal) => ordinal !== undefined));
  if (declared.every((ordinals) => ordinals.length === 0)) return [];
  const spec = objectAt(set, 'spec');
  const start = numberAt(objectAt(spec, 'ordinals'), 'start') ?? 0;
  const replicas = numberAt(spec, 'replicas');
  const ordinals = new Set(declared.flat());
  for (let ordinal = start; ordinal < start + (replicas ?? 0); ordinal++) ordinals.add(ordinal);
  return templates.flatMap((template, at) => [...ordinals]
    .filter((ordinal) => hasOrdinal(set, ordinal) && !declared[at].includes(ordinal))
    .map((ordinal) => ({
      object: objectNameOf(set),
      path: `spec.volumeClaimTemplates[${at}]`,
      problem: `other claims of the set are declared apart, but "${template}-${nameOf(set)}-${ordinal}" is not`,
    })));
}
