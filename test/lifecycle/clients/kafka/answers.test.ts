import { AnswerBytes, metadataAnswer } from './answer-bytes';
import { FlatReader } from '../../../../lifecycle/clients/kafka/flat-reader';
import { readDescribeCluster } from '../../../../lifecycle/clients/kafka/requests/describe-cluster';
import { WantedSettings, readDescribeConfigs } from '../../../../lifecycle/clients/kafka/requests/describe-configs';
import { portions, readElectLeaders } from '../../../../lifecycle/clients/kafka/requests/elect-leaders';
import { readEndOffsets } from '../../../../lifecycle/clients/kafka/requests/list-offsets';
import { readReassignments } from '../../../../lifecycle/clients/kafka/requests/list-reassignments';
import { readMetadata } from '../../../../lifecycle/clients/kafka/requests/metadata';

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
    code: 0, clusterId: 'the-cluster', controllerId: 2, brokers: [{ id: 1, rack: 'a', fenced: false }, { id: 2, rack: undefined, fenced: true }],
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

test('ListPartitionReassignments', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).int16(0).string(undefined).array(['orders', 'logs'], (topic) => answer
    .string(topic).array([4, 7], (partition) => answer.int32(partition).int32s([1, 2]).int32s([2]).int32s([]).tags()).tags()).tags().bytes;
  expect(readReassignments(new FlatReader(bytes))).toEqual({ code: 0, partitions: new Map([['orders', [4, 7]], ['logs', [4, 7]]]) });
});

test('ListOffsets: replicas that cannot be told are left out', () => {
  const answer = new AnswerBytes();
  const bytes = answer.int32(0).array(['orders'], (topic) => answer
    .string(topic).array([[0, 0, 4_000_000_000], [1, 6, -1]], ([partition, code, offset]) => answer
      .int32(partition).int16(code).int64(-1).int64(offset).int32(3).tags())
    .tags())
    .tags().bytes;
  expect(readEndOffsets(new FlatReader(bytes))).toEqual(new Map([['orders-0', 4_000_000_000]]));
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
