import { withKafka } from '../../../lifecycle/clients/kafka/connected-admin';
import { KafkaAdmin } from '../../../lifecycle/clients/kafka/kafka-admin';
import { SettingsObservation } from '../../../lifecycle/observation';
import { LoadWatch } from '../../../lifecycle/observe/load-watch';
import { sourceOf } from '../../../lifecycle/outside';
import { ConfigureStep, Step } from '../../../lifecycle/plan/decision';
import { LiveWorld, look } from '../../../lifecycle/run/live-world';
import { ApiServer, statusReply } from '../api-server';
import { CLUSTER, FakeKafka } from '../observe/fake-kafka';

jest.mock('../../../lifecycle/clients/kafka/connected-admin', () => ({ withKafka: jest.fn() }));

type Applied = SettingsObservation['applied'];

const UNIT = { kind: 'cluster', cluster: CLUSTER } as const;
const STEP: ConfigureStep = {
  kind: 'configure', reason: '', changes: [{ key: 'log.cleaner.threads', from: '1', to: '2' }, { key: 'num.io.threads', from: '8' }], applied: ['log.cleaner.threads'],
};

class Dies extends Error {}

/** A run that may die, or lose its lease, before any of its calls. What is noted and what is set outlast it. */
class Run {
  public readonly calls: string[] = [];
  private term?: number = 1;

  constructor(private readonly notes: { applied: Applied }, kafka: FakeKafka, private readonly call: (which: number) => 'dies' | 'goes on' | 'loses the lease') {
    const altering: KafkaAdmin = Object.assign(Object.create(kafka) as FakeKafka, {
      alterSettings: async (...args: Parameters<FakeKafka['alterSettings']>) => {
        this.next(args[3]);
        return kafka.alterSettings(...args);
      },
    });
    jest.mocked(withKafka).mockImplementation(async (_, use) => use(altering));
  }

  public async act() { return this.world().act(UNIT, STEP); }

  private world(): LiveWorld {
    const applied = {
      read: async () => { this.next('read'); return this.notes.applied; },
      write: async (_: string, value: Applied) => { this.next('write'); this.notes.applied = value; },
      approved: async () => [],
    };
    const run = this;
    return new LiveWorld({
      client: {} as never,
      source: {} as never,
      applied,
      watchPolicy: {},
      lease: { get term() { return run.term; }, confirm: async () => run.term },
      stop: { signal: new AbortController().signal, listen: () => () => undefined },
      report: () => undefined,
    });
  }

  /** As one that has lost its lease from the beginning. */
  public async without(step: Step) {
    this.term = undefined;
    return this.world().act(UNIT, step);
  }

  private next(what: string): void {
    const fate = this.call(this.calls.length);
    if (fate === 'dies') { throw new Dies(); }
    if (fate === 'loses the lease') { this.term = undefined; }
    this.calls.push(what);
  }
}

const NOTED: Applied = { '': ['num.io.threads'], '1': ['log.retention.ms'] };
const ALL = ['read', 'write', 'validate', 'apply', 'read', 'write'];

test('what is set is noted before it is set, and what is removed is forgotten after that', async () => {
  const [kafka, notes] = [new FakeKafka(), { applied: NOTED }];
  const run = new Run(notes, kafka, () => 'goes on');
  expect(await run.act()).toMatchObject({ kind: 'done' });
  expect(run.calls).toEqual(ALL);
  expect(notes.applied).toEqual({ '': ['log.cleaner.threads'], '1': ['log.retention.ms'] });
});

test.each(ALL.map((call, i) => [i, call]))('killed before its call %i, %s, a later run still knows what a run has set, and does the rest', async (at) => {
  const [kafka, notes] = [new FakeKafka(), { applied: NOTED }];
  await new Run(notes, kafka, (i) => i === at ? 'dies' : 'goes on').act().catch((error: unknown) => { if (!(error instanceof Dies)) { throw error; } });
  const set = kafka.altered.some(({ mode }) => mode === 'apply');
  const removed = set && notes.applied['']?.join() === 'log.cleaner.threads';
  if (set) { expect(notes.applied['']).toContain('log.cleaner.threads'); }
  if (!removed) { expect(notes.applied['']).toContain('num.io.threads'); }
  expect(await new Run(notes, kafka, () => 'goes on').act()).toMatchObject({ kind: 'done' });
  expect(notes.applied).toEqual({ '': ['log.cleaner.threads'], '1': ['log.retention.ms'] });
});

test('without the lease nothing is noted and nothing is set, however late it is lost', async () => {
  for (const [at, calls] of [[0, ['read']], [1, ['read', 'write', 'validate']], [2, ['read', 'write', 'validate']]] as const) {
    const [kafka, notes] = [new FakeKafka(), { applied: NOTED }];
    const run = new Run(notes, kafka, (i) => i === at ? 'loses the lease' : 'goes on');
    expect(await run.act()).toMatchObject({ kind: 'later', reason: expect.stringMatching(/^the lease was lost, or could not be renewed, before /) });
    expect(run.calls).toEqual(calls);
    expect(kafka.altered.filter(({ mode }) => mode === 'apply')).toEqual([]);
  }
});

test('a run brings about what its Job is for, and not what its file holds by now', async () => {
  const server = await new ApiServer(() => ({ status: 404, body: {} })).start();
  try {
    const source = sourceOf({ desiredState: __filename, configMap: 'desired' }, server.client(), { DESIRED_STATE_HASH: '0123456789' });
    expect(await source.read()).toMatchObject({ kind: 'unread' });
    // As they are not the same, it asks for the ConfigMap.
    expect(server.asked).toHaveLength(1);
  } finally {
    await server.stop();
  }
});

test('without the lease no leadership is returned', async () => {
  const kafka = new FakeKafka();
  const run = new Run({ applied: NOTED }, kafka, () => 'goes on');
  expect(await run.without({ kind: 'elect-leaders', reason: '', partitions: { orders: [0] } })).toEqual({ kind: 'later', reason: 'the lease was lost, or could not be renewed, before leadership was returned' });
});

test('how much is where is looked at when it is asked for, while Kafka is looked at, and not where Kafka cannot be read', async () => {
  const server = await new ApiServer(() => statusReply(404, 'NotFound', 'not found')).start();
  const kafka = new FakeKafka();
  jest.mocked(withKafka).mockImplementation(async (_, use) => use(kafka));
  const seen = async (at?: 'load') => look(UNIT, server.client(), { read: async () => ({}), write: async () => {}, approved: async () => ['1a2b'] }, at && { at, watch: new LoadWatch({}, () => 0) });
  try {
    expect(await seen()).toMatchObject({ observation: { sets: {}, kafka: { throttled: {} }, approved: ['1a2b'] } });
    expect(kafka.asked).not.toContain('dirs 0');
    expect(await seen('load')).toMatchObject({ observation: { load: { size: Float64Array.of(0, 0, 0), brokers: { 0: { replicas: 0, disks: [] } } } } });
    expect(withKafka).toHaveBeenCalledTimes(2);
    kafka.quorums = (node) => kafka.silence(node);
    expect(await seen('load')).toEqual(expect.objectContaining({ observation: { sets: {}, kafka: expect.objectContaining({ unread: expect.any(Array) }), approved: ['1a2b'], time: expect.any(Number) } }));
  } finally {
    await server.stop();
  }
});

const STEPS: readonly Step[] = [
  { kind: 'reassign', reason: '', bytes: 0, seconds: 0, left: 0, moves: [{ topic: 'orders', partition: 0 }] },
  { kind: 'mark', reason: '', brokers: [{ id: 0, changes: [{ key: 'leader.replication.throttled.rate', to: '1' }] }], topics: [] },
  { kind: 'unregister', reason: '', brokers: [7], settings: [] },
];

test.each(STEPS.map((step) => [step.kind, step] as const))('without the lease no %s', async (_kind, step) => {
  const kafka = new FakeKafka();
  expect(await new Run({ applied: NOTED }, kafka, () => 'goes on').without(step)).toMatchObject({ kind: 'later', reason: expect.stringMatching(/^the lease was lost/) });
  expect(kafka.asked.filter((each) => /^(alter|move|unregister)/.test(each))).toEqual([]);
});
