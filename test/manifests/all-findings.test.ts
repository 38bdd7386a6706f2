import { allFindings } from './all-findings';
import { changed } from './changed';
import { isObject, Json, Manifest } from './manifest';
import { EXTERNAL, soundCluster, WITH_TOKEN } from './sound-cluster';

/** The same manifests under another cluster's name. */
function renamed(manifests: readonly Manifest[], name: string): readonly Manifest[] {
  const rename = (value: Json): Json => {
    if (typeof value === 'string') return value.replaceAll('events', name);
    if (Array.isArray(value)) return value.map(rename);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rename(each)])) : value;
  };
  return manifests.map((manifest) => Object.fromEntries(Object.entries(manifest).map(([key, value]) => [key, rename(value)])));
}

test('a sound cluster has no findings', () => {
  expect(allFindings(soundCluster(), { external: EXTERNAL, withToken: WITH_TOKEN, canaries: ['correct-horse'] })).toEqual([]);
});

test('every check is run', () => {
  const bad = [
    ['Service kafka/events-bootstrap', 'spec.typ', 'ClusterIP'],
    ['StatefulSet kafka/events-broker-a', 'spec.template.spec.hostPID', true],
    ['StatefulSet kafka/events-broker-a', 'spec.template.spec.enableServiceLinks', true],
    ['RoleBinding kafka/events-lifecycle', 'roleRef.name', 'other'],
    ['StatefulSet kafka/events-broker-a', 'spec.template.spec.containers[0].volumeMounts[0].name', 'dat'],
    ['PodDisruptionBudget kafka/events-broker', 'spec.selector.matchLabels.x', 'y'],
    ['StatefulSet kafka/events-broker-a', 'spec.template.spec.containers[0].startupProbe.tcpSocket.port', 'plan'],
    ['PersistentVolumeClaim kafka/data-events-broker-a-101', 'metadata.name', 'data-events-broker-a-101x'],
    ['ServiceAccount kafka/events-lifecycle', 'metadata.labels', { 'app.kubernetes.io/name': '-' }],
    ['Job kafka/events-lifecycle', 'metadata.annotations["helm.sh/hook"]', 'post-update'],
    ['ConfigMap kafka/events-broker', 'data["a b"]', ''],
    ['ConfigMap kafka/events-broker', 'data.secret', 'correct-horse'],
    ['ConfigMap kafka/events-broker', 'data.long', 'x'.repeat(250_000)],
  ] as const;
  const manifests = bad.reduce((all, [object, path, value]) => changed(all, object, path, value), soundCluster());
  const problems = allFindings(manifests, { external: EXTERNAL, withToken: WITH_TOKEN, canaries: ['correct-horse'], kubernetesVersions: ['1.34'] })
    .map(({ problem }) => problem).join('\n');
  for (const expected of [
    'unknown field "typ"', 'the host\'s namespaces', 'must be false', 'names Role kafka/other', 'names the volume "dat"', 'selects no pod', 'declares no TCP port "plan"',
    'is no claim of a StatefulSet', 'is no label value', '"post-update" is none of', 'is no key of a ConfigMap', 'holds the secret value number 0', 'bytes as JSON', 'bytes as YAML',
  ]) expect(problems).toContain(expected);
});

test('options are heeded', () => {
  const findings = allFindings(soundCluster(), { kubernetesVersions: ['1.36'] });
  expect(findings.map(({ object, path }) => `${object}: ${path}`)).toEqual([
    'Job kafka/events-lifecycle: spec.template.spec.automountServiceAccountToken',
    'StatefulSet kafka/events-broker-a: spec.template.spec.volumes[2].projected.sources[0].secret.name',
  ]);
});

test('three clusters are checked against four Kubernetes versions in less than a second, compiled once', () => {
  const manifests = ['events', 'orders', 'audit'].flatMap((name) => renamed(soundCluster(), name).filter(({ kind }) => name === 'events' || kind !== 'Namespace'));
  expect(manifests.length).toBeGreaterThanOrEqual(30);
  const options = {
    external: ['events', 'orders', 'audit'].map((name) => `Secret kafka/${name}-tls`),
    withToken: ['events', 'orders', 'audit'].map((name) => `Job kafka/${name}-lifecycle`),
    canaries: ['correct-horse', 'battery-staple'],
  };
  allFindings(manifests, options);
  const begin = performance.now();
  expect(allFindings(manifests, options)).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(1000);
});
