import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { ArbitraryCluster, arbitraryCluster, declareIn } from './arbitrary-cluster';
import { synthesized } from './synthesized';
import { KafkaLifecycleJob, Severity } from '../../src';
import { parseProperties } from '../../src/config/properties';
import { allFindings } from '../manifests/all-findings';
import { immutableChanges } from '../manifests/immutable-parts';
import { Manifest, nameOf, numberAt, objectAt, objectNameOf, ofKind, stringAt } from '../manifests/manifest';

function manifestsOf(cluster: ArbitraryCluster, namespace?: string): readonly Manifest[] {
  return synthesized((chart) => declareIn(chart, cluster), { namespace }).manifests;
}

const namespaces = fc.option(fc.constantFrom('streaming', 'a'), { nil: undefined });

test('whatever is declared within the rules is sound on every Kubernetes', () => {
  fc.assert(fc.property(arbitraryCluster, namespaces, (cluster, namespace) => {
    expect(allFindings(manifestsOf(cluster, namespace))).toEqual([]);
  }), { numRuns: 60 });
}, 120_000);

test('so it is with a lifecycle Job, which can be added later', () => {
  fc.assert(fc.property(arbitraryCluster, (cluster) => {
    const { manifests } = synthesized((chart) => new KafkaLifecycleJob(chart, 'Lifecycle', { cluster: declareIn(chart, cluster) }));
    expect(allFindings(manifests, { withToken: ofKind(manifests, 'Job').map(objectNameOf) })).toEqual([]);
    expect(immutableChanges(manifestsOf(cluster, 'streaming'), manifests)).toEqual([]);
  }), { numRuns: 30 });
}, 120_000);

test('it has no errors, and is the same when it is synthesized again', () => {
  fc.assert(fc.property(arbitraryCluster, (cluster) => {
    expect(declareIn(new Chart(new App(), 'test'), cluster).findings.filter((f) => f.severity === Severity.ERROR)).toEqual([]);
    expect(Yaml.stringify(...manifestsOf(cluster))).toBe(Yaml.stringify(...manifestsOf(cluster)));
  }), { numRuns: 60 });
}, 120_000);

test('its place in the tree is of no consequence', () => {
  fc.assert(fc.property(arbitraryCluster, (cluster) => {
    const moved = synthesized((chart) => {
      new ApiObject(chart, 'Other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other-object' } });
      declareIn(new Chart(new Construct(chart, 'Platform'), 'Inner', { namespace: 'streaming' }), cluster);
    }).manifests.filter((m) => nameOf(m) !== 'other-object');
    const before = manifestsOf(cluster, 'streaming');
    expect(immutableChanges(before, moved)).toEqual([]);
    expect(moved).toEqual(before);
  }), { numRuns: 60 });
}, 120_000);

test('each node has its own id, at the end of its pod name and in its own file; all advertise what they are reached by', () => {
  fc.assert(fc.property(arbitraryCluster, (cluster) => {
    const { nodes, name } = declareIn(new Chart(new App(), 'test', { namespace: 'streaming' }), cluster);
    expect(new Set(nodes.map((n) => n.id)).size).toBe(nodes.length);
    const { kafka } = cluster;
    expect(nodes.filter((n) => n.broker)).toHaveLength(kafka.brokers?.nodes ?? kafka.combined?.nodes ?? 0);

    const manifests = manifestsOf(cluster, 'streaming');
    for (const node of nodes) {
      const set = node.podName.slice(0, node.podName.lastIndexOf('-'));
      const [start, replicas] = ofKind(manifests, 'StatefulSet').filter((s) => nameOf(s) === set)
        .flatMap((s) => [numberAt(objectAt(s, 'spec', 'ordinals'), 'start') ?? -1, numberAt(objectAt(s, 'spec'), 'replicas') ?? -1]);
      expect(node.podName).toBe(`${set}-${node.id}`);
      expect(node.id).toBeGreaterThanOrEqual(start);
      expect(node.id).toBeLessThan(start + replicas);

      const file = ofKind(manifests, 'ConfigMap').filter((m) => nameOf(m) === `${set}-nodes`).map((m) => stringAt(objectAt(m, 'data'), `${node.id}.properties`));
      const properties = parseProperties(file[0] ?? '');
      expect(properties.get(cluster.zooKeeper ? 'broker.id' : 'node.id')).toBe(String(node.id));
      expect(properties.get('broker.rack')).toBe(node.rack);
      expect(node.host).toBe(`${node.podName}.${name}-nodes.streaming.svc.${kafka.clusterDomain ?? 'cluster.local'}`);
      for (const listener of properties.get('advertised.listeners')?.split(',') ?? ['none']) {
        expect(listener).toMatch(new RegExp(`^(REPLICATION://${node.host}:9091|INTERNAL://${node.host}:9092|CONTROLLER://${node.host}:9093)$`));
      }
    }
  }), { numRuns: 60 });
}, 120_000);
