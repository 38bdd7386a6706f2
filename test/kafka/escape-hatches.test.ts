import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import { KafkaCluster, Storage, ZooKeeperEnsemble } from '../../src';
import { Json, Manifest, objectAt } from '../manifests/manifest';
import { schemaFindings } from '../manifests/strict-schemas';
import { find, synthesizedChart } from '../synthesis/synthesized';

const TEN_GIB = Storage.persistent(Size.gibibytes(10));

/** The cluster's manifests, after `patch` has had a hand in them. */
function patched(patch: (cluster: KafkaCluster) => void): readonly Manifest[] {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  const cluster = new KafkaCluster(chart, 'Events', { brokers: { nodes: 3, storage: TEN_GIB } });
  patch(cluster);
  return synthesizedChart(chart).manifests;
}

const before = patched(() => {});

/** All manifests are as they were but for one, which is `after`. */
function expectOnly(manifests: readonly Manifest[], kind: string, name: string, change: (spec: Record<string, Json>) => void): void {
  const copy: Record<string, Json> = structuredClone(find(before, kind, name));
  change(copy);
  expect(find(manifests, kind, name)).toEqual(copy);
  const others = (all: readonly Manifest[]) => all.filter((m) => m !== find(all, kind, name));
  expect(others(manifests)).toEqual(others(before));
}

test('ApiObject.of is the Service at which clients begin, and the StatefulSet of an ensemble', () => {
  const chart = new Chart(new App(), 'test');
  const cluster = new KafkaCluster(chart, 'Events', { brokers: { nodes: 3, storage: TEN_GIB } });
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB });
  expect([ApiObject.of(cluster), ApiObject.of(ensemble)].map((o) => `${o.kind} ${o.name}`)).toEqual(['Service events-bootstrap', 'StatefulSet zookeeper']);
  expect(ApiObject.of(ensemble)).toBe(ensemble.statefulSet);
});

test('a sidecar is added to a StatefulSet, and nothing else changes', () => {
  const sidecar = {
    name: 'exporter',
    image: 'example.com/exporter:1',
    ports: [{ name: 'metrics', containerPort: 9404 }],
    livenessProbe: { httpGet: { path: '/', port: 'metrics' } },
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  };
  const manifests = patched((cluster) => cluster.statefulSets[1].addJsonPatch(JsonPatch.add('/spec/template/spec/containers/-', sidecar)));
  expectOnly(manifests, 'StatefulSet', 'events-broker', (set) => {
    const spec = objectAt(set, 'spec', 'template', 'spec');
    const containers = spec.containers;
    if (Array.isArray(containers)) { containers.push(sidecar); }
  });
  expect(objectAt(find(manifests, 'StatefulSet', 'events-broker'), 'spec', 'template', 'spec').containers).toHaveLength(2);
  expect(schemaFindings(manifests)).toEqual([]);
});

test('a quantity is set on a claim, as it is written', () => {
  const manifests = patched((cluster) => cluster.claims[3].addJsonPatch(JsonPatch.replace('/spec/resources/requests/storage', '1.5Ti')));
  expectOnly(manifests, 'PersistentVolumeClaim', 'data-events-broker-0', (claim) => { claim.spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1.5Ti' } } }; });
});

test.each<[string, Json]>([['a number', 9092], ['a name', 'internal']])('a target port is set on a Service, as %s', (_, targetPort) => {
  const manifests = patched((cluster) => ApiObject.of(cluster).addJsonPatch(JsonPatch.add('/spec/ports/0/targetPort', targetPort), JsonPatch.add('/spec/type', 'NodePort')));
  expect(find(manifests, 'Service', 'events-bootstrap').spec).toMatchObject({ type: 'NodePort', ports: [{ name: 'internal', port: 9092, targetPort }] });
});

test('a percentage is set on a disruption budget', () => {
  const manifests = patched((cluster) => cluster.disruptionBudgets[0].addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', '10%')));
  expect(find(manifests, 'PodDisruptionBudget', 'events-brokers').spec).toMatchObject({ maxUnavailable: '10%' });
});

test('a file is added to a ConfigMap', () => {
  const manifests = patched((cluster) => cluster.configMaps[2].addJsonPatch(JsonPatch.add('/data/extra.properties', 'a=b\n')));
  expectOnly(manifests, 'ConfigMap', 'events-broker-config', (map) => { map.data = { ...objectAt(map, 'data'), 'extra.properties': 'a=b\n' }; });
});

test('a field that no type knows passes through', () => {
  const manifests = patched((cluster) => cluster.statefulSets[0].addJsonPatch(JsonPatch.add('/spec/template/spec/fieldOfTomorrow', { deep: [1, '2'] })));
  expect(objectAt(find(manifests, 'StatefulSet', 'events-controller'), 'spec', 'template', 'spec').fieldOfTomorrow).toEqual({ deep: [1, '2'] });
});

test('metadata can be added to', () => {
  const manifests = patched((cluster) => {
    cluster.services[1].metadata.addAnnotation('example.com/internal', 'true');
    cluster.services[1].metadata.addLabel('exposed', 'no');
  });
  expect(find(manifests, 'Service', 'events-bootstrap').metadata).toMatchObject({ annotations: { 'example.com/internal': 'true' }, labels: { exposed: 'no' } });
});
