import { App, Chart, Size } from 'cdk8s';
import { KafkaCluster, KafkaClusterProps, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble } from '../../src';
import { describeFinding } from '../../src/validation/engine';

const GIB = Size.gibibytes;
const storage = Storage.persistent(GIB(100));

function lines(props: KafkaClusterProps): string[] {
  return new KafkaCluster(new Chart(new App(), 'streaming', { namespace: 'streaming' }), 'Events', props).findings.map(describeFinding);
}

test('what is wrong with a configuration', () => {
  expect(lines({
    brokers: { nodes: 3, storage, config: { 'log.segment.bytes': '1Gi' } },
    config: {
      'min.insync.replicas': 3,
      'log.retention.hour': 72,
      'retention.ms': 1000,
      'zookeeper.session.timeout.ms': 6000,
      'advertised.listeners': 'PLAINTEXT://kafka:9092',
      'ssl.keystore.password': 'geheim',
      'ssl.truststore.pasword': 'geheim',
    },
  })).toEqual([
    "[replication.min-isr] config 'min.insync.replicas' is 3: topics default to 3 replicas: one broker down would stop every acks=all producer. Lower it to 2, or raise default.replication.factor.",
    "[config.owned-key] config 'advertised.listeners' is PLAINTEXT://kafka:9092: this key is set by the library. Leave it out: each node advertises its own name.",
    "[config.unknown-key] config 'log.retention.hour': Kafka 4.3 has no such key. Did you mean 'log.retention.hours'?",
    "[config.unknown-key] config 'ssl.truststore.pasword': Kafka 4.3 has no such key. Did you mean 'ssl.truststore.password'?",
    "[config.topic-key] config 'retention.ms': this is a topic's key, and a broker ignores it. For the default of all topics use 'log.retention.ms'.",
    "[config.removed-key] config 'zookeeper.session.timeout.ms': Kafka 4.0 removed this key. Remove it; the notes on upgrading to 4.0 say what became of it.",
    "[config.type] brokers.config 'log.segment.bytes' is 1Gi: Kafka 4.3 refuses this. It must be a whole number in digits alone, without a unit.",
    "[config.secret-value] config 'ssl.keystore.password' is (hidden): a secret would lie readable in the manifests. "
      + "Mount it from a Secret and refer to it: '${file:/path/of/the/file:key}', with 'file' among 'config.providers'.",
  ]);
});

test('what is wrong with the nodes', () => {
  expect(lines({
    brokers: { nodes: 4, storage: Storage.persistent(GIB(5)), firstNodeId: 9002, resources: { memory: GIB(4) }, jvm: { heap: GIB(4) } },
    controllers: { nodes: 4 },
    zones: ['a', 'b'],
  })).toEqual([
    "[ids.overlap] brokers.firstNodeId is 9002: 'events-broker-a' and 'events-controller' would both have a node 9002. State another 'firstNodeId' for new brokers.",
    '[resources.heap] brokers.jvm.heap is 4 GiB: of 4 GiB memory the JVM needs about 409 MiB besides. Lower it to 3687 MiB or less, raise brokers.resources.memory, or leave it out: it is derived.',
    '[quorum.even] controllers.nodes is 4: 4 controllers bear the loss of 1 member, as 3 do. Declare 3 or 5.',
    '[quorum.zones] controllers.nodes is 4: over 2 zones, the loss of one can leave 2 of the 4 controllers, where 3 are needed. State a third zone.',
    '[replication.racks] zones is 2: of 3 replicas in 2 zones, the loss of one can leave 1, where min.insync.replicas is 2. '
      + 'Spread the brokers over 3 zones, or acknowledge that the loss of a zone stops producers.',
    '[storage.segments] brokers.storage is 5 GiB: it holds 5 segments of 1 GiB (log.segment.bytes), and the one that a partition writes is never deleted. '
      + "Declare 10 GiB or more, or lower 'log.segment.bytes'.",
  ]);
});

test('what is wrong with sizes and rights', () => {
  expect(lines({
    brokers: { nodes: 3, storage, jvm: { flags: { MaxDirectMemorySize: '128m' } } },
    config: {
      'message.max.bytes': 104_857_600,
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users': 'User:admin',
    },
  })).toEqual([
    "[authorization.super-users] config 'authorizer.class.name' is org.apache.kafka.metadata.authorizer.StandardAuthorizer: nodes come as User:ANONYMOUS, "
      + "and super.users are 'User:admin': they would be locked out. Have them prove who they are: state interBrokerListener and controllerListener with tls or authentication. "
      + "To name 'User:ANONYMOUS' among super.users lets everybody do everything.",
    "[config.order] config 'message.max.bytes' is 104857600: 'socket.request.max.bytes' is 104857600, and so the connection of whoever sends a batch as large as that is closed. It must be below that.",
    "[resources.fetch-buffers] config 'message.max.bytes' is 104857600: 2 replica fetchers may hold 100 MiB each, and the direct memory is 128 MiB. "
      + 'Lower message.max.bytes to 67108864 or less, or raise brokers.resources.memory.',
  ]);
});

test('what is too long', () => {
  expect(lines({ name: 'all-events-of-our-shops-in-the-whole-of-northern-europe', brokers: { nodes: 3, storage } })).toEqual([
    "[names.length] name is all-events-of-our-shops-in-the-whole-of-northern-europe: the StatefulSet 'all-events-of-our-shops-in-the-whole-of-northern-europe-controller' has 66 characters, "
      + "and a StatefulSet may have 52, as its pods get a label of its name and 11 more characters. State a 'name' that is 14 characters shorter.",
  ]);
});

test('a cluster of every kind that the documents show is sound', () => {
  const chart = new Chart(new App(), 'streaming', { namespace: 'streaming' });
  const zookeeper = new ZooKeeperEnsemble(chart, 'ZooKeeper', { nodes: 3, storage: Storage.persistent(GIB(100), { storageClass: 'ssd' }) });
  expect(zookeeper.findings).toEqual([]);
  const brokers = { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) };
  expect(lines({ version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(zookeeper), brokers })).toEqual([]);
  expect(lines({ brokers, zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] })).toEqual([]);
  for (const version of [KafkaVersion.V3_9, KafkaVersion.V4_0, KafkaVersion.V4_1, KafkaVersion.V4_2]) {
    expect(lines({ version, brokers })).toEqual([]);
    expect(lines({ version, combined: { nodes: 3, storage } })).toEqual([]);
  }
});

test('an error stops the synthesis with all errors at once, and none of them shows a secret', () => {
  const app = new App();
  new KafkaCluster(new Chart(app, 'streaming', { namespace: 'streaming' }), 'Events', {
    brokers: { nodes: 3, storage },
    config: { 'ssl.keystore.password': 'geheim', 'sasl.jaas.confg': 'geheim', 'listener.name.x.ssl.key.password': 'geheim', 'num.io.threads': 'many' },
    pluginConfig: { 'ssl.key.password': 'geheim' },
  });
  const print = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    let message = '';
    try { app.synthYaml(); } catch (error) { message = String(error); }
    expect(message).toContain('[config.type]');
    expect(message.match(/\[config\.secret-value\]/g)).toHaveLength(2);
    expect(message + print.mock.calls.join('')).not.toContain('geheim');
  } finally {
    print.mockRestore();
  }
});
