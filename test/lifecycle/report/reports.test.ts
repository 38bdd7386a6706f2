import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { AppliedSettings } from '../../../lifecycle/act/applied-settings';
import { SetEvents } from '../../../lifecycle/report/events';
import { lastWrites } from '../../../lifecycle/report/last-writes';
import { RunStatus, StatusReport, statusText } from '../../../lifecycle/report/status';
import { writeTerminationMessage } from '../../../lifecycle/report/termination-message';
import { startOf } from '../../../lifecycle/report/text-size';
import { ApiServer } from '../api-server';

let server: ApiServer;
beforeEach(async () => server = await new ApiServer(() => ({ status: 200, body: { metadata: {} } })).start());
afterEach(async () => server.stop());

test('the beginning of a text keeps to its bytes and its characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 200 }), (text, bytes) => {
    const start = startOf(text, bytes);
    expect(Buffer.byteLength(start)).toBeLessThanOrEqual(bytes);
    expect(start === text || (start.endsWith('…') && text.startsWith(start.slice(0, -1)))).toBe(true);
    expect(start === text).toBe(Buffer.byteLength(text) <= bytes);
  }));
  expect(startOf('ö'.repeat(10), 10)).toBe('ööö…');
});

describe('events', () => {
  let now: number;
  const events = () => new SetEvents(server.client(), { instance: 'lifecycle-abc', time: { now: () => now, pause: async () => undefined } });
  const set = { name: 'events-broker', uid: 'uid' };
  const event = (note: string, reason = 'Restarting', of = set) => ({ set: of, type: 'Normal' as const, reason, note });
  const notes = () => server.asked.map(({ body }): string => JSON.parse(body).note);
  beforeEach(() => now = 0);

  test('what the API asks for', async () => {
    const told = events();
    told.tell(event('events-broker-0: num.io.threads: 8 -> 16'));
    await told.flush();
    expect(JSON.parse(server.asked[0].body)).toEqual({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: expect.stringMatching(/^events-broker\.[0-9a-f]+$/), namespace: 'kafka' },
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      reportingController: 'cdk8s-kafka-lifecycle',
      reportingInstance: 'lifecycle-abc',
      action: 'Restarting',
      reason: 'Restarting',
      type: 'Normal',
      note: 'events-broker-0: num.io.threads: 8 -> 16',
      regarding: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'kafka', name: 'events-broker', uid: 'uid' },
    });
  });

  test('the same is told again only after a while', async () => {
    const told = events();
    for (let minute = 0; minute <= 10; minute += 1) {
      now = minute * 60_000;
      told.tell(event('waits'));
      told.tell(event('waits', 'Waiting'));
      told.tell(event('waits', 'Restarting', { name: 'other', uid: 'other' }));
    }
    await told.flush();
    expect(server.asked).toHaveLength(6);
  });

  test('of many alike some are told, and the others counted', async () => {
    const told = events();
    for (let i = 0; i < 25; i += 1) { told.tell(event(`number ${i}`)); }
    told.tell(event('another reason', 'Waiting'));
    await told.flush();
    expect(notes().sort()).toEqual([...Array.from({ length: 10 }, (_, i) => `number ${i}`), 'another reason'].sort());
    now = 30_000;
    told.tell(event('later'));
    told.tell(event('too soon'));
    await told.flush();
    expect(notes()[11]).toBe('later (15 more like it were not told)');
    expect(notes()).toHaveLength(12);
  });

  test('an API server that is away, refuses or is slow costs events and nothing else', async () => {
    const told = events();
    server.behaviour = () => 'drop';
    told.tell(event('lost'));
    server.behaviour = () => ({ status: 403 });
    told.tell(event('refused'));
    await told.flush();
    server.behaviour = () => 'hang';
    for (let i = 0; i < 100; i += 1) { told.tell(event(`slow ${i}`, `Reason${i}`)); }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.asked.length).toBeLessThanOrEqual(2 + 20);
  });
});

describe('the status', () => {
  const status = (more: Partial<RunStatus> = {}): RunStatus => ({ phase: 'converging', desired: 'abc', run: 'pod', lines: [], ...more });
  const written = (index: number): { phase: string } => JSON.parse(JSON.parse(server.asked[index].body).data['status.json']);

  test('is applied by a manager of its own, which takes over what others have written', async () => {
    const report = new StatusReport(server.client(), { name: 'status' });
    report.update(status());
    await report.flush();
    expect(server.asked.map(({ method, path, query }) => `${method} ${path}?${query.toString()}`))
      .toEqual(['PATCH /api/v1/namespaces/kafka/configmaps/status?fieldManager=cdk8s-kafka-lifecycle-status&force=true']);
    expect(JSON.parse(server.asked[0].body).metadata).toEqual({ name: 'status', namespace: 'kafka' });
  });

  test('of several that come quickly the last is written, and the last of all is never lost', async () => {
    const report = new StatusReport(server.client(), { name: 'status', pauseMillis: 60_000 });
    report.update(status({ phase: 'waiting' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const unit of ['a', 'b', 'c']) { report.update(status({ unit })); }
    report.update(status({ phase: 'converged' }));
    await report.flush();
    expect(server.asked).toHaveLength(2);
    expect([written(0).phase, written(1).phase]).toEqual(['waiting', 'converged']);
  });

  test('that cannot be written does no harm, and is tried again', async () => {
    const time = { now: () => 0, pause: async () => undefined };
    server.behaviour = () => 'drop';
    const report = new StatusReport(server.client(), { name: 'status', time });
    report.update(status());
    await report.flush();
    expect(server.asked).toHaveLength(3);
    server.behaviour = (_, count) => count < 6 ? { status: 503 } : { status: 200, body: {} };
    const again = new StatusReport(server.client(), { name: 'status', time });
    again.update(status({ phase: 'failed' }));
    await again.flush();
    expect(written(5).phase).toBe('failed');
  });

  test('of a run that only waits until another one has ended is not written, until it is at work itself', async () => {
    let held = false;
    const report = new StatusReport(server.client(), { name: 'status', pauseMillis: 10, mayWrite: () => held });
    report.update(status({ phase: 'waiting' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.asked).toEqual([]);
    report.update(status({ unit: 'a' }));
    held = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.asked).toHaveLength(1);
    expect(written(0).phase).toBe('converging');
    held = false;
    report.update(status({ phase: 'failed' }));
    await report.flush();
    expect(server.asked).toHaveLength(1);
  });

  test('is not tried again once another run may be at work', async () => {
    let held = true;
    server.behaviour = () => { held = false; return 'drop'; };
    const report = new StatusReport(server.client(), { name: 'status', time: { now: () => 0, pause: async () => undefined }, mayWrite: () => held });
    report.update(status());
    await report.flush();
    expect(server.asked).toHaveLength(1);
  });

  test('is written to its end before the Lease is given back', async () => {
    let held = true;
    server.behaviour = async () => { await new Promise((resolve) => setTimeout(resolve, 50)); return { status: 200, body: {} }; };
    const report = new StatusReport(server.client(), { name: 'status', pauseMillis: 60_000, mayWrite: () => held });
    report.update(status());
    report.update(status({ phase: 'converged' }));
    let before = 0;
    await lastWrites([report], async () => {
      held = false;
      before = server.asked.length;
    });
    expect(written(before - 1).phase).toBe('converged');
    expect(server.asked).toHaveLength(before);
    await expect(lastWrites([{ flush: async () => Promise.reject(new Error('lost')) }], async () => { held = true; })).rejects.toThrow('lost');
    expect(held).toBe(true);
  });

  test('keeps to a size, whatever is told', () => {
    const partitions = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`topic-${i}`, [0, 1, 2]]));
    const text = statusText(status({
      lines: Array.from({ length: 1000 }, (_, i) => `${i} ${'x'.repeat(5000)}`), decision: { kind: 'step', step: { kind: 'elect-leaders', reason: 'r', partitions } },
    }), 'now');
    const read: { lines: string[]; decision: object; written: string } = JSON.parse(text);
    expect(text.length).toBeLessThan(64 * 1024);
    expect(read.decision).toEqual({ kind: 'step' });
    expect([read.lines.length, read.lines[0].slice(0, 4), read.lines[49].slice(0, 4), read.written]).toEqual([50, '950 ', '999 ', 'now']);
  });
});

describe('what runs have set', () => {
  test('is written for one cluster, and kept for the others', async () => {
    server.behaviour = ({ method }) => ({ status: 200, body: method === 'GET' ? { metadata: {}, data: { 'applied.json': '{"a":{"":["x"]},"b":{"0":["y"]}}' } } : {} });
    const applied = new AppliedSettings(server.client(), 'status');
    expect(await applied.read('a')).toEqual({ '': ['x'] });
    expect(await applied.read('c')).toEqual({});
    await applied.write('a', { '': ['z'] });
    const { query, body } = server.asked[server.asked.length - 1];
    expect(query.toString()).toBe('fieldManager=cdk8s-kafka-lifecycle-applied&force=true');
    expect(JSON.parse(JSON.parse(body).data['applied.json'])).toEqual({ a: { '': ['z'] }, b: { 0: ['y'] } });
  });

  test.each(['[]', '{"a":[]}', '{"a":{"":[1]}}', '{', 'null'])('%s is not guessed at', async (text) => {
    server.behaviour = () => ({ status: 200, body: { metadata: {}, data: { 'applied.json': text } } });
    await expect(new AppliedSettings(server.client(), 'status').read('a')).rejects.toThrow(/^Key 'applied\.json' of ConfigMap 'status' does not hold what runs have set/);
  });

  test('nothing is written over what could not be read', async () => {
    server.behaviour = ({ method }) => method === 'GET' ? 'drop' : { status: 200, body: {} };
    await expect(new AppliedSettings(server.client(), 'status').write('a', {})).rejects.toThrow(/get configmaps 'status'/);
    expect(server.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('the termination message', () => {
  let folder: string;
  beforeEach(() => folder = mkdtempSync(join(tmpdir(), 'termination-')));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('replaces what was there, and keeps to what Kubernetes keeps', () => {
    const file = join(folder, 'log');
    writeFileSync(file, 'something that is longer than the message');
    writeTerminationMessage('converged', file);
    expect(readFileSync(file, 'utf8')).toBe('converged');
    writeTerminationMessage('ö'.repeat(4000), file);
    expect(readFileSync(file)).toHaveLength(4095);
  });

  test('is not made where there is no such file', () => {
    const file = join(folder, 'no', 'log');
    expect(() => writeTerminationMessage('converged', file)).not.toThrow();
    writeTerminationMessage('converged', join(folder, 'log'));
    expect(() => readFileSync(join(folder, 'log'))).toThrow(/ENOENT/);
  });
});
