import { RunLease, holderOf } from '../../../lifecycle/run/lease';
import { leaseApi } from '../../../lifecycle/run/lease-api';
import { until } from '../until';
import { Ground } from './ground';
import { NAMES } from './rights';

const ground = new Ground('lease');

const lease = (holder: string, options: { readonly durationMillis?: number; readonly renewDeadlineMillis?: number } = {}) => {
  const client = ground.client();
  const made = new RunLease(leaseApi(client, NAMES.lease), {
    name: NAMES.lease, holder: holderOf(holder, 'uid'), durationMillis: 4000, renewDeadlineMillis: 2500, periodMillis: 500, ...options,
  });
  return { lease: made, client };
};

/** A run that holds the Lease, and one that asks for it. */
async function heldByOneOfTwo() {
  const first = lease('first').lease;
  const second = lease('second').lease;
  expect(await first.acquire(() => undefined)).toBe(true);
  let got = false;
  const acquiring = second.acquire(() => undefined).then((it) => got = it);
  return { first, second, acquiring, has: () => got };
}

beforeEach(async () => {
  await ground.kubectl.run(['delete', 'lease', NAMES.lease, '--ignore-not-found']);
});

ground.test('of ten runs that find no Lease at the same moment, one gets it, and the others say who holds it', async () => {
  const runs = Array.from({ length: 10 }, (_, i) => lease(`run-${i}`).lease);
  const words: string[] = [];
  const giveUp = new AbortController();
  const acquired = Promise.all(runs.map(async (run, i) => run.acquire((said) => words.push(`run-${i}: ${said}`), giveUp.signal)));
  await until('nine wait', 30, async () => words.length === 9 || words.join('\n'));
  giveUp.abort();
  const held = (await acquired).flatMap((got, i) => got ? [i] : []);
  expect(held).toHaveLength(1);
  expect(runs.map((run) => run.held).filter((it) => it)).toHaveLength(1);
  expect(await runs[held[0]].confirm()).toBe(1);
  const { spec } = await ground.kubectl.get<{ spec: object }>('leases', NAMES.lease);
  expect(spec).toMatchObject({ holderIdentity: `run-${held[0]}_uid`, leaseDurationSeconds: 4, leaseTransitions: 0 });
  expect(words.map((line) => line.replace(/^run-\d+: /, ''))).toEqual(Array.from({ length: 9 }, () => `run-${held[0]}_uid holds Lease ${NAMES.lease}`));
  await runs[held[0]].release();
});

ground.test('what is released is had at once; what is held is kept for as long as it is renewed', async () => {
  const { first, second, acquiring, has } = await heldByOneOfTwo();
  // Longer than its duration.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  expect({ got: has(), held: first.held }).toEqual({ got: false, held: true });
  const released = Date.now();
  await first.release();
  expect(first.held).toBe(false);
  expect(await acquiring).toBe(true);
  expect(Date.now() - released).toBeLessThan(2000);
  expect(first.loss).toBeUndefined();
  expect((await ground.kubectl.get<{ spec: object }>('leases', NAMES.lease)).spec).toMatchObject({ holderIdentity: 'second_uid', leaseTransitions: 1 });
  await second.release();
});

ground.test('clocks that jump by hours, to and fro, give and take nothing', async () => {
  const { first, second, acquiring, has } = await heldByOneOfTwo();
  const renewals = new Set<string>();
  const { setTimeout: sleep } = globalThis;
  // Of both: they are compared with each other, and with what is in the Lease.
  jest.useFakeTimers({ doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  try {
    for (const hours of [1, -2, 48, -96]) {
      jest.setSystemTime(Date.now() + hours * 3_600_000);
      await new Promise((resolve) => sleep(resolve, 1500));
      renewals.add((await ground.kubectl.get<{ spec: { renewTime: string } }>('leases', NAMES.lease)).spec.renewTime.slice(0, 13));
      expect({ got: has(), held: first.held, loss: first.loss }).toEqual({ got: false, held: true, loss: undefined });
    }
  } finally {
    jest.useRealTimers();
  }
  expect(renewals.size).toBe(4);
  await first.release();
  expect(await acquiring).toBe(true);
  await second.release();
});

ground.test('a run that has died keeps it until its time has run out, and is not given it back', async () => {
  const dead = lease('dead');
  expect(await dead.lease.acquire(() => undefined)).toBe(true);
  await dead.lease.confirm();
  // It hears and says nothing any more.
  jest.spyOn(dead.client, 'patch').mockRejectedValue(new Error('cut off'));
  jest.spyOn(dead.client, 'get').mockRejectedValue(new Error('cut off'));
  const begun = Date.now();
  const heir = lease('heir').lease;
  expect(await heir.acquire(() => undefined)).toBe(true);
  const waited = Date.now() - begun;
  expect(waited).toBeGreaterThan(3500);
  expect(waited).toBeLessThan(7000);
  expect(dead.lease.held).toBe(false);
  expect(dead.lease.loss).toBe('Lease lifecycle could not be renewed for 2.5 s: cut off');
  jest.restoreAllMocks();
  expect(await dead.lease.confirm()).toBeUndefined();
  expect(heir.held).toBe(true);
  await heir.release();
});

ground.test('a Lease that somebody else has taken, or deleted, is known to be lost before the next act', async () => {
  const robbed = lease('robbed').lease;
  await robbed.acquire(() => undefined);
  await ground.kubectl.run(['patch', 'lease', NAMES.lease, '--type=merge', '--patch', '{"spec":{"holderIdentity":"thief_uid"}}']);
  expect(await robbed.confirm()).toBeUndefined();
  expect(robbed.loss).toBe('Lease lifecycle is held by thief_uid');

  await ground.kubectl.run(['delete', 'lease', NAMES.lease]);
  await robbed.acquire(() => undefined);
  expect(robbed.held).toBe(true);
  await ground.kubectl.run(['delete', 'lease', NAMES.lease]);
  expect(await robbed.confirm()).toBeUndefined();
  expect(robbed.loss).toBe('Lease lifecycle was deleted');
});

ground.test('a Lease that the manifests bring, empty, is had, and applying them again leaves the holder', async () => {
  const manifest = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: NAMES.lease } };
  await ground.apply(manifest);
  const run = lease('run').lease;
  expect(await run.acquire(() => undefined)).toBe(true);
  await ground.apply(manifest);
  expect(await run.confirm()).toBe(1);
  await ground.kubectl.run(['apply', '--server-side', '--filename', '-'], { input: JSON.stringify(manifest) });
  expect(await run.confirm()).toBe(1);
  expect((await ground.kubectl.get<{ spec: object }>('leases', NAMES.lease)).spec).toMatchObject({ holderIdentity: 'run_uid' });
  // The same pod, its container started anew.
  const again = lease('run').lease;
  const waitedFor: string[] = [];
  expect(await again.acquire((words) => waitedFor.push(words))).toBe(true);
  expect(waitedFor).toEqual([]);
  await again.release();
});
