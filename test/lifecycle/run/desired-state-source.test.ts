import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DesiredStateSource, parseDesiredState } from '../../../lifecycle/run/desired-state-source';
import { desiredStateHash } from '../../../src/lifecycle/desired-state-hash';
import { ApiServer, Reply, statusReply } from '../api-server';

const text = (name: string) => JSON.stringify({ format: 1, name, policy: {}, ensembles: [], clusters: [] });
const gone = statusReply(404, 'NotFound', 'not found');

let folder: string;
let file: string;
let server: ApiServer;
/** What the ConfigMap holds. */
let held: Reply | 'drop';
let now: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desired-'));
  file = join(folder, 'desired-state.json');
  [held, now] = [gone, 0];
  server = await new ApiServer(() => held).start();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

const configMap = (content: string): Reply => ({ status: 200, body: { metadata: {}, data: { 'desired-state.json': content } } });
const time = { now: () => now, pause: async () => undefined };
const source = (expected?: string) => new DesiredStateSource({ file, expected, configMap: { name: 'desired', client: server.client() }, time });

test('the hash is that of the text, to the byte', () => {
  expect(desiredStateHash('ä\n')).toBe(createHash('sha256').update(Buffer.from('ä\n')).digest('hex').slice(0, 10));
  expect(desiredStateHash('{}')).not.toBe(desiredStateHash('{} '));
});

describe('the run knows what it is for', () => {
  const expected = desiredStateHash(text('mine'));

  test('the mounted file has it', async () => {
    writeFileSync(file, text('mine'));
    expect(await source(expected).read()).toEqual({ desired: JSON.parse(text('mine')), hash: expected });
    expect(server.asked).toEqual([]);
  });

  test('the mounted file is older, and the ConfigMap has it', async () => {
    writeFileSync(file, text('older'));
    held = configMap(text('mine'));
    expect(await source(expected).read()).toMatchObject({ desired: { name: 'mine' }, hash: expected });
  });

  test('a ConfigMap that is older, or not there, is waited for, but not for ever', async () => {
    writeFileSync(file, text('older'));
    for (const [reply, unread, superseded] of [
      [configMap(text('older')), /holds the desired state \w{10}, and this run is for \w{10}; it may not have been applied yet$/, /holds the desired state \w{10}, and this run is for \w{10}, which it has never held: .* then apply all manifests again$/],
      [gone, /does not exist$/, /is gone$/],
      [{ status: 200, body: { metadata: {} } }, /does not exist$/, /is gone$/],
    ] as const) {
      [held, now] = [reply, 0];
      const reads = source(expected);
      expect(await reads.read()).toEqual({ kind: 'unread', reason: expect.stringMatching(unread) });
      now = 119_000;
      expect(await reads.read()).toMatchObject({ kind: 'unread' });
      now = 120_000;
      expect(await reads.read()).toEqual({ kind: 'superseded', reason: expect.stringMatching(superseded) });
    }
  });

  test('an API server that is away says nothing, for as long as it is', async () => {
    writeFileSync(file, text('older'));
    held = 'drop';
    const reads = source(expected);
    await reads.read();
    now = 1_000_000;
    expect(await reads.read()).toEqual({ kind: 'unread', reason: expect.stringMatching(/^get configmaps 'desired' in namespace 'kafka': /) });
  });
});

describe('a newer desired state', () => {
  test.each([['by what it is for', desiredStateHash(text('mine'))], ['by its file', undefined]])('supersedes at once a run that has begun, known %s', async (_, expected) => {
    writeFileSync(file, text('mine'));
    held = configMap(text('mine'));
    const reads = source(expected);
    await reads.read();
    expect(await reads.supersession()).toEqual({ kind: 'current' });
    held = configMap(text('newer'));
    expect(await reads.supersession()).toMatchObject({ kind: 'superseded' });
    held = configMap(text('mine'));
    expect(await reads.supersession()).toEqual({ kind: 'current' });
  });

  test('supersedes at once a run that has read what is mounted, and nothing else', async () => {
    writeFileSync(file, text('mine'));
    const reads = source();
    await reads.read();
    held = configMap(text('newer'));
    expect(await reads.supersession()).toMatchObject({ kind: 'superseded' });
  });

  test('is not supposed while the ConfigMap cannot be read, or is replaced', async () => {
    writeFileSync(file, text('mine'));
    const reads = source();
    await reads.read();
    held = 'drop';
    expect(await reads.supersession()).toMatchObject({ kind: 'unread' });
    held = gone;
    expect(await reads.supersession()).toMatchObject({ kind: 'unread' });
    now += 119_000;
    expect(await reads.supersession()).toMatchObject({ kind: 'unread' });
    held = configMap(text('mine'));
    expect(await reads.supersession()).toEqual({ kind: 'current' });
    held = gone;
    expect(await reads.supersession()).toMatchObject({ kind: 'unread' });
    now += 120_000;
    expect(await reads.supersession()).toEqual({ kind: 'superseded', reason: "key 'desired-state.json' of ConfigMap 'desired' is gone" });
  });

  test('is nowhere to be seen without a ConfigMap', async () => {
    writeFileSync(file, text('mine'));
    const reads = new DesiredStateSource({ file });
    expect(await reads.read()).toMatchObject({ hash: desiredStateHash(text('mine')) });
    expect(await reads.supersession()).toEqual({ kind: 'current' });
  });
});

describe('what is none', () => {
  test.each([
    ['{', /^The desired state \(here\) is not JSON: .*nobody should edit it\.$/],
    ['{"format":2}', /^The desired state \(here\) has format 2, and this program reads format 1: they are of different versions of cdk8s-kafka\. Synthesize with one version/],
    ['[]', /has format none, and this program reads format 1/],
    ['null', /has format none/],
    ['{"format":1,"name":"a","policy":{},"ensembles":[]}', /lacks its name, policy, ensembles or clusters/],
  ])('%s', (content, message) => {
    expect(() => parseDesiredState(content, 'here')).toThrow(message);
  });

  test('a file that is not there', async () => {
    await expect(source().read()).rejects.toThrow(/^The desired state cannot be read: ENOENT.*desired-state\.json/);
  });
});
