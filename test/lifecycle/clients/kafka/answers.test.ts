import { AnswerBytes, metadataAnswer } from './answer-bytes';
import { FlatReader } from '../../../../lifecycle/clients/kafka/flat-reader';
import { readAlterConfigs } from '../../../../lifecycle/clients/kafka/requests/alter-configs';
import { readAlterLogDirs } from '../../../../lifecycle/clients/kafka/requests/alter-log-dirs';
import { readAlterReassignments } from '../../../../lifecycle/clients/kafka/requests/alter-reassignments';
import { readDescribeCluster } from '../../../../lifecycle/clients/kafka/requests/describe-cluster';
import { WantedSettings, readDescribeConfigs, settingsIn } from '../../../../lifecycle/clients/kafka/requests/describe-configs';
import { readLogDirs } from '../../../../lifecycle/clients/kafka/requests/describe-log-dirs';
import { portions, readElectLeaders } from '../../../../lifecycle/clients/kafka/requests/elect-leaders';
import { readOffsets } from '../../../../lifecycle/clients/kafka/requests/list-offsets';
import { readReassignments } from '../../../../lifecycle/clients/kafka/requests/list-reassignments';
import { readMetadata } from '../../../../lifecycle/clients/kafka/requests/metadata';
import { readUnregisterBroker } from '../../../../lifecycle/clients/kafka/requests/unregister-broker';

/** Answers, byte by byte, and what is read of them. */

const codeName = (code: number) => `code ${code}`;

function readMetadataOf(told: Parameters<typeof metadataAnswer>[0]) { return readMetadata(new FlatReader(metadataAnswer(told)), codeName); }

describe('Metadata', () => {
  test('brokers and partitions, whose topics lie side by side', () => {
    expect(readMetadataOf({
      brokers: [{ id: 3, host: 'three', rack: 'r' }, { id: 4, host: 'four' }],
      controllerId: 4,
      topics: [
        { name: 'orders', partitions: [{ partition: 1, leader: 3, replicas: [3, 4], inSync: [3, 4] }, { partition: 0, leader: 4, replicas: [4, 3, 5], inSync: [4] }] },
        { name: 'empty', partitions: [] },
        { name: 'größe', partitions: [{ partition: 0, leader: 3, replicas: [300000], inSync: [300000] }] },
      ],
    })).toEqual({
      controllerId: 4,
      brokers: [{ id: 3, host: 'three', port: 9092, rack: 'r' }, { id: 4, host: 'four', port: 9092, rack: undefined }],
      partitions: {
        topics: ['orders', 'empty', 'größe'],
        topic: Int32Array.of(0, 0, 2),
        partition: Int32Array.of(1, 0, 0),
        leader: Int32Array.of(3, 4, 3),
        replicaStart: Int32Array.of(0, 2, 5, 6),
        replicas: Int32Array.of(3, 4, 4, 3, 5, 300000),
        inSyncStart: Int32Array.of(0, 2, 3, 4),
        inSync: Int32Array.of(3, 4, 4, 300000),
        unsound: [],
      },
    });
  });

  // LEADER_NOT_AVAILABLE, REPLICA_NOT_AVAILABLE, LISTENER_NOT_FOUND
  test.each([5, 9, 72])('a partition with code %d is told in full', (code) => {
    const { partitions } = readMetadataOf({ brokers: [], topics: [{ name: 'orders', partitions: [{ partition: 0, leader: -1, replicas: [1, 2], inSync: [2], code }] }] });
    expect(partitions).toMatchObject({ unsound: [], leader: Int32Array.of(-1), replicas: Int32Array.of(1, 2), inSync: Int32Array.of(2) });
  });

  test('what is no sound answer is named', () => {
    const { partitions } = readMetadataOf({
      brokers: [],
      topics: [
        { name: 'secret', code: 29, partitions: [] },
        { name: 'orders', partitions: [{ partition: 0, leader: 1, replicas: [1], inSync: [1], code: 56 }, { partition: 1, leader: -1, replicas: [], inSync: [] }] },
      ],
    });
    expect(partitions.unsound).toEqual(['topic secret: code 29', 'orders-0: code 56', 'orders-1 has no replicas']);
  });

  test('an answer that ends too early is none', () => {
    const answer = metadataAnswer({ brokers: [], topics: [{ name: 'orders', partitions: [{ partition: 0, leader: 1, replicas: [1], inSync: [1] }] }] });
    expect(() => readMetadata(new FlatReader(answer.subarray(0, answer.length - 12)), codeName)).toThrow(`The answer ends at byte ${answer.length - 12}`);
  });
});

test('DescribeCluster 2 tells which brokers are fenced, and its head which cluster it is', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).int16(0).string(undefined).int8(1).string('the-cluster').int32(2)
    .array([{ id: 1, rack: 'a', fenced: false }, { id: 2, rack: undefined, fenced: true }], ({ id, rack, fenced }) =>
      answer.int32(id).string('host').int32(9092).string(rack).boolean(fenced).tags())
    .int32(0).tags().bytes;
  expect(readDescribeCluster(new FlatReader(bytes), 'all')).toEqual({
    code: 0, clusterId: 'the-cluster', controllerId: 2, brokers: [{ id: 1, rack: 'a', fenced: false, host: 'host' }, { id: 2, rack: undefined, fenced: true, host: 'host' }],
  });
  expect(readDescribeCluster(new FlatReader(bytes), 'head')).toMatchObject({ clusterId: 'the-cluster', controllerId: 2, brokers: [] });
});

test('DescribeConfigs: values, where they come from, and what is wrong with single resources', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).array([{ code: 0, message: undefined, name: '1' }, { code: 3, message: 'no topic', name: 'gone' }], ({ code, message, name }) => answer
    .int16(code).string(message).int8(4).string(name)
    .array(code === 0 ? [['num.io.threads', '8', 2], ['ssl.key.password', undefined, 5]] as const : [], ([key, value, source]) => answer
      .string(key).string(value).boolean(false).int8(source).boolean(value === undefined)
      .array(['a', 'b'], (synonym) => answer.string(synonym).string('1').int8(4).tags())
      .int8(3).string(undefined).tags())
    .tags()).tags().bytes;
  expect(readDescribeConfigs(new FlatReader(bytes))).toEqual([
    { code: 0, settings: [{ key: 'num.io.threads', value: '8', source: 2 }, { key: 'ssl.key.password', value: undefined, source: 5 }] },
    { code: 3, message: 'no topic', settings: [] },
  ]);
  // What was made at run time, and what is asked for: not what is only as long.
  const told = (...keys: readonly string[]) => {
    const [{ settings }] = readDescribeConfigs(new FlatReader(bytes), new WantedSettings(new Set(keys)));
    return settings.map(({ key }) => key);
  };
  expect(told()).toEqual(['num.io.threads']);
  expect(told('ssl.key.password')).toEqual(['num.io.threads', 'ssl.key.password']);
  expect(told('ssl.key.passwore')).toEqual(['num.io.threads']);
});

test('DescribeConfigs: each setting that was asked for of a topic must be told', () => {
  const settings = [{ key: 'a', value: '1', source: 1 }, { key: 'b', value: '', source: 5 }, { key: 'c', value: undefined, source: 5 }];
  expect(settingsIn({ settings }, ['a', 'b'])).toEqual({ values: { a: { value: '1', own: true }, b: { value: '', own: false } } });
  expect(settingsIn({ settings }, ['a', 'c'])).toEqual({ error: 'it has no c' });
});

test('ListPartitionReassignments', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).int16(0).string(undefined).array(['orders', 'logs'], (topic) => answer
    .string(topic)
    .array([4, 7], (partition) => answer.int32(partition).int32s([2, 3, 1]).int32s([2, 3]).int32s(partition === 4 ? [1] : []).tags())
    .tags()).tags().bytes;
  const partitions = [{ partition: 4, adding: [2, 3], removing: [1] }, { partition: 7, adding: [2, 3], removing: [] }];
  expect(readReassignments(new FlatReader(bytes))).toEqual({ code: 0, topics: new Map([['orders', partitions], ['logs', partitions]]) });
});

test('AlterPartitionReassignments: each partition for itself', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).int16(0).string(undefined).array(['orders'], (topic) => answer
    .string(topic).array([[4, 0], [7, 39]], ([partition, code]) => answer.int32(partition).int16(code).string(code === 0 ? undefined : 'no such broker').tags()).tags()).tags().bytes;
  expect(readAlterReassignments(new FlatReader(bytes), codeName)).toEqual({
    code: 0, results: [{ topic: 'orders', partition: 4, code: 'code 0', message: undefined }, { topic: 'orders', partition: 7, code: 'code 39', message: 'no such broker' }],
  });
});

test('AlterReplicaLogDirs: each replica for itself', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).array(['orders', 'logs'], (topic) => answer
    .string(topic).array([[4, 0], [7, 9]], ([partition, code]) => answer.int32(partition).int16(code).tags()).tags()).tags().bytes;
  expect(readAlterLogDirs(new FlatReader(bytes), codeName)).toEqual(['orders', 'logs'].flatMap((topic) => [
    { topic, partition: 4, code: 'code 0' }, { topic, partition: 7, code: 'code 9' },
  ]));
});

test('IncrementalAlterConfigs: each thing for itself', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).array([[2, 'orders', 0], [4, '100', 40]] as const, ([type, name, code]) => answer
    .int16(code).string(code === 0 ? undefined : 'bad').int8(type).string(name).tags()).tags().bytes;
  expect(readAlterConfigs(new FlatReader(bytes))).toEqual([{ type: 'topic', name: 'orders', code: 0, message: undefined }, { type: 'broker', name: '100', code: 40, message: 'bad' }]);
});

test('UnregisterBroker', () => {
  expect(readUnregisterBroker(new FlatReader(new AnswerBytes().int32(0).int16(102).string('not registered').tags().bytes))).toEqual({ code: 102, message: 'not registered' });
});

describe('DescribeLogDirs', () => {
  const REPLICAS = [[0, 4_000_000_000_000, 0], [1, 0, 1]] as const;

  function read(version: number, bytes: Buffer) {
    const visited: unknown[] = [];
    const told = readLogDirs(new FlatReader(bytes), version, (...replica) => visited.push(replica), codeName);
    return { ...told, visited };
  }

  function answerOf(version: number): Buffer {
    const answer = new AnswerBytes().int32(0);
    if (version >= 3) { answer.int16(version === 3 ? 31 : 0); }
    return answer.array([[0, '/data-1'], [56, '/data-2'], [0, '/data-3']] as const, ([code, dir]) => {
      answer.int16(code).string(dir).array(code === 0 ? ['orders'] : [], (topic) => answer.string(topic)
        .array(REPLICAS, ([partition, size, future]) => answer.int32(partition).int64(size).int64(-1).int8(future).tags({ 1: Buffer.from('later') }))
        .tags());
      if (version >= 4) { answer.int64(code === 0 ? 8_000_000_000_000 : -1).int64(code === 0 ? 5_000_000_000 : -1); }
      answer.tags();
    }).tags().bytes;
  }

  const VISITED = [0, 2].flatMap((disk) => [['orders', 0, 4_000_000_000_000, false, disk], ['orders', 1, 0, true, disk]]);
  const FAILED = { path: '/data-2', error: 'code 56' };

  test('4', () => {
    const [totalBytes, usableBytes] = [8_000_000_000_000, 5_000_000_000];
    expect(read(4, answerOf(4))).toEqual({ code: 0, visited: VISITED, dirs: [{ path: '/data-1', totalBytes, usableBytes }, FAILED, { path: '/data-3', totalBytes, usableBytes }] });
  });

  test.each([[3, 31], [2, 0]])('%d does not tell of volumes', (version, code) => {
    expect(read(version, answerOf(version))).toEqual({ code, visited: VISITED, dirs: [{ path: '/data-1' }, FAILED, { path: '/data-3' }] });
  });
});

test('ListOffsets: replicas that cannot be told are left out', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).array(['orders'], (topic) => answer
    .string(topic).array([[0, 0, 4_000_000_000], [1, 6, -1]], ([partition, code, offset]) => answer
      .int32(partition).int16(code).int64(-1).int64(offset).int32(3).tags())
    .tags())
    .tags().bytes;
  expect(readOffsets(new FlatReader(bytes))).toEqual(new Map([['orders-0', 4_000_000_000]]));
});

test('ElectLeaders', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).int16(0).array(['orders'], (topic) => answer
    .string(topic).array([[0, 0], [1, 84]], ([partition, code]) => answer.int32(partition).int16(code).string(code === 0 ? undefined : 'not needed').tags()).tags()).tags().bytes;
  expect(readElectLeaders(new FlatReader(bytes), codeName)).toEqual({
    code: 0,
    results: [{ topic: 'orders', partition: 0, code: 'code 0', message: undefined }, { topic: 'orders', partition: 1, code: 'code 84', message: 'not needed' }],
  });
});

test('many partitions are elected in portions', () => {
  const partitions = new Map([['a', [0, 1, 2]], ['b', []], ['c', [0, 1]]]);
  expect(portions(partitions, 2)).toEqual([[['a', [0, 1]]], [['a', [2]], ['c', [0]]], [['c', [1]]]]);
  expect(portions(partitions, 100)).toEqual([[['a', [0, 1, 2]], ['c', [0, 1]]]]);
  expect(portions(new Map(), 2)).toEqual([]);
});
