import { App, Chart } from 'cdk8s';
import { TEN_GIB, THREE_BROKERS, desiredStateOf, manifestsOf, servedCluster, servedWithZooKeeper } from './declared-job';
import { KafkaCluster, KafkaLifecycleJob, KafkaVersion, Metadata, ZooKeeperEnsemble } from '../../src';
import { nameOf, objectAt, ofKind, stringAt } from '../manifests/manifest';
import { find } from '../synthesis/synthesized';

test('lies in its ConfigMap as the construct tells it, a node a line', () => {
  const served = servedCluster();
  const text = stringAt(objectAt(find(manifestsOf(served), 'ConfigMap', 'lifecycle-desired-state'), 'data'), 'desired-state.json');
  expect(text).toBe(served.job.desiredState);
  expect(text?.split('\n')).toContain('      {"id":1,"pod":"events-broker-1","host":"events-broker-1.events-nodes.streaming.svc.cluster.local"},');
  expect(servedCluster().job.desiredState).toBe(text);
});

test('a KRaft cluster with dedicated controllers', () => {
  const state = desiredStateOf(servedCluster({ ...THREE_BROKERS, zones: ['eu-1a', 'eu-1b'], controllers: { nodes: 1 }, clusterId: 'MkU3OEVBNTcwNTJENDM2Qg', config: { 'num.io.threads': 9 } }));
  const host = (pod: string) => `${pod}.events-nodes.streaming.svc.cluster.local`;
  const node = (id: number, pod: string) => ({ id, pod, host: host(pod) });
  const template = expect.stringMatching(/^[0-9a-f]{10}$/) as string;
  expect(state).toEqual({
    format: 1,
    name: 'lifecycle',
    policy: {
      concurrency: 1,
      inSyncMargin: 0,
      unavoidable: 'accept',
      noProgressSeconds: 900,
      preferredLeaders: true,
      undeclaredSettings: 'report',
      rebalance: {
        when: 'scale',
        drift: 0.2,
        diskBand: 0.1,
        replicaBand: 0.1,
        leaderBand: 0.1,
        volumeBand: 0.1,
        volumeBytesPerSecond: 52_428_800,
        diskLimit: 0.8,
        excludedTopics: [],
        bytesPerSecond: 62_390_272,
        leastBytesPerSecond: 12_478_054,
        movesPerBroker: 5,
        moves: 1250,
        bytesInFlight: 2 ** 40,
        approval: 'automatic',
      },
    },
    ensembles: [],
    clusters: [{
      name: 'events',
      version: '4.3.1',
      metadata: { mode: 'kraft', clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' },
      sets: [
        { name: 'events-controller', roles: ['controller'], template, nodes: [node(9000, 'events-controller-9000')] },
        { name: 'events-broker-a', roles: ['broker'], rack: 'eu-1a', template, nodes: [node(0, 'events-broker-a-0'), node(1, 'events-broker-a-1')] },
        { name: 'events-broker-b', roles: ['broker'], rack: 'eu-1b', template, nodes: [node(100, 'events-broker-b-100')] },
      ],
      ports: { broker: 9091, controller: 9093 },
      dynamic: { clusterWide: { 'min.insync.replicas': '2', 'num.io.threads': '9' }, perBroker: {} },
    }],
  });
});

test('combined nodes have both roles; without a namespace hosts are short', () => {
  const [cluster] = desiredStateOf(servedCluster({ combined: { nodes: 3, storage: TEN_GIB } }, {}, null)).clusters;
  expect(cluster.sets).toMatchObject([{ roles: ['controller', 'broker'], nodes: [{ id: 0, host: 'events-node-0.events-nodes' }, { id: 1 }, { id: 2 }] }]);
});

test('a cluster with ZooKeeper, and its ensemble before it', () => {
  const { ensembles, clusters } = desiredStateOf(servedWithZooKeeper());
  expect(ensembles).toMatchObject([{
    name: 'zookeeper', version: '3.8.6', clientPort: 2181, set: { name: 'zookeeper', roles: [], nodes: [{ id: 1, pod: 'zookeeper-1' }, { id: 2 }, { id: 3 }] },
  }]);
  expect(clusters).toMatchObject([{ metadata: { mode: 'zookeeper', ensemble: 'zookeeper' }, ports: { broker: 9091 } }]);
  expect(clusters[0].ports).not.toHaveProperty('controller');
});

test('an ensemble that the Job does not look after is none of its own', () => {
  const served = servedWithZooKeeper({ ensembles: [] });
  expect(desiredStateOf(served)).toMatchObject({ ensembles: [], clusters: [{ metadata: { mode: 'zookeeper' } }] });
  expect(desiredStateOf(served).clusters[0].metadata).not.toHaveProperty('ensemble');
  expect(objectAt(find(manifestsOf(served), 'StatefulSet', 'zookeeper'), 'spec').replicas).toBe(3);
});

test('several clusters in their order, an ensemble that they share once', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB });
  const old = (id: string) => new KafkaCluster(chart, id, { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), ...THREE_BROKERS });
  const job = new KafkaLifecycleJob(chart, 'Lifecycle', { cluster: new KafkaCluster(chart, 'Events', THREE_BROKERS), clusters: [old('Orders'), old('Audit')] });
  const { ensembles, clusters } = desiredStateOf({ job });
  expect(clusters.map((c) => c.name)).toEqual(['events', 'orders', 'audit']);
  expect(ensembles.map((e) => e.name)).toEqual(['zookeeper']);
});

test('every StatefulSet of the manifests is in it, with the nodes that it has', () => {
  const served = servedWithZooKeeper();
  const { ensembles, clusters } = desiredStateOf(served);
  const sets = [...ensembles.map((e) => e.set), ...clusters.flatMap((c) => c.sets)];
  expect(sets.map((set) => set.name)).toEqual(ofKind(manifestsOf(served), 'StatefulSet').map(nameOf));
});
