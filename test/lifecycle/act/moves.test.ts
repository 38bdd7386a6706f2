import { HELD } from './held';
import { alterLogDirs } from '../../../lifecycle/act/alter-log-dirs';
import { mark } from '../../../lifecycle/act/mark';
import { reassign } from '../../../lifecycle/act/reassign';
import { unregister } from '../../../lifecycle/act/unregister';
import { DiskChange, MarkStep, PartitionMove, ReassignStep, UnregisterStep } from '../../../lifecycle/plan/decision';
import { CLUSTER, FakeKafka, metadataOf, ORDERS, ZOOKEEPER_CLUSTER } from '../observe/fake-kafka';

/** What moves partitions, what is set for that, and what is forgotten afterwards. */

let kafka: FakeKafka;
beforeEach(() => kafka = new FakeKafka());

const LOST = 'the lease was lost, or could not be renewed, before';

/** A lease that is held so many times. */
function heldFor(times: number) {
  let asked = 0;
  return async () => ++asked <= times;
}

const throttle = (leader: string | undefined, follower: string | undefined) =>
  new Map([['leader.replication.throttled.replicas', leader], ['follower.replication.throttled.replicas', follower]]);

describe('reassign', () => {
  const moves: readonly PartitionMove[] = [{ topic: 'orders', partition: 0, replicas: [1, 2, 3] }, { topic: 'orders', partition: 1 }, { topic: 'logs', partition: 0, replicas: [2] }];
  const step: ReassignStep = { kind: 'reassign', reason: '', bytes: 0, seconds: 0, left: 0, moves };

  test('at the active controller', async () => {
    expect(await reassign(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '2 moves begun, 1 move cancelled' });
    expect(kafka.requests).toEqual([{ node: 11, moves }]);
  });

  test('brokers are told before on which disk to put what comes', async () => {
    kafka.moveDisk = () => ({ code: 'REPLICA_NOT_AVAILABLE' });
    const placed = [{ topic: 'orders', partition: 0, replicas: [0, 1], disk: { broker: 2, path: '/b' } }];
    expect(await reassign({ ...step, moves: placed }, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '1 move begun' });
    expect(kafka.requests).toEqual([{ node: 2, disks: [{ topic: 'orders', partition: 0, path: '/b' }] }, { node: 11, moves: placed }]);
    kafka.moveDisk = () => ({ code: 'LOG_DIR_NOT_FOUND' });
    expect(await reassign({ ...step, moves: placed }, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'later', reason: '1 move not taken: orders-0: LOG_DIR_NOT_FOUND' });
    expect(kafka.requests).toHaveLength(3);
  });

  test('with ZooKeeper it is a broker', async () => {
    kafka.named = () => 2;
    expect(await reassign(step, ZOOKEEPER_CLUSTER, kafka, HELD)).toMatchObject({ kind: 'done' });
    expect(kafka.requests.map(({ node }) => node)).toEqual([2]);
  });

  test('what is over or gone by itself is well', async () => {
    kafka.move = (_node, { topic, replicas }) => ({ code: topic === 'logs' ? 'UNKNOWN_TOPIC_OR_PARTITION' : replicas ? 'NONE' : 'NO_REASSIGNMENT_IN_PROGRESS' });
    expect(await reassign(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '1 move begun, 1 move over already, 1 move deleted meanwhile' });
  });

  test('what is not taken is tried again', async () => {
    kafka.move = (_node, { topic }) => topic === 'logs' ? { code: 'INVALID_REPLICA_ASSIGNMENT', message: 'broker 2 is fenced' } : { code: 'NONE' };
    expect(await reassign(step, CLUSTER, kafka, HELD)).toEqual({
      kind: 'later', reason: '1 move not taken: logs-0: INVALID_REPLICA_ASSIGNMENT: broker 2 is fenced; 1 move begun, 1 move cancelled',
    });
    kafka.move = () => ({ code: 'INVALID_REPLICA_ASSIGNMENT' });
    expect(await reassign(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'later', reason: '3 moves not taken: orders-0: INVALID_REPLICA_ASSIGNMENT' });
  });

  test('many, in portions, each only while the lease is held', async () => {
    const many = Array.from({ length: 2001 }, (_, partition) => ({ topic: 'orders', partition, replicas: [1] }));
    expect(await reassign({ ...step, moves: many }, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '2,001 moves begun' });
    expect(kafka.requests.map(({ moves: of }) => of?.length)).toEqual([1000, 1000, 1]);
    expect(await reassign({ ...step, moves: many }, CLUSTER, kafka, heldFor(1))).toEqual({ kind: 'later', reason: `${LOST} partitions were moved; 1,000 moves begun` });
    expect(await reassign(step, CLUSTER, kafka, heldFor(0))).toEqual({ kind: 'later', reason: `${LOST} partitions were moved` });
  });

  test('a controller that does not answer, or does not allow it', async () => {
    kafka.move = (node) => kafka.silence(node);
    expect(await reassign(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'later', reason: 'controller 11 (host-11:9093) could not be reached: it is away' });
    kafka.move = (node) => kafka.refuse(node, 'AlterPartitionReassignments', 'CLUSTER_AUTHORIZATION_FAILED');
    expect(await reassign(step, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'refused', mend: expect.stringContaining('Allow') });
    kafka.quorums = (node) => kafka.silence(node);
    expect(await reassign(step, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'later', reason: expect.stringContaining('controller 10 (host-10:9093) could not be reached') });
  });
});

describe('between disks', () => {
  const moves: readonly DiskChange[] = [
    { broker: 0, topic: 'orders', partition: 0, from: '/a', to: '/b' }, { broker: 2, topic: 'orders', partition: 0, from: '/a', to: '/b' }, { broker: 0, topic: 'logs', partition: 0, from: '/b', to: '/a' },
  ];
  const begin = (mayAct = HELD) => alterLogDirs(moves, mayAct, kafka, async (id) => ({ id, role: 'broker', host: `host-${id}`, port: 9092 }));

  test('each broker is told its own', async () => {
    expect(await begin()).toEqual({ kind: 'done', said: '2 moves begun; 1 move begun' });
    expect(kafka.requests).toEqual([
      { node: 0, disks: [{ topic: 'orders', partition: 0, path: '/b' }, { topic: 'logs', partition: 0, path: '/a' }] }, { node: 2, disks: [{ topic: 'orders', partition: 0, path: '/b' }] },
    ]);
  });

  test('what is gone is well, and what is refused is tried again, before anything else', async () => {
    kafka.moveDisk = (_node, { topic }) => ({ code: topic === 'logs' ? 'REPLICA_NOT_AVAILABLE' : 'NONE' });
    expect(await begin()).toEqual({ kind: 'done', said: '1 move begun, 1 move gone meanwhile; 1 move begun' });
    kafka.moveDisk = () => ({ code: 'KAFKA_STORAGE_ERROR' });
    expect(await begin()).toEqual({ kind: 'later', reason: '2 moves not taken: orders-0: KAFKA_STORAGE_ERROR' });
    expect(await begin(heldFor(0))).toEqual({ kind: 'later', reason: `${LOST} replicas were moved between disks` });
    kafka.moveDisk = (node) => kafka.silence(node);
    expect(await begin()).toEqual({ kind: 'later', reason: 'broker 0 (host-0:9092) could not be reached: it is away' });
  });
});

describe('mark', () => {
  const rate = { key: 'leader.replication.throttled.rate', to: '1000' };
  const step: MarkStep = { kind: 'mark', reason: '', brokers: [{ id: 0, changes: [rate] }, { id: 2, changes: [{ ...rate, to: undefined }] }], topics: [{ topic: 'orders' }] };
  const rates = (name: string, to: string | undefined) => ({ type: 'broker', name, changes: new Map([[rate.key, to]]) });
  const topic = { type: 'topic', name: 'orders', changes: throttle(undefined, undefined) };

  test('KRaft: all at the active controller', async () => {
    expect(await mark(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: 'settings of 1 topic changed; settings of 2 brokers changed' });
    expect(kafka.requests).toEqual([{ node: 11, resources: [topic] }, { node: 11, resources: [rates('0', '1000'), rates('2', undefined)] }]);
  });

  test('ZooKeeper: each broker itself', async () => {
    kafka.named = () => 1;
    expect(await mark(step, ZOOKEEPER_CLUSTER, kafka, HELD)).toMatchObject({ kind: 'done', said: 'settings of 1 topic changed; settings of 2 brokers changed' });
    expect(kafka.requests).toEqual([{ node: 1, resources: [topic] }, { node: 0, resources: [rates('0', '1000')] }, { node: 2, resources: [rates('2', undefined)] }]);
    expect(await mark({ ...step, brokers: [{ id: 7, changes: [rate] }] }, ZOOKEEPER_CLUSTER, kafka, HELD)).toEqual({ kind: 'later', reason: 'broker 7 is neither declared nor in service; settings of 1 topic changed' });
  });

  describe('a cordon', () => {
    const cordoned = (to: string | undefined): MarkStep => ({
      ...step, brokers: [{ id: 0, changes: [rate, { key: 'cordoned.log.dirs', to }] }, { id: 1, changes: [{ key: 'cordoned.log.dirs', to }] }], topics: [],
    });
    const isCordon = (changes: ReadonlyMap<string, unknown>) => changes.has('cordoned.log.dirs');
    const requested = () => kafka.requests.map(({ node, resources }) => [node, ...resources?.map(({ name, changes }) => `${name} ${[...changes].join()}`) ?? []]);

    test('is set at each broker itself, and removed at the controller', async () => {
      expect(await mark(cordoned('*'), CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: 'settings of 1 broker changed; 2 brokers cordoned' });
      expect(requested()).toEqual([[11, `0 ${rate.key},1000`], [0, '0 cordoned.log.dirs,*'], [1, '1 cordoned.log.dirs,*']]);
      kafka.requests.length = 0;
      expect(await mark(cordoned(undefined), CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: 'settings of 2 brokers changed; settings of 1 broker changed' });
      expect(requested()).toEqual([[11, '0 cordoned.log.dirs,', '1 cordoned.log.dirs,'], [11, `0 ${rate.key},1000`]]);
    });

    test('that cannot be is told, and all else is done', async () => {
      kafka.alterResource = (node, { changes }) => !isCordon(changes) || node.id === 0 ? { code: 'NONE' } : { code: 'INVALID_CONFIG', message: 'metadata.version' };
      expect(await mark(cordoned('*'), CLUSTER, kafka, HELD)).toEqual({
        kind: 'done', said: 'settings of 1 broker changed; 1 broker cordoned; 1 broker not cordoned: broker 1: INVALID_CONFIG: metadata.version',
      });
      expect(await mark(cordoned(undefined), CLUSTER, kafka, HELD)).toEqual({
        kind: 'done', said: '2 brokers not uncordoned: broker 0: INVALID_CONFIG: metadata.version; settings of 1 broker changed',
      });
      kafka.alterResource = (node) => node.id === 11 ? { code: 'NONE' } : kafka.silence(node);
      expect(await mark(cordoned('*'), CLUSTER, kafka, HELD)).toEqual({
        kind: 'done', said: 'settings of 1 broker changed; 2 brokers not cordoned: broker 0 (host-0:9092) could not be reached: it is away',
      });
    });

    test('that may yet be removed is tried again', async () => {
      kafka.alterResource = (_node, { changes }) => isCordon(changes) ? { code: 'NOT_CONTROLLER' } : { code: 'NONE' };
      expect(await mark(cordoned(undefined), CLUSTER, kafka, HELD)).toEqual({ kind: 'later', reason: 'settings of 2 brokers not changed: broker 0: NOT_CONTROLLER' });
    });

    test('only while the lease is held', async () => {
      expect(await mark(cordoned('*'), CLUSTER, kafka, heldFor(2))).toEqual({ kind: 'later', reason: `${LOST} brokers were cordoned; settings of 1 broker changed` });
      expect(await mark(cordoned(undefined), CLUSTER, kafka, heldFor(0))).toEqual({ kind: 'later', reason: `${LOST} brokers were uncordoned` });
    });
  });

  test('what is refused ends it, in the words of Kafka', async () => {
    kafka.alterResource = (_node, { name }) => name === 'orders' ? { code: 'INVALID_CONFIG', message: 'no' } : { code: 'NONE' };
    expect(await mark(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'refused', reason: 'settings of 1 topic not changed: topic orders: INVALID_CONFIG: no', mend: expect.stringContaining('settings') });
    expect(kafka.requests).toHaveLength(1);
  });

  test('a broker that is not registered any more has nothing to remove', async () => {
    kafka.alterResource = (_node, { name }) => name === '2' ? { code: 'BROKER_ID_NOT_REGISTERED' } : { code: 'NONE' };
    expect(await mark(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: 'settings of 1 topic changed; settings of 1 broker changed, 1 broker gone meanwhile' });
  });

  test('without the lease', async () => {
    expect(await mark(step, CLUSTER, kafka, heldFor(1))).toEqual({ kind: 'later', reason: `${LOST} settings of 2 brokers were changed; settings of 1 topic changed` });
    expect(kafka.requests).toHaveLength(1);
  });
});

describe('unregister', () => {
  const step: UnregisterStep = { kind: 'unregister', reason: '', brokers: [3, 4], settings: ['leader.replication.throttled.rate'] };

  test('at the active controller, one after the other', async () => {
    expect(await unregister(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '2 brokers unregistered' });
    expect(kafka.asked.filter((a) => a.startsWith('unregister'))).toEqual(['unregister 3 at 11', 'unregister 4 at 11']);
    const changes = new Map([['leader.replication.throttled.rate', undefined]]);
    expect(kafka.requests).toEqual([{ node: 11, resources: ['3', '4'].map((name) => ({ type: 'broker', name, changes })) }]);
  });

  test('none that serves again', async () => {
    kafka.told = () => metadataOf(ORDERS, { away: [0] });
    expect(await unregister({ ...step, brokers: [0, 1] }, CLUSTER, kafka, HELD)).toEqual({ kind: 'later', reason: 'in service again, and so not unregistered: broker 1' });
    expect(kafka.asked.filter((a) => a.startsWith('unregister'))).toEqual([]);
  });

  test('as long as the lease is held', async () => {
    expect(await unregister(step, CLUSTER, kafka, heldFor(2))).toEqual({ kind: 'later', reason: `${LOST} brokers were unregistered; 1 broker unregistered` });
    expect(await unregister(step, CLUSTER, kafka, heldFor(0))).toEqual({ kind: 'later', reason: `${LOST} settings of 2 brokers were changed` });
  });

  test('not allowed', async () => {
    kafka.unregister = (node, broker) => { if (broker === 4) { kafka.refuse(node, 'UnregisterBroker', 'CLUSTER_AUTHORIZATION_FAILED'); } };
    expect(await unregister(step, CLUSTER, kafka, HELD)).toEqual({
      kind: 'refused',
      reason: 'controller 11 (host-11:9093) answered UnregisterBroker with CLUSTER_AUTHORIZATION_FAILED; 1 broker unregistered',
      mend: expect.stringContaining('Allow'),
    });
  });

  test('with ZooKeeper there is nothing to unregister', async () => {
    await expect(unregister(step, ZOOKEEPER_CLUSTER, kafka, HELD)).rejects.toThrow('events');
  });
});
