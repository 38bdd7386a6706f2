import { App, Chart, Size } from 'cdk8s';
import { KafkaCluster, Storage, ZooKeeperEnsemble } from '../../src';

const storage = Storage.persistent(Size.gibibytes(100));
const brokers = { nodes: 3, storage };

function taken(construct: KafkaCluster | ZooKeeperEnsemble): string[] {
  return construct.findings.filter((f) => f.rule === 'names.taken').map((f) => f.message);
}

test('two clusters of one name in one namespace find each other, whatever their charts', () => {
  const app = new App();
  const one = new KafkaCluster(new Chart(app, 'one', { namespace: 'streaming' }), 'Events', { brokers });
  expect(taken(one)).toEqual([]);
  const two = new KafkaCluster(new Chart(app, 'two', { namespace: 'streaming' }), 'Events', { brokers });
  expect(taken(one)).toEqual(["'two/Events' makes a Service 'events-nodes' in the same namespace as well"]);
  expect(taken(two)).toEqual(["'one/Events' makes a Service 'events-nodes' in the same namespace as well"]);
});

test('a cluster and an ensemble of one name do so too', () => {
  const chart = new Chart(new App(), 'one', { namespace: 'streaming' });
  const zookeeper = new ZooKeeperEnsemble(chart, 'ZooKeeper', { name: 'events', storage });
  const kafka = new KafkaCluster(chart, 'Events', { brokers });
  expect(taken(zookeeper)).toEqual(["'one/Events' makes a Service 'events-nodes' in the same namespace as well"]);
  expect(taken(kafka)).toHaveLength(1);
});

test('nothing is taken in another namespace, in another app, in a chart that may go elsewhere, or by what was removed', () => {
  const app = new App();
  const one = new KafkaCluster(new Chart(app, 'one', { namespace: 'streaming' }), 'Events', { brokers });
  new KafkaCluster(new Chart(app, 'two', { namespace: 'test' }), 'Events', { brokers });
  new KafkaCluster(new Chart(new App(), 'one', { namespace: 'streaming' }), 'Events', { brokers });
  new KafkaCluster(new Chart(app, 'three'), 'Events', { brokers });
  new KafkaCluster(new Chart(app, 'four'), 'Events', { brokers });
  new KafkaCluster(new Chart(app, 'five', { namespace: 'streaming' }), 'Events', { brokers });
  expect(taken(one)).toHaveLength(1);
  app.node.tryRemoveChild('five');
  expect(taken(one)).toEqual([]);
});
