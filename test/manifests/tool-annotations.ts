import { child, Finding } from './finding';
import { isObject, Json, JsonObject, Manifest, objectNameOf } from './manifest';

/** Values that a tool knows of an annotation, of which there may be several with commas between them. */
type Known = Readonly<Record<string, readonly string[]>>;

/** Argo CD 3.5.1: gitops-engine/pkg/sync/common/types.go. What it does not know it passes over without a word (NewHookType, NewHookDeletePolicy). */
const ARGO_CD: Known = {
  'argocd.argoproj.io/hook': ['PreSync', 'Sync', 'PostSync', 'Skip', 'SyncFail'],
  'argocd.argoproj.io/hook-delete-policy': ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
  'argocd.argoproj.io/sync-options': [
    'SkipDryRunOnMissingResource=true', 'Validate=false', 'PruneLast=true', 'ServerSideApply=true', 'ServerSideApply=false',
    'Delete=confirm', 'Delete=false', 'Prune=confirm', 'Prune=false',
    // It knows Replace=true and Force=true as well, which put StatefulSets in the place of others: none of ours has them.
  ],
};

/** Helm 3.21.4 (pkg/release/hook.go) and 4.2.4 (pkg/release/v1/hook.go), which know the same; of both, pkg/kube/resource_policy.go. */
const HELM: Known = {
  'helm.sh/hook': [
    'pre-install', 'post-install', 'pre-delete', 'post-delete', 'pre-upgrade', 'post-upgrade', 'pre-rollback', 'post-rollback', 'test',
  ],
  'helm.sh/hook-delete-policy': ['hook-succeeded', 'hook-failed', 'before-hook-creation'],
  'helm.sh/hook-output-log-policy': ['hook-succeeded', 'hook-failed'],
  'helm.sh/resource-policy': ['keep'],
};

/** kustomize-controller 1.9.4: internal/controller/kustomization_controller.go (deleteObjects), api/v1/kustomization_types.go (DisabledValue). */
const FLUX: Known = {
  'kustomize.toolkit.fluxcd.io/prune': ['disabled'],
};

const KNOWN: Known = { ...ARGO_CD, ...HELM, ...FLUX };

/** Annotations that belong to one of the tools, whether it knows them or not. */
const OF_A_TOOL = /^([a-z0-9-]+\.)*(argoproj\.io|helm\.sh|fluxcd\.io)\//;

/** An annotation for Argo CD, Helm or Flux is one that the tool knows, with values that it knows: it says nothing of others, and does not heed them. */
export function toolAnnotationFindings(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap((manifest) => within(manifest, '').flatMap(([path, annotations]) =>
    problems(annotations).map(([key, problem]) => ({ object: objectNameOf(manifest), path: child(path, key), problem }))));
}

/** All annotations in an object, and where they are. */
function within(value: Json, path: string): [string, JsonObject][] {
  if (Array.isArray(value)) return value.flatMap((each: Json, at: number) => within(each, child(path, at)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]): [string, JsonObject][] =>
    key === 'annotations' && isObject(each) ? [[child(path, key), each]] : within(each, child(path, key)));
}

function problems(annotations: JsonObject): [string, string][] {
  return Object.entries(annotations).filter(([key]) => OF_A_TOOL.test(key)).flatMap(([key, value]): [string, string][] => {
    const known = KNOWN[key];
    if (known === undefined) return [[key, 'is no annotation that Argo CD, Helm or Flux is known to heed']];
    const values = typeof value === 'string' ? value.split(',') : [JSON.stringify(value)];
    return values.filter((each) => !known.includes(each)).map((each) => [key, `"${each}" is none of ${known.join(', ')}`]);
  });
}
