import { App, Chart } from 'cdk8s';
import { Manifest, kindOf, nameOf, namespaceOf, numberAt, objectAt, ofKind } from '../manifests/manifest';
import { synthesizedApp } from '../synthesis/synthesized';

/** The manifests that an example's chart makes. */
export function manifestsOf(example: (app: App) => Chart): readonly Manifest[] {
  const app = new App();
  example(app);
  return synthesizedApp(app).manifests;
}

/** The objects as a table: each kind with the names of its objects; StatefulSets with their number of pods. */
export function tableOf(manifests: readonly Manifest[]): string {
  const name = (m: Manifest) => kindOf(m) === 'StatefulSet' ? `${nameOf(m)} (${numberAt(objectAt(m, 'spec'), 'replicas') ?? 'as the Job says'})` : nameOf(m);
  const kinds = [...new Set(manifests.map(kindOf))];
  return kinds.map((kind) => `${kind}: ${ofKind(manifests, kind).map(name).join(' ')}\n`).join('');
}

export function namespacesOf(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.map(namespaceOf))];
}

/** The names of the pods that the sets make. Where a Job says how many there are, each has a claim. */
export function podsOf(manifests: readonly Manifest[]): string[] {
  const claims = new Set(ofKind(manifests, 'PersistentVolumeClaim').map(nameOf));
  return ofKind(manifests, 'StatefulSet').flatMap((set) => {
    const spec = objectAt(set, 'spec');
    const start = numberAt(objectAt(spec, 'ordinals'), 'start') ?? 0;
    let replicas = numberAt(spec, 'replicas');
    if (replicas === undefined) {
      replicas = 0;
      while (claims.has(`data-${nameOf(set)}-${start + replicas}`)) { replicas += 1; }
    }
    return Array.from({ length: replicas }, (_, i) => `${nameOf(set)}-${start + i}`);
  });
}
