import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { manifestsOf, namespacesOf } from './example';
import { LifecycleExample } from '../../examples/lifecycle/chart';
import { LifecycleTrigger } from '../../src';
import { allFindings } from '../manifests/all-findings';
import { changed } from '../manifests/changed';
import { argoCdFindings, fluxFindings } from '../manifests/gitops-schemas';
import { Json, JsonObject, Manifest, isObject, kindOf, numberAt, objectAt, objectNameOf, ofKind, stringAt, stringsAt } from '../manifests/manifest';

/** The files of examples/lifecycle by which Argo CD, Flux and Helm deploy it. */

const ROOT = join(__dirname, '..', '..');
const FOLDER = 'examples/lifecycle';

function documents(file: string): Manifest[] {
  return loadAll(readFileSync(join(ROOT, FOLDER, file), 'utf8')).map((document) => {
    const json: Json = JSON.parse(JSON.stringify(document));
    if (!isObject(json)) { throw new Error(`${file} holds ${JSON.stringify(json)}, which is no object.`); }
    return json;
  });
}

const only = (manifests: readonly Manifest[], kind: string): Manifest => {
  const found = ofKind(manifests, kind);
  if (found.length !== 1) { throw new Error(`${found.length} of ${kind}`); }
  return found[0];
};
const specOf = (manifest: Manifest) => objectAt(manifest, 'spec');

/** The example's manifests with each trigger. */
const triggered = {
  argoCd: manifestsOf((app) => new LifecycleExample(app, 'lifecycle', { trigger: LifecycleTrigger.argoCd() })),
  flux: manifestsOf((app) => new LifecycleExample(app, 'lifecycle', { trigger: LifecycleTrigger.flux() })),
  helm: manifestsOf((app) => new LifecycleExample(app, 'lifecycle', { trigger: LifecycleTrigger.helm() })),
};

const argoCd = documents('argo-cd/application.yaml');
const flux = documents('flux/sync.yaml');
const [chart] = documents('helm/Chart.yaml');

const APPLICATION = 'Application argocd/events';
const SOURCE = 'GitRepository flux-system/events';
const KUSTOMIZATION = 'Kustomization flux-system/events';

/** How long a run may take at most, in seconds. */
const longest = (manifests: readonly Manifest[]) => numberAt(specOf(only(manifests, 'Job')), 'activeDeadlineSeconds') ?? Infinity;

/** Hours, as Flux and Helm read them. */
const hours = (text: string | undefined) => Number(/^(\d+)h$/.exec(text ?? '')?.[1]) * 3600;

test('Argo CD and Flux know every field', () => {
  expect(argoCd.map(objectNameOf)).toEqual([APPLICATION]);
  expect(argoCdFindings(argoCd)).toEqual([]);
  expect(flux.map(objectNameOf)).toEqual([SOURCE, KUSTOMIZATION]);
  expect(fluxFindings(flux)).toEqual([]);
});

describe('what they do not know is refused', () => {
  const cases: [object: string, change: string, to: Json | undefined, problem: string][] = [
    [APPLICATION, 'spec.syncPolicy.automated.selfheal', true, 'Argo CD: unknown field "selfheal"'],
    [APPLICATION, 'spec.syncPolicy.syncOption', ['CreateNamespace=true'], 'Argo CD: unknown field "syncOption"'],
    [APPLICATION, 'spec.source.repoUrl', 'https://git.example.com/a.git', 'Argo CD: unknown field "repoUrl"'],
    [APPLICATION, 'spec.destination', undefined, 'Argo CD: "destination" is missing'],
    [APPLICATION, 'spec.syncPolicy.automated.prune', 'no', 'Argo CD: must be boolean, not "no"'],
    [APPLICATION, 'metadata.label', { a: 'b' }, 'Argo CD: unknown field "label"'],
    [APPLICATION, 'status', {}, 'Argo CD: unknown field "status"'],
    [APPLICATION, 'apiVersion', 'argoproj.io/v1', 'Argo CD is not known to serve argoproj.io/v1 Application: it serves argoproj.io/v1alpha1 Application'],
    [KUSTOMIZATION, 'spec.pruned', true, 'Flux: unknown field "pruned"'],
    [KUSTOMIZATION, 'spec.prune', undefined, 'Flux: "prune" is missing'],
    [KUSTOMIZATION, 'spec.timeout', '1 day', 'Flux: must match pattern'],
    [KUSTOMIZATION, 'spec.deletionPolicy', 'Keep', 'Flux: must be one of ["MirrorPrune","Delete","WaitForTermination","Orphan"], not "Keep"'],
    [KUSTOMIZATION, 'spec.sourceRef.kind', 'Git', 'Flux: must be one of'],
    [SOURCE, 'spec.ref.branchName', 'main', 'Flux: unknown field "branchName"'],
    [SOURCE, 'spec.url', 'git.example.com/a', 'Flux: must match pattern'],
    [SOURCE, 'apiVersion', 'source.toolkit.fluxcd.io/v1beta9', 'Flux is not known to serve source.toolkit.fluxcd.io/v1beta9 GitRepository'],
  ];

  test.each(cases)('%s: %s = %j', (object, change, to, problem) => {
    const found = object === APPLICATION ? argoCdFindings(changed(argoCd, object, change, to)) : fluxFindings(changed(flux, object, change, to));
    expect(found).toEqual([{ object, path: expect.any(String), problem: expect.stringContaining(problem) }]);
  });
});

describe('Argo CD', () => {
  const spec = specOf(only(argoCd, 'Application'));
  const policy = objectAt(spec, 'syncPolicy');

  test('deploys to the namespace of the manifests', () => {
    expect(namespacesOf(triggered.argoCd)).toEqual([stringAt(objectAt(spec, 'destination'), 'namespace')]);
  });

  test('applies, and replaces or prunes nothing by itself', () => {
    expect(stringsAt(policy, 'syncOptions')).toEqual(['CreateNamespace=true']);
    expect(objectAt(policy, 'automated')).toEqual({ prune: false, selfHeal: true });
  });

  test('has nothing to ignore, as no manifest says what the run changes', () => {
    expect(spec).not.toHaveProperty('ignoreDifferences');
    const sets = ofKind(triggered.argoCd, 'StatefulSet');
    expect(sets.map((set) => 'replicas' in specOf(set))).toEqual([false, false, false, false]);
  });
});

describe('Flux', () => {
  const source = only(flux, 'GitRepository');
  const kustomization = only(flux, 'Kustomization');
  const spec = specOf(kustomization);

  test('takes the manifests from the source beside it', () => {
    expect(objectAt(spec, 'sourceRef')).toEqual({ kind: kindOf(source), name: stringAt(objectAt(source, 'metadata'), 'name') });
    expect(objectAt(kustomization, 'metadata').namespace).toEqual(objectAt(source, 'metadata').namespace);
  });

  test('prunes former Jobs, and waits for longer than a run may take', () => {
    expect(spec).toMatchObject({ prune: true, wait: true, deletionPolicy: 'Orphan' });
    expect(hours(stringAt(spec, 'timeout'))).toBeGreaterThan(longest(triggered.flux));
  });

  test('makes nothing anew, and leaves ${…} in scripts as it is', () => {
    expect(spec).not.toHaveProperty('force');
    expect(spec).not.toHaveProperty('postBuild');
    expect(JSON.stringify(triggered.flux)).toContain('${');
  });
});

describe('Helm', () => {
  // Helm 4.2.4 pkg/chart/v2/metadata.go: Metadata; Validate wants the first three.
  const FIELDS = [
    'apiVersion', 'name', 'version', 'annotations', 'appVersion', 'condition', 'dependencies', 'deprecated', 'description', 'home', 'icon', 'keywords', 'kubeVersion', 'maintainers',
    'sources', 'tags', 'type',
  ];

  test('knows every field of the chart', () => {
    expect(Object.keys(chart).filter((field) => !FIELDS.includes(field))).toEqual([]);
    expect(chart).toMatchObject({ apiVersion: 'v2', name: expect.stringMatching(/^[a-z][a-z0-9-]*$/), version: expect.stringMatching(/^\d+\.\d+\.\d+$/), type: 'application' });
    // `-0` lets versions through that providers mark, like v1.34.1-gke.1.
    expect(chart.kubeVersion).toBe('>=1.28.0-0');
  });

  test('waits for longer than a run may take', () => {
    const commands = [readFileSync(join(ROOT, FOLDER, 'README.md'), 'utf8'), readFileSync(join(ROOT, 'docs/lifecycle-job.md'), 'utf8')]
      .flatMap((text) => [...text.matchAll(/^helm upgrade .*--install.*$/gm)].map(([command]) => command));
    expect(commands).toHaveLength(2);
    for (const command of commands) { expect(hours(/--timeout (\S+)/.exec(command)?.[1])).toBeGreaterThan(longest(triggered.helm)); }
  });
});

const FOR_THE_TOOL: Record<string, JsonObject> = {
  argoCd: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
  flux: {},
  helm: {
    'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
    'helm.sh/hook-delete-policy': 'before-hook-creation',
    'helm.sh/hook-output-log-policy': 'hook-failed',
    // Where Argo CD deploys the chart: with a hook of its own it passes over Helm's (Argo CD 3.5.1, gitops-engine/pkg/sync/hook/hook.go: Types).
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  },
};

test.each(['argoCd', 'flux', 'helm'] as const)('with the trigger %s the Job and all with it are what Kubernetes and the tool know', (name) => {
  const manifests = triggered[name];
  const job = only(manifests, 'Job');
  expect(objectAt(job, 'metadata', 'annotations')).toEqual(FOR_THE_TOOL[name]);
  // Among its checks are the strict schemas of Kubernetes and the annotations that the tools know.
  expect(allFindings(manifests, { withToken: [objectNameOf(job)] })).toEqual([]);
});

test.each([`${FOLDER}/README.md`, 'docs/lifecycle-job.md'])('%s names each of the files, and no other', (document) => {
  const named = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/examples\/lifecycle\/[\w./-]+\.yaml/g)].map(([file]) => file);
  expect(new Set(named.filter((file) => !file.startsWith('dist/')))).toEqual(new Set(['argo-cd/application.yaml', 'flux/sync.yaml', 'helm/Chart.yaml'].map((file) => `${FOLDER}/${file}`)));
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test.each([
  ['argoCd', 'argo-cd/application.yaml'], ['flux', 'flux/sync.yaml'], ['helm', 'README.md'],
])('a reader of %s is told which trigger to give', (trigger, file) => {
  expect(readFileSync(join(ROOT, FOLDER, file), 'utf8')).toContain(`trigger: LifecycleTrigger.${trigger}()`);
});
