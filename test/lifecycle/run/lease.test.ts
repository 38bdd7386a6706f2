import { LeaseObject, LeaseSpec } from '../../../lifecycle/clients/kubernetes/objects';
import { MONOTONIC_TIME } from '../../../lifecycle/monotonic-time';
import { LeaseOptions, RunLease } from '../../../lifecycle/run/lease';
import { leaseApi } from '../../../lifecycle/run/lease-api';
import { ApiServer, Asked, Reply, statusReply } from '../api-server';

/** A server that keeps one Lease; a test says what else becomes of a request. */
class LeaseServer extends ApiServer {
  public lease?: LeaseObject;
  private version = 0;

  constructor(private readonly trouble: { readonly before?: (asked: Asked) => Reply | 'drop' | 'hang' | undefined; readonly after?: (asked: Asked) => 'drop' | undefined }) {
    super((asked) => this.trouble.before?.(asked) ?? this.keep(asked));
  }

  public write(spec: LeaseSpec): LeaseObject {
    this.version += 1;
    return this.lease = { metadata: { name: 'lifecycle', uid: 'uid', resourceVersion: String(this.version) }, spec: { ...this.lease?.spec, ...spec } };
  }

  private keep(asked: Asked): Reply | 'drop' {
    if (asked.method === 'GET') { return this.lease ? { status: 200, body: this.lease } : statusReply(404, 'NotFound', 'not found'); }
    const written = JSON.parse(asked.body);
    const creates = asked.headers['content-type'] === 'application/apply-patch+yaml';
    if (creates ? this.lease !== undefined : written.metadata.resourceVersion !== this.lease?.metadata.resourceVersion) { return statusReply(409, 'Conflict', 'it has changed'); }
    const lease = this.write(written.spec);
    return this.trouble.after?.(asked) ?? { status: 200, body: lease };
  }
}

let trouble: { before?: (asked: Asked) => Reply | 'drop' | 'hang' | undefined; after?: (asked: Asked) => 'drop' | undefined };
let server: LeaseServer;
let leases: RunLease[];
/** Added to the monotonic time: what a test need not wait for. */
let later: number;
beforeEach(async () => {
  [trouble, leases, later] = [{}, [], 0];
  server = new LeaseServer({ before: (asked) => trouble.before?.(asked), after: (asked) => trouble.after?.(asked) });
  await server.start();
});
afterEach(async () => {
  trouble = {};
  await Promise.all(leases.map(async (lease) => lease.release()));
  await server.stop();
});

const time = { ...MONOTONIC_TIME, now: () => performance.now() + later };

function run(holder: string, options: Partial<LeaseOptions> = {}): RunLease {
  const lease = new RunLease(leaseApi(server.client(), 'lifecycle', 500), { name: 'lifecycle', holder, periodMillis: 20, time, ...options });
  leases.push(lease);
  return lease;
}

const pause = async (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
const nothing = () => undefined;

test('a holder that is silent is gone after the time that it has stated itself, counted from when it was last seen to change', async () => {
  server.write({ holderIdentity: 'other', leaseDurationSeconds: 100, leaseTransitions: 4, renewTime: '2026-01-01T00:00:00.000000Z' });
  const words: string[] = [];
  const lease = run('me');
  let got = false;
  const acquiring = lease.acquire((said) => words.push(said)).then((it) => got = it);
  await pause(60);
  later += 90_000;
  await pause(60);
  // It is not silent.
  server.write({ renewTime: '2026-01-01T00:00:01.000000Z' });
  await pause(60);
  later += 90_000;
  await pause(60);
  expect(got).toBe(false);
  later += 10_100;
  expect(await acquiring).toBe(true);
  expect(words).toEqual(['other holds Lease lifecycle']);
  expect(server.lease?.spec).toMatchObject({ holderIdentity: 'me', leaseDurationSeconds: 30, leaseTransitions: 5 });
});

test('clocks that are wrong, or jump, change nothing', async () => {
  const wall = jest.spyOn(Date.prototype, 'toISOString');
  wall.mockReturnValue('1970-01-01T00:00:00.000Z');
  const lease = run('me');
  await lease.acquire(nothing);
  wall.mockReturnValue('2100-01-01T00:00:00.000Z');
  expect(await lease.confirm()).toBe(1);
  wall.mockReturnValue('1970-01-01T00:00:00.000Z');
  expect(await lease.confirm()).toBe(1);
  const words: string[] = [];
  const giveUp = new AbortController();
  const other = run('other').acquire((said) => words.push(said), giveUp.signal);
  await pause(80);
  giveUp.abort();
  expect(await other).toBe(false);
  expect(words).toEqual(['me holds Lease lifecycle']);
  wall.mockRestore();
});

test('it is lost when it was not renewed until the deadline, whatever the server does meanwhile, and before anybody else may have it', async () => {
  const lease = run('me');
  await lease.acquire(nothing);
  trouble.before = () => 'hang';
  await pause(40);
  later += 19_000;
  expect(lease.held).toBe(true);
  later += 1500;
  expect(lease.held).toBe(false);
  expect(lease.loss).toMatch(/^Lease lifecycle could not be renewed for 20 s/);
  expect(20_000).toBeLessThan((server.lease?.spec?.leaseDurationSeconds ?? 0) * 1000);
  // The server is back, and nobody else came: lost is lost, until it is acquired again.
  trouble.before = undefined;
  expect(await lease.confirm()).toBeUndefined();
  expect(await lease.acquire(nothing)).toBe(true);
  expect(lease.loss).toBeUndefined();
});

test('the time counts from before a renewal was sent', async () => {
  const lease = run('me', { periodMillis: 100_000 });
  await lease.acquire(nothing);
  trouble.before = ({ method }) => {
    if (method === 'PATCH') { later += 15_000; }
    return undefined;
  };
  expect(await lease.confirm()).toBe(1);
  trouble.before = undefined;
  later += 6000;
  expect(lease.held).toBe(false);
});

test('an answer that comes after it was lost does not bring it back', async () => {
  const lease = run('me', { periodMillis: 100_000 });
  await lease.acquire(nothing);
  const heldMeanwhile: boolean[] = [];
  trouble.before = ({ method }) => {
    if (method === 'PATCH') {
      later += 25_000;
      heldMeanwhile.push(lease.held);
    }
    return undefined;
  };
  expect(await lease.confirm()).toBeUndefined();
  expect([heldMeanwhile, lease.held]).toEqual([[false], false]);
});

test('a server that is away for a while loses nothing, and its last words are told if it stays away', async () => {
  const lease = run('me');
  await lease.acquire(nothing);
  trouble.before = () => statusReply(503, 'ServiceUnavailable', 'the server is starting');
  await pause(80);
  // Nobody else can have it yet, and no act begins without an answer.
  expect([await lease.confirm(), lease.held]).toEqual([undefined, true]);
  trouble.before = undefined;
  await lease.confirm();
  later += 19_000;
  expect(lease.held).toBe(true);
  trouble.before = () => statusReply(503, 'ServiceUnavailable', 'the server is starting');
  await lease.confirm();
  later += 20_000;
  expect(lease.loss).toBe("Lease lifecycle could not be renewed for 20 s: patch leases 'lifecycle' in namespace 'kafka': 503 ServiceUnavailable: the server is starting. Whether it was done is not known");
});

test('a renewal whose answer was lost is no loss', async () => {
  const lease = run('me', { periodMillis: 100_000 });
  await lease.acquire(nothing);
  trouble.after = () => 'drop';
  await lease.confirm();
  const written = server.lease?.metadata.resourceVersion;
  trouble.after = undefined;
  expect(await lease.confirm()).toBe(1);
  expect(Number(server.lease?.metadata.resourceVersion)).toBe(Number(written) + 1);
  later += 19_000;
  expect(lease.held).toBe(true);
});

test('a take-over whose answer was lost is taken up again', async () => {
  let drops = 1;
  trouble.after = () => drops-- > 0 ? 'drop' : undefined;
  const words: string[] = [];
  const lease = run('me');
  expect(await lease.acquire((said) => words.push(said))).toBe(true);
  expect(words).toEqual([expect.stringMatching(/^Lease lifecycle cannot be had: apply leases 'lifecycle' .*Whether it was done is not known$/)]);
  expect(server.lease?.spec).toMatchObject({ holderIdentity: 'me', leaseTransitions: 0 });
});

test('another holder is noticed with the next renewal, and its Lease is left alone', async () => {
  const lease = run('me');
  await lease.acquire(nothing);
  server.write({ holderIdentity: 'thief' });
  expect(await lease.confirm()).toBeUndefined();
  expect(lease.loss).toBe('Lease lifecycle is held by thief');
  await lease.release();
  await pause(60);
  expect(server.lease?.spec?.holderIdentity).toBe('thief');
});

test('it is renewed by itself, until it is released', async () => {
  const lease = run('me');
  await lease.acquire(nothing);
  const taken = Number(server.lease?.metadata.resourceVersion);
  await pause(200);
  expect(Number(server.lease?.metadata.resourceVersion)).toBeGreaterThan(taken + 2);
  await lease.release();
  const released = server.lease;
  expect(released?.spec).toMatchObject({ holderIdentity: '', leaseDurationSeconds: 1 });
  await pause(80);
  expect(server.lease).toEqual(released);
  expect([lease.held, lease.loss]).toEqual([false, undefined]);
});

test('a release that fails does no harm', async () => {
  const lease = run('me');
  await lease.acquire(nothing);
  trouble.before = () => 'drop';
  await lease.release();
  expect(lease.held).toBe(false);
});

test('times are written with microseconds, as the API asks for', async () => {
  await run('me').acquire(nothing);
  expect(server.lease?.spec?.renewTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});
