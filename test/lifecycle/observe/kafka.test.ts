import { CLUSTER, FakeKafka, metadataOf, ORDERS, quorumAt, replica, ZOOKEEPER_CLUSTER } from './fake-kafka';
import { BrokerSetting, TopicSettingValues } from '../../../lifecycle/clients/kafka/kafka-admin';
import { KafkaError } from '../../../lifecycle/clients/kafka/kafka-error';
import { KafkaNode } from '../../../lifecycle/clients/kafka/kafka-node';
import { KafkaObservation, Unread, isUnread } from '../../../lifecycle/observation';
import { observeKafka } from '../../../lifecycle/observe/kafka';

/** What is made of a cluster's answers; and that doubtful ones make no observation. */

let kafka: FakeKafka;
beforeEach(() => kafka = new FakeKafka());

async function seen(cluster = CLUSTER): Promise<KafkaObservation> {
  const observation = await observeKafka(cluster, kafka, {});
  if (isUnread(observation)) { throw new Error(`unread: ${observation.unread.join('; ')}`); }
  return observation;
}

async function unread(cluster = CLUSTER): Promise<Unread['unread']> {
  const observation = await observeKafka(cluster, kafka, {});
  if (!isUnread(observation)) { throw new Error('All was read.'); }
  return observation.unread;
}

test('a cluster that is well', async () => {
  kafka.registered = [{ id: 2, rack: 'c', fenced: true, host: 'c' }, { id: 0, rack: 'a', fenced: false }, { id: 1, rack: 'b', fenced: false }];
  expect(await observeKafka(CLUSTER, kafka, { '': ['log.cleaner.threads'] })).toMatchObject({
    brokers: [{ id: 0, rack: 'a', fenced: false }, { id: 1, rack: 'b', fenced: false }, { id: 2, rack: 'c', fenced: true, host: 'c' }],
    quorum: { leader: 11, voters: [10, 11, 12].map((id) => ({ id, lagMillis: 0, logEndOffset: 100 })) },
    partitions: { topics: ['orders', 'logs'], leader: Int32Array.of(0, 1, 2), minInSync: Int32Array.of(2, 2), reassigning: Uint8Array.of(0, 0, 0) },
    settings: { clusterWide: {}, perBroker: {}, applied: { '': ['log.cleaner.threads'] } },
    reassignments: [],
    throttled: {},
  });
  // Nobody asks one that is fenced, or for ends of logs where all is in sync.
  expect(kafka.asked.filter((a) => a.startsWith('settings'))).toEqual(['settings 0', 'settings 1']);
  expect(kafka.asked.filter((a) => a.startsWith('ends'))).toEqual([]);
});

test('the table holds nothing but its columns', async () => {
  expect(Object.keys((await seen()).partitions).sort()).toEqual(['inSync', 'inSyncStart', 'leader', 'minInSync', 'partition', 'reassigning', 'replicaStart', 'replicas', 'topic', 'topics']);
});

test('what would mend it is told where every node is of another cluster, not where others may yet answer', async () => {
  const foreign = (node: KafkaNode): never => { throw new KafkaError(node, 'unsent', 'belongs to cluster theirs', undefined, 'Declare the clusterId.'); };
  kafka.quorums = foreign;
  expect(await observeKafka(CLUSTER, kafka, {})).toMatchObject({ mend: 'Declare the clusterId.' });
  kafka.quorums = (node) => node.id === 11 ? kafka.silence(node) : foreign(node);
  expect(await observeKafka(CLUSTER, kafka, {})).toMatchObject({ unread: expect.any(Array), mend: undefined });
});

describe('the leader of the quorum', () => {
  test('a voter is as late as the leader says, by the clock of the leader', async () => {
    const voters = [replica(10, 90, 700), replica(11, 100), replica(12, 0, 1_000_001)];
    kafka.quorums = (node) => node.id === 11 ? quorumAt(100, { voters }) : kafka.silence(node);
    expect((await seen()).quorum?.voters).toEqual([
      { id: 10, lagMillis: 700, logEndOffset: 90 }, { id: 11, lagMillis: 0, logEndOffset: 100 },
      // It has never been level.
      { id: 12, lagMillis: 1_000_001, logEndOffset: 0 },
    ]);
  });

  test('one that hears no majority is not believed', async () => {
    kafka.quorums = (node) => node.id === 10
      ? quorumAt(100, { leader: 10, epoch: 4, voters: [replica(10, 100), replica(11, 100, 2001), replica(12, 100, 5000)] })
      : kafka.refuse(node, 'DescribeQuorum', 'NOT_LEADER_OR_FOLLOWER');
    expect(await unread()).toEqual([
      'controller 10 (host-10:9093) leads the quorum, but has heard from 1 of 3 voters within 2 s',
      'the quorum has no leader that answers: controller 11 (host-11:9093), controller 12 (host-12:9093) do not lead it',
    ]);
  });

  test('one that is cut off is passed over for the one that is heard', async () => {
    const real = kafka.quorums;
    kafka.quorums = (node, before) => node.id === 10
      ? quorumAt(500, { leader: 10, epoch: 4, voters: [replica(10, 500), replica(11, 100, 2500), replica(12, 100, 2500)] })
      : real(node, before);
    expect((await seen()).quorum?.leader).toBe(11);
  });

  test('nobody answers', async () => {
    kafka.quorums = (node) => kafka.silence(node);
    expect(await unread()).toEqual([10, 11, 12].map((id) => `controller ${id} (host-${id}:9093) could not be reached: it is away`));
  });

  test('a controller that hangs is not waited for', async () => {
    class Hanging extends FakeKafka {
      public override async quorum(node: Parameters<FakeKafka['quorum']>[0]) { return node.id === 10 ? new Promise<never>(() => {}) : super.quorum(node); }
    }
    kafka = new Hanging();
    expect((await seen()).quorum?.leader).toBe(11);
  });
});

describe('fresh metadata', () => {
  test('only of a broker whose log has reached the end that the leader had before', async () => {
    kafka.quorums = (node) => node.id === 11 ? quorumAt(100, { observers: [replica(0, 99), replica(1, 100), replica(2, 80)] }) : kafka.silence(node);
    await seen();
    expect(kafka.asked.filter((a) => a.startsWith('metadata'))).toEqual(['metadata 1']);
    // Reassignments are older than that end, so that none that has ended is taken for its partitions' final state.
    const end = kafka.asked.lastIndexOf('quorum 11');
    expect(kafka.asked.indexOf('reassignments 11')).toBeLessThan(end);
    expect(kafka.asked.indexOf('metadata 1')).toBeGreaterThan(end);
  });

  test('a broker that reaches it soon is waited for, whatever the leader writes meanwhile', async () => {
    const observers = (before: number) => [0, 1, 2].map((id) => replica(id, 96 + before));
    kafka.quorums = (node, before) => node.id === 11 ? quorumAt(100 + before, { observers: observers(before) }) : kafka.silence(node);
    await seen();
    expect(kafka.asked.filter((a) => a === 'quorum 11').length).toBeGreaterThan(4);
  });

  test('what is written but not agreed on counts as not there', async () => {
    kafka.quorums = (node) => node.id === 11 ? quorumAt(100, { highWatermark: 98 }) : kafka.silence(node);
    expect(await unread()).toEqual(['the quorum has not agreed on its metadata within 2 s: a majority of voters has it up to 98, the leader up to 100']);
  });

  test('before Kafka 4.1, only of a broker that has been told that the end is agreed on', async () => {
    kafka.prompt = false;
    kafka.quorums = (node, before) => node.id === 11
      ? quorumAt(100, { observers: [replica(0, 100), { ...replica(1, 100), lastFetch: 1_000_000 + before }, replica(2, 100)] })
      : kafka.silence(node);
    await seen();
    expect(kafka.asked.filter((a) => a.startsWith('metadata'))).toEqual(['metadata 1']);
    kafka.quorums = (node) => node.id === 11 ? quorumAt(100) : kafka.silence(node);
    expect(await unread()).toEqual([expect.stringContaining('no broker surely has the metadata of 2 s ago')]);
  });

  test('no broker keeps up', async () => {
    kafka.quorums = (node) => node.id === 11 ? quorumAt(100, { observers: [replica(0, 99), replica(2, 80)] }) : kafka.silence(node);
    expect(await unread()).toEqual(['no broker surely has the metadata of 2 s ago: the log of the quorum\'s leader was at 100, broker 0 is at 99, broker 1 does not follow it, broker 2 is at 80']);
  });

  test('combined nodes: a voter is a broker', async () => {
    const cluster = { ...CLUSTER, sets: [{ ...CLUSTER.sets[1], roles: ['controller', 'broker'] as const }] };
    const voters = [replica(0, 90), replica(1, 100), replica(2, 100)];
    kafka.quorums = (node) => node.id === 1 ? quorumAt(100, { leader: 1, voters, observers: [] }) : kafka.silence(node);
    await seen(cluster);
    expect(kafka.asked.filter((a) => a.startsWith('metadata'))).toEqual(['metadata 1']);
  });

  test('the next one, if a fresh one does not answer', async () => {
    kafka.told = (node) => node.id === 0 ? kafka.silence(node) : metadataOf(ORDERS);
    await seen();
    expect(kafka.asked.filter((a) => a.startsWith('metadata'))).toEqual(['metadata 0', 'metadata 1']);
  });

  test('none of the fresh ones answers', async () => {
    kafka.told = (node) => kafka.silence(node);
    expect(await unread()).toEqual([0, 1, 2].map((id) => `broker ${id} (host-${id}:9092) could not be reached: it is away`));
  });

  test('another leader meanwhile: looks again', async () => {
    let epoch = 5;
    kafka.quorums = (node, before) => {
      if (node.id !== 11) { return kafka.silence(node); }
      if (before === 2) { epoch = 6; }
      return quorumAt(100, before < 3 ? { epoch, observers: [] } : { epoch });
    };
    expect((await seen()).quorum?.leader).toBe(11);
  });

  test('another leader again and again', async () => {
    kafka.quorums = (node, before) => node.id === 11 ? quorumAt(100, { epoch: before, observers: [] }) : kafka.silence(node);
    expect(await unread()).toEqual(['the quorum elected a leader while it was read']);
  });
});

describe('doubt', () => {
  test('a part of the metadata is unsound', async () => {
    kafka.told = () => metadataOf(ORDERS, { unsound: ['topic secret: TOPIC_AUTHORIZATION_FAILED'] });
    expect(await unread()).toEqual(['Metadata of broker 0: topic secret: TOPIC_AUTHORIZATION_FAILED']);
    expect(kafka.asked.filter((a) => a === 'metadata 0')).toHaveLength(2);
  });

  test('partitions are reassigned', async () => {
    kafka.reassigned = () => new Map([['logs', [{ partition: 0, adding: [1], removing: [0] }]], ['orders', [{ partition: 1, adding: [], removing: [2] }]]]);
    const { partitions, reassignments } = await seen();
    expect(partitions.reassigning).toEqual(Uint8Array.of(0, 1, 1));
    expect(reassignments).toEqual([{ row: 1, adding: [], removing: [2] }, { row: 2, adding: [1], removing: [0] }]);
  });

  test('a partition that is reassigned is in no metadata: read once more', async () => {
    kafka.reassigned = (before) => new Map(before === 0 ? [['gone', [{ partition: 0, adding: [], removing: [] }]]] : []);
    expect((await seen()).partitions.reassigning).toEqual(Uint8Array.of(0, 0, 0));
  });

  test('and not again and again', async () => {
    kafka.reassigned = () => new Map([['orders', [1, 7].map((partition) => ({ partition, adding: [], removing: [] }))]]);
    expect(await unread()).toEqual(['orders-7 is reassigned, but in no metadata']);
    expect(kafka.asked.filter((a) => a.startsWith('metadata'))).toHaveLength(2);
  });

  test('a topic is gone when its settings are read', async () => {
    kafka.topic = (topic, before) => topic === 'logs' && before === 0 ? 'UNKNOWN_TOPIC_OR_PARTITION' : {};
    await seen();
    kafka.topic = () => 'UNKNOWN_TOPIC_OR_PARTITION';
    expect(await unread()).toEqual(['settings of topic orders: UNKNOWN_TOPIC_OR_PARTITION']);
  });

  test('a defect of the program is no matter of the cluster', async () => {
    kafka.told = () => { throw new TypeError('a defect'); };
    await expect(observeKafka(CLUSTER, kafka, {})).rejects.toThrow('a defect');
  });
});

describe('brokers', () => {
  test('one in service that does not answer for itself is named, and all else is read', async () => {
    kafka.broker = (node) => node.id === 1 ? kafka.silence(node) : [{ key: 'log.cleaner.threads', value: '1', origin: 'configuration' }];
    const { brokers, settings } = await seen();
    expect(brokers[1]).toMatchObject({ id: 1, fenced: false, silent: 'broker 1 (host-1:9092) could not be reached: it is away' });
    expect(brokers[0].silent).toBeUndefined();
    expect(settings.effective).toEqual({ 0: { 'log.cleaner.threads': '1' }, 2: { 'log.cleaner.threads': '1' } });
  });

  test('before Kafka 4.0, a broker of which only replicas are known is fenced', async () => {
    kafka.registered = undefined;
    kafka.told = () => metadataOf(ORDERS, { away: [1] });
    expect((await seen()).brokers).toMatchObject([{ id: 0, fenced: false, rack: 'r0', host: 'advertised-0' }, { id: 1, fenced: true }, { id: 2, fenced: false }]);
  });

  test('one that is not declared is asked where it says that it is', async () => {
    const cluster = { ...CLUSTER, sets: [CLUSTER.sets[0], { ...CLUSTER.sets[1], nodes: CLUSTER.sets[1].nodes.slice(0, 2) }] };
    kafka.broker = (node) => [{ key: 'host', value: node.host, origin: 'this broker' }];
    expect((await seen(cluster)).settings.perBroker).toEqual({ 0: { host: 'host-0' }, 1: { host: 'host-1' }, 2: { host: 'advertised-2' } });
  });

  test('how far replicas that are not in sync are behind', async () => {
    kafka.told = () => metadataOf([
      { topic: 'orders', partition: 0, leader: 0, replicas: [0, 1, 2], inSync: [0, 2] },
      { topic: 'orders', partition: 1, leader: 2, replicas: [1, 2], inSync: [2] },
      { topic: 'orders', partition: 2, leader: -1, replicas: [1], inSync: [] },
      { topic: 'orders', partition: 3, leader: 2, replicas: [2], inSync: [2] },
    ]);
    kafka.ends = (node) => new Map(node.id === 1 ? [['orders-0', 70]] : [['orders-0', 100], ['orders-1', 50], ['orders-3', 9]]);
    expect((await seen()).brokers.map(({ id, lag }) => [id, lag])).toEqual([[0, undefined], [1, 80], [2, undefined]]);
    expect(kafka.asked.filter((a) => a.startsWith('ends')).sort()).toEqual(['ends 0', 'ends 1', 'ends 2']);
  });

  test('how far is not known if the broker does not tell', async () => {
    kafka.told = () => metadataOf([{ topic: 'orders', partition: 0, leader: 0, replicas: [0, 1], inSync: [0] }]);
    kafka.ends = (node) => node.id === 1 ? kafka.silence(node) : new Map([['orders-0', 100]]);
    expect((await seen()).brokers[1].lag).toBeUndefined();
  });
});

describe('min.insync.replicas', () => {
  const ofBroker = (value: string): readonly BrokerSetting[] => [{ key: 'min.insync.replicas', value, origin: 'configuration' }];

  test('what is the topic\'s own holds whatever brokers hold', async () => {
    const own: TopicSettingValues = { 'min.insync.replicas': { value: '1', own: true } };
    kafka.topic = (topic) => topic === 'orders' ? own : {};
    kafka.broker = () => ofBroker('3');
    expect((await seen()).partitions.minInSync).toEqual(Int32Array.of(1, 3));
  });

  test('while brokers differ, the largest counts', async () => {
    kafka.broker = (node) => ofBroker(node.id === 2 ? '3' : '1');
    expect((await seen()).partitions.minInSync).toEqual(Int32Array.of(3, 3));
  });
});

test('topics of which replicas are throttled by their own settings', async () => {
  const [leader, follower] = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'];
  kafka.topic = (topic) => topic === 'orders'
    ? { [leader]: { value: '0:1,1:2', own: true }, [follower]: { value: '', own: true } }
    : { [leader]: { value: '', own: true }, [follower]: { value: '*', own: false } };
  expect((await seen()).throttled).toEqual({ orders: { leader: '0:1,1:2' } });
});

test('settings made at run time, and what brokers go by for what is declared', async () => {
  const cluster = { ...CLUSTER, dynamic: { clusterWide: { 'log.cleaner.threads': '2' }, perBroker: { 1: { 'num.io.threads': '16' } } } };
  kafka.cluster = [{ key: 'log.cleaner.threads', value: '2', origin: 'all brokers' }, { key: 'ssl.keystore.password', origin: 'all brokers' }];
  kafka.broker = ({ id }) => [
    { key: 'log.cleaner.threads', value: '2', origin: 'all brokers' },
    { key: 'num.io.threads', value: '8', origin: id === 1 ? 'this broker' : 'configuration' },
    { key: 'broker.id', value: String(id), origin: 'configuration' },
  ];
  expect((await seen(cluster)).settings).toEqual({
    clusterWide: { 'log.cleaner.threads': '2', 'ssl.keystore.password': '(secret)' },
    perBroker: { 1: { 'num.io.threads': '8' } },
    effective: { 0: { 'log.cleaner.threads': '2' }, 1: { 'log.cleaner.threads': '2', 'num.io.threads': '8' }, 2: { 'log.cleaner.threads': '2' } },
    applied: {},
  });
});

describe('ZooKeeper mode', () => {
  beforeEach(() => {
    kafka.registered = undefined;
    kafka.named = () => 2;
    kafka.told = () => metadataOf(ORDERS, { controllerId: 2 });
  });

  test('the active controller is asked', async () => {
    kafka.told = () => metadataOf(ORDERS, { controllerId: 2, away: [1] });
    expect(await seen(ZOOKEEPER_CLUSTER)).toMatchObject({ activeController: 2, brokers: [{ id: 0, fenced: false }, { id: 2, fenced: false }], partitions: { topics: ['orders', 'logs'] } });
    expect(kafka.asked.filter((a) => /metadata|reassignments/.test(a))).toEqual(['reassignments 2', 'metadata 2']);
    expect((await seen(ZOOKEEPER_CLUSTER)).quorum).toBeUndefined();
  });

  test('brokers that name different ones: read once more', async () => {
    kafka.named = (node) => node.id === 1 ? 1 : 2;
    expect(await unread(ZOOKEEPER_CLUSTER)).toEqual(['broker 2 is the controller by the word of 0, 2', 'broker 1 is the controller by the word of 1']);
    expect(kafka.asked.filter((a) => a === 'identify 1')).toHaveLength(2);
  });

  test('no controller', async () => {
    kafka.named = () => -1;
    expect(await unread(ZOOKEEPER_CLUSTER)).toEqual(['no broker is the controller']);
  });

  test('another controller meanwhile', async () => {
    kafka.told = () => metadataOf(ORDERS, { controllerId: 0 });
    expect(await unread(ZOOKEEPER_CLUSTER)).toEqual(['broker 2 was the controller, and now broker 0 is']);
  });

  test('one that is not declared', async () => {
    const cluster = { ...ZOOKEEPER_CLUSTER, sets: [{ ...ZOOKEEPER_CLUSTER.sets[0], nodes: ZOOKEEPER_CLUSTER.sets[0].nodes.slice(0, 2) }] };
    expect((await seen(cluster)).activeController).toBe(2);
    expect(kafka.asked).toContain('metadata 2');
  });

  test('no broker answers', async () => {
    kafka.named = (node) => kafka.silence(node);
    expect(await unread(ZOOKEEPER_CLUSTER)).toEqual([0, 1, 2].map((id) => `broker ${id} (host-${id}:9092) could not be reached: it is away`));
  });
});
