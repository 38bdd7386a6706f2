import { App, Chart, Size } from 'cdk8s';
import { KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaVersion, Listener, Metadata, Storage, ZooKeeperEnsemble } from '../../src';
import { JsonObject, Manifest, objectAt, objectsAt, ofKind, stringAt } from '../manifests/manifest';
import { synthesizedChart } from '../synthesis/synthesized';

const storage = Storage.persistent(Size.gibibytes(10));

/** What is reached of a pod: by pods with these labels, in its own namespace or in another one. */
interface Caller {
  readonly labels: Record<string, string>;
  readonly otherNamespace?: Record<string, string>;
}

function manifestsOf(props: Partial<KafkaClusterProps> = {}): readonly Manifest[] {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  const cluster = new KafkaCluster(chart, 'Events', { brokers: { nodes: 3, storage }, ...props });
  new KafkaLifecycleJob(chart, 'Lifecycle', { cluster });
  new KafkaCluster(chart, 'Other', { brokers: { nodes: 3, storage } });
  return synthesizedChart(chart).manifests;
}

const textMap = (object: JsonObject) => object as Record<string, string>;
const matches = (selector: JsonObject, labels: Record<string, string>) => Object.entries(textMap(objectAt(selector, 'matchLabels'))).every(([key, value]) => labels[key] === value);

/** Whether the policies let a caller reach a port, by the rules of Kubernetes: pods that no policy selects are reached by everybody. */
function reaches(manifests: readonly Manifest[], caller: Caller, to: Record<string, string>, port: number): boolean {
  const specs = ofKind(manifests, 'NetworkPolicy').map((policy) => objectAt(policy, 'spec')).filter((spec) => matches(objectAt(spec, 'podSelector'), to));
  return specs.length === 0 || specs.some((spec) => objectsAt(spec, 'ingress').some((rule) => objectsAt(rule, 'ports').some((each) => each.port === port)
    && (rule.from === undefined || objectsAt(rule, 'from').some((peer) =>
      (peer.podSelector === undefined || matches(objectAt(peer, 'podSelector'), caller.labels))
      && (peer.namespaceSelector === undefined ? caller.otherNamespace === undefined : matches(objectAt(peer, 'namespaceSelector'), caller.otherNamespace ?? {}))))));
}

function podLabels(manifests: readonly Manifest[], kind: string, name: string): Record<string, string> {
  const found = ofKind(manifests, kind).find((m) => (stringAt(objectAt(m, 'metadata'), 'name') ?? '').startsWith(name));
  if (!found) { throw new Error(`There is no ${kind} ${name}.`); }
  return textMap(objectAt(objectAt(objectAt(objectAt(found, 'spec'), 'template'), 'metadata'), 'labels'));
}

test('nodes are reached by each other, by lifecycle Jobs, and by clients where listeners are for them', () => {
  const manifests = manifestsOf({
    listeners: [Listener.internal('internal'), Listener.internal('shop', { port: 9094, peers: [{ podLabels: { app: 'shop' } }, { podLabels: { app: 'bank' }, namespaceLabels: { team: 'bank' } }] })],
  });
  const broker = podLabels(manifests, 'StatefulSet', 'events-broker');
  const controller = podLabels(manifests, 'StatefulSet', 'events-controller');
  const job = podLabels(manifests, 'Job', 'lifecycle');
  const other = podLabels(manifests, 'StatefulSet', 'other-broker');
  const by = (labels: Record<string, string>, to: Record<string, string>, otherNamespace?: Record<string, string>) =>
    [9091, 9092, 9093, 9094, 22].filter((port) => reaches(manifests, { labels, otherNamespace }, to, port));
  expect(by(broker, broker)).toEqual([9091, 9092, 9093]);
  expect(by(broker, controller)).toEqual([9091, 9092, 9093]);
  expect(by(job, broker)).toEqual([9091, 9092, 9093]);
  expect(by(job, controller)).toContain(9093);
  expect(by(other, broker)).toEqual([9092]);
  expect(by(broker, broker, { team: 'bank' })).toEqual([9092]);
  expect(by({ app: 'shop' }, broker)).toEqual([9092, 9094]);
  expect(by({ app: 'shop' }, broker, { team: 'shop' })).toEqual([9092]);
  expect(by({ app: 'bank' }, broker, { team: 'bank' })).toEqual([9092, 9094]);
  expect(by({ app: 'bank' }, broker)).toEqual([9092]);
});

test('addresses instead of pods', () => {
  const [policy] = ofKind(manifestsOf({ listeners: [Listener.internal('shop', { port: 9094, peers: [{ cidr: '10.0.0.0/8' }] })] }), 'NetworkPolicy');
  expect(objectsAt(objectAt(policy, 'spec'), 'ingress')[1]).toEqual({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ protocol: 'TCP', port: 9094 }] });
});

test('servers of an ensemble are reached by each other, and by clients at one port', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { nodes: 3, storage, peers: [{ podLabels: { 'app.kubernetes.io/name': 'kafka' } }] });
  new KafkaCluster(chart, 'Events', { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), brokers: { nodes: 3, storage } });
  const { manifests } = synthesizedChart(chart);
  const server = podLabels(manifests, 'StatefulSet', 'zookeeper');
  const by = (labels: Record<string, string>) => [2181, 2888, 3888].filter((port) => reaches(manifests, { labels }, server, port));
  expect(by(server)).toEqual([2888, 3888]);
  expect(by(podLabels(manifests, 'StatefulSet', 'events-broker'))).toEqual([2181]);
  expect(by({ app: 'shop' })).toEqual([]);
  expect(by({ 'app.kubernetes.io/name': 'kafka-lifecycle', 'app.kubernetes.io/component': 'lifecycle' })).toEqual([2181]);
});

test('none, if that is said', () => {
  const manifests = manifestsOf({ networkPolicy: false });
  expect(ofKind(manifests, 'NetworkPolicy').map((policy) => stringAt(objectAt(policy, 'metadata'), 'name'))).toEqual(['other']);
});
