import { statSync } from 'node:fs';
import { join } from 'node:path';
import { idOf, KafkaOnLoopback, Layout } from './kafka-on-loopback';
import { LoopbackPod } from './loopback-pod';
import { ActResult } from '../../lifecycle/act/act-result';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { KafkaNode } from '../../lifecycle/clients/kafka/kafka-node';
import { MONOTONIC_TIME } from '../../lifecycle/monotonic-time';
import { isUnread, KafkaObservation, SECRET_VALUE } from '../../lifecycle/observation';
import { MarkStep, PartitionMove, SettingChange, ThrottledTopic } from '../../lifecycle/plan/decision';
import { HELD } from '../lifecycle/act/held';
import { LoadWatch, mark, observeKafka, observeLoad, reassign, unregister, withKafka } from '../lifecycle/bundled-kafka-side';

/** What moves partitions, throttled, with all that is set for that; how much is where; and what becomes of a broker that is gone. The tests of one cluster build on each other. */

const ALL = [0, 100, 200];

const RATES = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate'];

/** The broker that is filled and then taken away. */
const LAST = 200;

const CLUSTERS: [string, Layout][] = [['4.3.1', 'dedicated'], ['4.0.2', 'combined'], ['3.9.2', 'dedicated'], ['3.9.2', 'zookeeper']];

describe.each(CLUSTERS)('%s, %s', (version, layout) => {
  const kraft = layout !== 'zookeeper';
  const cordons = version === '4.3.1';
  let cluster: KafkaOnLoopback;
  beforeAll(async () => {
    cluster = new KafkaOnLoopback(version, layout);
    await cluster.up();
    await cluster.createTopic('large', '--replica-assignment', '0:100');
    await cluster.createTopic('small', '--replica-assignment', '0:100:200,100:200:0');
  });
  afterAll(() => cluster.ground.close());

  function use<T>(action: (kafka: KafkaAdmin) => Promise<T>): Promise<T> {
    return withKafka(kraft ? cluster.brokers[0].prepared('CLUSTER_ID') : undefined, action);
  }

  /** What is seen, once it is as it should be. */
  async function sees(what: string, isSo: (observation: KafkaObservation) => boolean): Promise<KafkaObservation> {
    const look = () => use((kafka) => observeKafka(cluster.desired(), kafka, {}));
    const observation = await cluster.eventually(what, look, (o) => !isUnread(o) && isSo(o));
    if (isUnread(observation)) { throw new Error(what); }
    return observation;
  }

  const inSync = ({ partitions }: KafkaObservation) => partitions.inSync.length === partitions.replicas.length;
  const still = ({ reassignments }: KafkaObservation) => reassignments.length === 0;

  function rowOf({ partitions }: KafkaObservation, topic: string, partition = 0): number {
    return partitions.topic.findIndex((index, row) => partitions.topics[index] === topic && partitions.partition[row] === partition);
  }

  function replicasOf(observation: KafkaObservation, topic: string, partition = 0): readonly number[] {
    const { replicas, replicaStart } = observation.partitions;
    const row = rowOf(observation, topic, partition);
    return [...replicas.subarray(replicaStart[row], replicaStart[row + 1])];
  }

  function brokerNode(pod: LoopbackPod): KafkaNode { return { id: idOf(pod), role: 'broker', host: pod.address, port: 9092 }; }

  async function activeController(): Promise<KafkaNode> {
    const { quorum } = await sees('there is a controller', () => true);
    const pod = cluster.controllers.find((each) => idOf(each) === quorum?.leader);
    if (!pod) { throw new Error('The active controller is none of the cluster.'); }
    return { id: idOf(pod), role: 'controller', host: pod.address, port: 9093 };
  }

  async function move(moves: readonly PartitionMove[], topics: readonly ThrottledTopic[] = []): Promise<ActResult> {
    if (topics.length > 0) { await marks({ topics }); }
    return use((kafka) => reassign({ kind: 'reassign', reason: '', bytes: 0, seconds: 0, left: 0, moves }, cluster.desired(), kafka, HELD));
  }

  function marks({ brokers = [], topics = [] }: Partial<MarkStep>): Promise<ActResult> {
    return use((kafka) => mark({ kind: 'mark', reason: '', brokers, topics }, cluster.desired(), kafka, HELD));
  }

  const onAll = (changes: readonly SettingChange[]): Partial<MarkStep> => ({ brokers: ALL.map((id) => ({ id, changes })) });

  async function produce(records: number): Promise<void> {
    await cluster.tool('org.apache.kafka.tools.ProducerPerformance', '--topic', 'large', '--num-records', String(records), '--record-size', '1000', '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${cluster.bootstrap}`, 'acks=all', 'linger.ms=5');
  }

  test('sizes are those of the files', async () => {
    await produce(20_000);
    const seen = await sees('all is in sync', inSync);
    const load = await use((kafka) => observeLoad(cluster.desired(), kafka, seen));
    if (isUnread(load)) { throw new Error(load.unread.join()); }
    const size = load.size[rowOf(seen, 'large')];
    expect(size).toBeGreaterThan(20_000_000);
    expect([...load.size].reduce((sum, each) => sum + each, 0)).toBe(size);
    expect(Object.keys(load.brokers)).toEqual(ALL.map(String));
    for (const id of ALL) {
      const { replicas, disks: [disk, ...others] } = load.brokers[id];
      expect(others).toEqual([]);
      expect(replicas).toBe(id === LAST ? 2 : 3);
      expect(disk).toMatchObject({ replicaBytes: id === LAST ? 0 : size, error: undefined });
      if (id !== LAST) { expect(statSync(join(disk.path, 'large-0', '00000000000000000000.log')).size).toBe(size); }
      expect(disk.totalBytes).toBeGreaterThan(size);
      expect(disk.usableBytes).toBeLessThan(disk.totalBytes ?? 0);
    }
  });

  test('what is written is watched', async () => {
    const seen = await sees('all is in sync', inSync);
    const watch = new LoadWatch({ loadWindowSeconds: 1 }, () => MONOTONIC_TIME.now());
    const look = async () => {
      const load = await use((kafka) => observeLoad(cluster.desired(), kafka, seen, watch));
      if (isUnread(load)) { throw new Error(load.unread.join()); }
      return load;
    };
    const begin = MONOTONIC_TIME.now();
    expect((await look()).watchedSeconds).toBe(0);
    await produce(2000);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + 1100 - MONOTONIC_TIME.now())));
    const { rates, size } = await look();
    const seconds = (MONOTONIC_TIME.now() - begin) / 1000;
    const row = rowOf(seen, 'large');
    // Each record with what a batch adds to it: it is the mean of all that are there.
    const written = (rates?.in[row] ?? 0) * seconds;
    expect(written).toBeGreaterThan(2_000_000 * 0.9);
    expect(written).toBeLessThan(size[row] / 11 * 1.2);
    expect(rates?.in[rowOf(seen, 'small')]).toBe(0);
  });

  test('all brokers are throttled at once', async () => {
    for (let times = 0; times < 2; times++) {
      expect(await marks(onAll(RATES.map((key) => ({ key, to: '1024' }))))).toEqual({ kind: 'done', said: 'settings of 3 brokers changed' });
    }
    const { settings } = await sees('each has its own', ({ settings: { perBroker } }) => ALL.every((id) => perBroker[id] !== undefined));
    for (const id of ALL) { expect(settings.perBroker[id]).toEqual(Object.fromEntries(RATES.map((key) => [key, '1024']))); }
  });

  test('a value with entries that are there twice is told as it was set', async () => {
    const told = { leader: '0:1,0:2,0:3,0:1', follower: '0:100,0:0,0:100,7:100,0:0,0:0' };
    expect(await marks({ topics: [{ topic: 'small', ...told }, { topic: 'large', leader: '*' }, { topic: 'gone', leader: '*' }] }))
      .toEqual({ kind: 'done', said: 'settings of 2 topics changed, 1 topic gone meanwhile' });
    expect((await sees('they are set', ({ throttled }) => throttled.small !== undefined)).throttled).toEqual({ small: told, large: { leader: '*', follower: undefined } });
    expect(await marks({ topics: [{ topic: 'small', leader: '', follower: '' }, { topic: 'large' }] })).toMatchObject({ kind: 'done' });
    await sees('they are removed', ({ throttled }) => Object.keys(throttled).length === 0);
  });

  test('a move that is throttled goes on, and is cancelled', async () => {
    expect(await move([{ topic: 'large', partition: 0, replicas: [200, 100] }], [{ topic: 'large', leader: '0:0,0:100', follower: '0:200' }]))
      .toEqual({ kind: 'done', said: '1 move begun' });
    // With ZooKeeper the controller tells of a reassignment before its own metadata does.
    const moving = await sees('it goes on', (o) => !still(o) && replicasOf(o, 'large').includes(200));
    expect(moving.reassignments).toEqual([{ row: rowOf(moving, 'large'), adding: [200], removing: [0] }]);
    expect(moving.throttled).toEqual({ large: { leader: '0:0,0:100', follower: '0:200' } });
    expect(replicasOf(moving, 'large')).toEqual([200, 100, 0]);
    const load = await use((kafka) => observeLoad(cluster.desired(), kafka, moving));
    if (isUnread(load)) { throw new Error(load.unread.join()); }
    // What has come so far is not taken for the size.
    const row = rowOf(moving, 'large');
    expect(load.size[row]).toBeGreaterThan(20_000_000);
    expect(load.arrived[row] ?? 0).toBeLessThan(load.size[row]);
    expect(load.brokers[LAST].disks[0].replicaBytes).toBe(load.arrived[row] ?? 0);

    const cancel = [{ topic: 'large', partition: 0 }, { topic: 'gone', partition: 0 }];
    expect(await move(cancel)).toEqual({ kind: 'done', said: kraft ? '1 move cancelled, 1 move deleted meanwhile' : '1 move cancelled, 1 move over already' });
    const cancelled = await sees('it is cancelled', still);
    // What was to be added is taken out; the rest stays in the order that it had meanwhile.
    expect(replicasOf(cancelled, 'large')).toEqual([100, 0]);
    expect(await move(cancel)).toEqual({ kind: 'done', said: kraft ? '1 move over already, 1 move deleted meanwhile' : '2 moves over already' });
  });

  test('what Kafka does not take is told', async () => {
    expect(await move([{ topic: 'large', partition: 0, replicas: [0, 7] }]))
      .toEqual({ kind: 'later', reason: expect.stringMatching(/^1 move not taken: large-0: INVALID_REPLICA_ASSIGNMENT: .*\b7\b/) });
  });

  test('a move that is not throttled any more ends', async () => {
    expect(await move([{ topic: 'large', partition: 0, replicas: [200, 0] }, { topic: 'small', partition: 0, replicas: [200, 0, 100] }]))
      .toEqual({ kind: 'done', said: '2 moves begun' });
    // Nothing is copied for another order.
    await sees('the order is another', (o) => replicasOf(o, 'small')[0] === 200);
    const moving = await sees('it goes on', (o) => !still(o));
    expect(moving.reassignments).toEqual([{ row: rowOf(moving, 'large'), adding: [200], removing: [100] }]);
    expect(await marks({ ...onAll(RATES.map((key) => ({ key }))), topics: [{ topic: 'large' }] })).toEqual({ kind: 'done', said: 'settings of 1 topic changed; settings of 3 brokers changed' });
    const ended = await sees('it has ended', (o) => still(o) && inSync(o));
    expect(replicasOf(ended, 'large')).toEqual([200, 0]);
    expect(ended.throttled).toEqual({});
    await sees('the rates are gone', ({ settings }) => Object.keys(settings.perBroker).length === 0);
  });

  test('settings of a broker are its own matter, or the controller\'s', async () => {
    const [first] = cluster.brokers;
    const told = await use((kafka) => kafka.alterSettingsOf(brokerNode(first), [{ type: 'broker', name: '100', changes: new Map([[RATES[0], '1']]) }]));
    expect(told).toEqual([{ type: 'broker', name: '100', code: 'INVALID_REQUEST', message: 'Unexpected broker id, expected 0, but received 100' }]);
  });

  test('a cordon keeps new replicas off a broker, and lets moved ones come', async () => {
    const cordon = (to?: string) => marks({ brokers: [{ id: LAST, changes: [{ key: 'cordoned.log.dirs', to }] }] });
    expect(await cordon('*')).toEqual({ kind: 'done', said: '1 broker cordoned' });
    // Before Kafka 4.3 it is a setting that brokers do not know.
    await sees('it is set', ({ settings }) => settings.perBroker[LAST]?.['cordoned.log.dirs'] === (cordons ? '*' : SECRET_VALUE));
    await cluster.createTopic('new', '--partitions', '12', '--replication-factor', '1');
    const seen = await sees('there is a new topic', ({ partitions }) => partitions.topics.includes('new'));
    const holders = Array.from({ length: 12 }, (_, partition) => replicasOf(seen, 'new', partition)[0]);
    expect(new Set(holders)).toEqual(new Set(cordons ? [0, 100] : ALL));
    if (cordons) {
      await expect(cluster.createTopic('wide', '--partitions', '1', '--replication-factor', '3')).rejects.toThrow(/cannot be reached because only 2 broker.* cordoned/);
      const controller = await activeController();
      expect(await use((kafka) => kafka.alterSettingsOf(controller, [{ type: 'broker', name: '100', changes: new Map([['cordoned.log.dirs', '*']]) }]))).toMatchObject([
        { code: 'INVALID_CONFIG', message: expect.stringContaining('via controllers') },
      ]);
    }
    const from = holders.findIndex((id) => id !== LAST);
    expect(await move([{ topic: 'new', partition: from, replicas: [LAST] }])).toEqual({ kind: 'done', said: '1 move begun' });
    await sees('it has come', (o) => still(o) && replicasOf(o, 'new', from)[0] === LAST);
    expect(await cordon()).toEqual({ kind: 'done', said: 'settings of 1 broker changed' });
    await sees('it is not set any more', ({ settings }) => Object.keys(settings.perBroker).length === 0);
  });

  if (kraft) {
    const forget = (...brokers: readonly number[]) => use((kafka) => unregister({ kind: 'unregister', reason: '', brokers, settings: RATES }, cluster.desired(), kafka, HELD));

    test('a broker that is gone is forgotten, and so are its settings', async () => {
      const pod = cluster.brokers[2];
      expect(await forget(LAST)).toEqual({ kind: 'later', reason: 'in service again, and so not unregistered: broker 200' });
      const { partitions } = await sees('all is known', () => true);
      const names = Array.from(partitions.topic, (topic) => partitions.topics[topic]);
      const all = names.map((topic, row) => ({ topic, partition: partitions.partition[row], replicas: [0, 100] }));
      expect(await move(all)).toMatchObject({ kind: 'done' });
      await sees('it has no replicas', (o) => still(o) && !o.partitions.replicas.includes(LAST));
      expect(await marks({ brokers: [{ id: LAST, changes: [{ key: RATES[0], to: '77' }] }] })).toMatchObject({ kind: 'done' });

      await pod.running.stop();
      await sees('it is not in service', ({ brokers }) => brokers.every(({ id, fenced }) => id !== LAST || fenced));
      // While it is registered, the controller takes its settings.
      expect(await marks({ brokers: [{ id: LAST, changes: [{ key: RATES[1], to: '78' }] }] })).toEqual({ kind: 'done', said: 'settings of 1 broker changed' });
      for (let times = 0; times < 2; times++) { expect(await forget(LAST)).toEqual({ kind: 'done', said: '1 broker unregistered' }); }
      await use((kafka) => kafka.unregisterBroker(brokerNode(cluster.brokers[0]), LAST));
      await sees('it is forgotten', ({ brokers }) => brokers.every(({ id }) => id !== LAST));
      expect(await marks({ brokers: [{ id: LAST, changes: [{ key: RATES[0] }] }] })).toEqual({ kind: 'done', said: '1 broker gone meanwhile' });

      await cluster.ground.up(pod);
      const back = await sees('it is back', ({ brokers }) => brokers.some(({ id, fenced, silent }) => id === LAST && !fenced && silent === undefined));
      expect(back.settings.perBroker[LAST]).toBeUndefined();
    });
  }
});

test('4.3.1 knows no cordon before its metadata.version is finalized', async () => {
  const cluster = new KafkaOnLoopback('4.3.1', 'combined');
  try {
    for (const pod of cluster.brokers) { expect(await pod.prepare({ environment: { RELEASE_VERSION: '4.2' } })).toMatchObject({ code: 0 }); }
    for (const pod of cluster.brokers) { pod.start(); }
    await Promise.all(cluster.brokers.map((pod) => pod.started()));
    const brokers = [{ id: 100, changes: [{ key: 'cordoned.log.dirs', to: '*' }, { key: RATES[0], to: '1000' }] }];
    const marks = () => withKafka(undefined, (kafka) => mark({ kind: 'mark', reason: '', brokers, topics: [] }, cluster.desired(), kafka, HELD));
    const result = await cluster.eventually('it is marked', marks, ({ kind }) => kind === 'done');
    expect(result).toEqual({ kind: 'done', said: expect.stringMatching(/^settings of 1 broker changed; 1 broker not cordoned: broker 100: INVALID_CONFIG: /) });
  } finally {
    await cluster.ground.close();
  }
});
