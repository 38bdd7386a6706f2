import { HELD } from './held';
import { configure } from '../../../lifecycle/act/configure';
import { electLeaders, resultOf } from '../../../lifecycle/act/elect-leaders';
import { ConfigureStep, ElectLeadersStep } from '../../../lifecycle/plan/decision';
import { CLUSTER, FakeKafka, ZOOKEEPER_CLUSTER } from '../observe/fake-kafka';

let kafka: FakeKafka;
beforeEach(() => kafka = new FakeKafka());

describe('configure', () => {
  const step: ConfigureStep = {
    kind: 'configure', reason: '', changes: [{ key: 'log.cleaner.threads', from: '1', to: '2' }, { key: 'num.io.threads', from: '8' }], applied: ['log.cleaner.threads'],
  };
  const changes = new Map([['log.cleaner.threads', '2'], ['num.io.threads', undefined]]);

  test('all brokers alike: Kafka is asked first, and any broker will do', async () => {
    kafka.named = (node) => node.id === 1 ? 0 : kafka.silence(node);
    expect(await configure(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '2 settings of all brokers changed' });
    expect(kafka.altered).toEqual([{ node: 1, of: 'all brokers', changes, mode: 'validate' }, { node: 1, of: 'all brokers', changes, mode: 'apply' }]);
  });

  test('one broker: only itself, once it has said that it is it', async () => {
    expect(await configure({ ...step, broker: 2, changes: step.changes.slice(0, 1) }, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: '1 setting of broker 2 changed' });
    expect(kafka.asked).toEqual(['settings 2', 'validate 2', 'apply 2']);
    expect(kafka.altered[1]).toMatchObject({ of: 'this broker' });
  });

  test('another broker at its address', async () => {
    kafka.broker = (node) => kafka.refuse(node, 'DescribeConfigs', 'INVALID_REQUEST', 'Unexpected broker id, expected 1, but received 2');
    expect(await configure({ ...step, broker: 2 }, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'later', reason: expect.stringContaining('Unexpected broker id') });
    expect(kafka.altered).toEqual([]);
  });

  test('one that is not declared', async () => {
    kafka.told = () => ({ controllerId: 0, brokers: [{ id: 7, host: 'advertised-7', port: 9092 }], partitions: { topics: [] } as never });
    expect(await configure({ ...step, broker: 7 }, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'done' });
    expect(await configure({ ...step, broker: 8 }, CLUSTER, kafka, HELD)).toEqual({ kind: 'later', reason: 'broker 8 is neither declared nor in service' });
  });

  test('a refusal carries what Kafka says, and nothing is changed', async () => {
    kafka.alter = (node) => kafka.refuse(node, 'IncrementalAlterConfigs', 'INVALID_CONFIG', 'Invalid value 0 for configuration log.cleaner.threads');
    expect(await configure(step, CLUSTER, kafka, HELD)).toEqual({
      kind: 'refused',
      reason: 'broker 0 (host-0:9092) answered IncrementalAlterConfigs with INVALID_CONFIG: Invalid value 0 for configuration log.cleaner.threads',
      mend: 'Change the setting in the declaration, or remove it.',
    });
    expect(kafka.asked.filter((a) => a.startsWith('apply'))).toEqual([]);
  });

  test('what may go well another time', async () => {
    kafka.alter = (node, mode) => { if (mode === 'apply') { kafka.refuse(node, 'IncrementalAlterConfigs', 'REQUEST_TIMED_OUT'); } };
    expect(await configure(step, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'later', reason: expect.stringContaining('REQUEST_TIMED_OUT') });
    kafka.named = (node) => kafka.silence(node);
    expect(await configure(step, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'later', reason: expect.stringContaining('broker 2 (host-2:9092) could not be reached') });
  });
});

describe('electLeaders', () => {
  const step: ElectLeadersStep = { kind: 'elect-leaders', reason: '', partitions: { orders: [0, 1], logs: [0] } };

  test('the active controller does it', async () => {
    kafka.elect = (_node, partitions) => [...partitions].flatMap(([topic, numbers]) => numbers.map((partition) => ({ topic, partition, code: 'NONE' })));
    expect(await electLeaders(step, CLUSTER, kafka, HELD)).toEqual({ kind: 'done', said: 'leadership of preferred replicas: 3 returned' });
    kafka.named = () => 2;
    expect(await electLeaders(step, ZOOKEEPER_CLUSTER, kafka, HELD)).toMatchObject({ kind: 'done' });
    expect(kafka.asked.filter((a) => a.startsWith('elect'))).toEqual(['elect 11', 'elect 2']);
  });

  test('what becomes of single partitions is counted', () => {
    const results = ['NONE', 'NONE', 'ELECTION_NOT_NEEDED', 'PREFERRED_LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION'].map((code, partition) => ({ topic: 'orders', partition, code }));
    expect(resultOf(results)).toEqual({ kind: 'done', said: 'leadership of preferred replicas: 2 returned, 1 led by it already, 1 not available, 1 deleted meanwhile' });
  });

  test('a partition that failed is tried again', () => {
    expect(resultOf([{ topic: 'orders', partition: 0, code: 'NONE' }, { topic: 'orders', partition: 4, code: 'REQUEST_TIMED_OUT', message: 'too slow' }])).toEqual({
      kind: 'later', reason: 'leadership of preferred replicas: 1 returned, 1 REQUEST_TIMED_OUT; orders-4: too slow',
    });
  });

  test('not allowed', async () => {
    kafka.elect = (node) => kafka.refuse(node, 'ElectLeaders', 'CLUSTER_AUTHORIZATION_FAILED');
    expect(await electLeaders(step, CLUSTER, kafka, HELD)).toMatchObject({ kind: 'refused', mend: expect.stringContaining('Allow') });
  });
});
