import { CLUSTER, FakeKafka, metadataOf, ORDERS, ToldDir, ZOOKEEPER_CLUSTER } from './fake-kafka';
import { isUnread, KafkaObservation, LoadObservation } from '../../../lifecycle/observation';
import { observeKafka } from '../../../lifecycle/observe/kafka';
import { observeLoad } from '../../../lifecycle/observe/load';
import { slotOf } from '../../../lifecycle/partition-table';
import { DesiredCluster } from '../../../src/lifecycle/desired-state';

let kafka: FakeKafka;
beforeEach(() => kafka = new FakeKafka());

type Replica = ToldDir['replicas'][number];

const orders = (partition: number, size: number, isFuture?: boolean): Replica => ({ topic: 'orders', partition, size, isFuture });

/** Each broker has one disk, with these replicas. */
function onDisks(replicas: Readonly<Record<number, readonly Replica[]>>): void {
  kafka.dirs = ({ id }) => [{ path: `/data-${id}`, totalBytes: 1000, usableBytes: 400, replicas: replicas[id] ?? [] }];
}

async function observed(cluster: DesiredCluster): Promise<KafkaObservation> {
  const observation = await observeKafka(cluster, kafka, {});
  if (isUnread(observation)) { throw new Error(observation.unread.join()); }
  return observation;
}

async function load(cluster = CLUSTER): Promise<LoadObservation> {
  const told = await observeLoad(cluster, kafka, await observed(cluster));
  if (isUnread(told)) { throw new Error(told.unread.join()); }
  return told;
}

const sizes = async () => [...(await load()).size];

test('how much is where', async () => {
  kafka.dirs = ({ id }) => id === 1
    ? [{ path: '/a', totalBytes: 1000, usableBytes: 400, replicas: [orders(0, 70), orders(1, 30)] }, { path: '/b', error: 'KAFKA_STORAGE_ERROR', replicas: [] }]
    : [{ path: '/a', replicas: [orders(0, 75), { topic: 'logs', partition: 0, size: 7 }, { topic: 'made-since', partition: 0, size: 9 }] }];
  const { size, brokers } = await load();
  expect(size).toEqual(Float64Array.of(75, 30, 7));
  expect(brokers).toEqual({
    0: { replicas: 3, disks: [{ path: '/a', replicaBytes: 91 }] },
    1: { replicas: 2, disks: [{ path: '/a', totalBytes: 1000, usableBytes: 400, replicaBytes: 100 }, { path: '/b', error: 'KAFKA_STORAGE_ERROR', replicaBytes: 0 }] },
    2: { replicas: 3, disks: [{ path: '/a', replicaBytes: 91 }] },
  });
});

test('on which disks replicas are, and what is copied from one to another', async () => {
  kafka.dirs = ({ id }) => id === 1
    ? [{ path: '/a', totalBytes: 1000, usableBytes: 400, replicas: [orders(0, 70)] }, { path: '/b', totalBytes: 1000, usableBytes: 970, replicas: [orders(1, 30), orders(0, 20, true)] }]
    : [{ path: '/a', replicas: [orders(0, 70)] }];
  const { partitions } = await observed(CLUSTER);
  const { size, disk, futures, brokers } = await load();
  expect(size).toEqual(Float64Array.of(70, 30, 0));
  const at = (row: number, id: number) => disk?.[slotOf(partitions, row, id) ?? -1];
  expect([at(0, 1), at(1, 1), at(0, 0), at(1, 0)]).toEqual([0, 1, 0, -1]);
  expect(futures).toEqual([{ row: 0, broker: 1, disk: 1, bytes: 20 }]);
  expect(brokers[1]).toMatchObject({ replicas: 3, disks: [{ replicaBytes: 70 }, { replicaBytes: 50 }] });
});

test('where each broker has one disk, nothing is told of disks', async () => {
  onDisks({ 0: [orders(0, 50)] });
  expect(await load()).not.toHaveProperty('disk');
});

describe('the size of a partition', () => {
  beforeEach(() => {
    kafka.told = () => metadataOf([{ topic: 'orders', partition: 0, leader: 0, replicas: [0, 1, 2], inSync: [0, 1] }]);
  });

  test('is what its leader has, be it larger or smaller', async () => {
    onDisks({ 0: [orders(0, 50)], 1: [orders(0, 90)], 2: [orders(0, 99)] });
    expect(await sizes()).toEqual([50]);
    onDisks({ 0: [orders(0, 99)], 1: [orders(0, 90)], 2: [orders(0, 50)] });
    expect(await sizes()).toEqual([99]);
  });

  test('is the largest that is in sync, where the leader does not tell', async () => {
    onDisks({ 1: [orders(0, 90)], 2: [orders(0, 99)] });
    expect(await sizes()).toEqual([90]);
  });

  test('is the largest at all, where none that is in sync is told', async () => {
    onDisks({ 2: [orders(0, 99)] });
    expect(await sizes()).toEqual([99]);
  });

  test('is nothing where nobody tells', async () => {
    onDisks({});
    expect(await sizes()).toEqual([0]);
  });

  test('is not that of a replica that is only on its way to another disk, which takes room all the same', async () => {
    onDisks({ 0: [orders(0, 50), orders(0, 60, true)] });
    const { size, brokers } = await load();
    expect(size[0]).toBe(50);
    expect(brokers[0]).toEqual({ replicas: 2, disks: [{ path: '/data-0', totalBytes: 1000, usableBytes: 400, replicaBytes: 110 }] });
  });
});

test('how much has come of a replica that a reassignment adds', async () => {
  kafka.told = () => metadataOf([{ topic: 'orders', partition: 0, leader: 0, replicas: [2, 0, 1], inSync: [0, 1] }, ORDERS[1]]);
  kafka.reassigned = () => new Map([['orders', [{ partition: 0, adding: [2], removing: [1] }]]]);
  onDisks({ 0: [orders(0, 50), orders(1, 9)], 1: [orders(0, 50)], 2: [orders(0, 20), orders(1, 9)] });
  expect(await load()).toMatchObject({ size: Float64Array.of(50, 9), arrived: { 0: 20 } });
  onDisks({ 0: [orders(0, 50)] });
  expect((await load()).arrived).toEqual({});
});

test('partitions that are told in any order', async () => {
  const partitions = [3, 0, 2, 1].map((partition) => ({ ...ORDERS[0], partition }));
  kafka.told = () => metadataOf([ORDERS[2], ...partitions]);
  onDisks({ 0: [0, 1, 2, 3].map((partition) => orders(partition, 10 + partition)) });
  expect(await sizes()).toEqual([0, 13, 10, 12, 11]);
});

describe('whom it asks', () => {
  test('nobody who is fenced', async () => {
    kafka.registered = [{ id: 0, fenced: false }, { id: 1, fenced: false }, { id: 2, fenced: true }];
    expect(Object.keys((await load()).brokers)).toEqual(['0', '1']);
  });

  test('one that is not declared, where it says that it is', async () => {
    const cluster = { ...CLUSTER, sets: [CLUSTER.sets[0], { ...CLUSTER.sets[1], nodes: CLUSTER.sets[1].nodes.slice(0, 2) }] };
    const hosts: string[] = [];
    kafka.dirs = ({ host }) => {
      hosts.push(host);
      return [];
    };
    await load(cluster);
    expect(hosts.sort()).toEqual(['advertised-2', 'host-0', 'host-1']);
    kafka.told = () => metadataOf(ORDERS, { away: [2] });
    expect(await observeLoad(cluster, kafka, await observed(cluster))).toEqual({ unread: ['broker 2 is neither declared nor in service any more'] });
  });

  test('one that does not answer makes it unread', async () => {
    kafka.dirs = (node) => node.id === 1 ? kafka.silence(node) : [];
    for (const cluster of [CLUSTER, ZOOKEEPER_CLUSTER]) {
      expect(await observeLoad(cluster, kafka, await observed(cluster))).toEqual({ unread: ['broker 1 (host-1:9092) could not be reached: it is away'] });
    }
  });
});
