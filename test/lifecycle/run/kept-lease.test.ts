import { LeaseObject, LeaseSpec } from '../../../lifecycle/clients/kubernetes/objects';
import { RequestFailure } from '../../../lifecycle/clients/kubernetes/request-failure';
import { MonotonicTime } from '../../../lifecycle/monotonic-time';
import { KeptLease } from '../../../lifecycle/run/kept-lease';
import { RunLease } from '../../../lifecycle/run/lease';
import { LeaseApi } from '../../../lifecycle/run/lease-api';

/** Time passes as quickly as the machine can. */
class QuickTime implements MonotonicTime {
  private at = 0;

  public now(): number { return this.at; }

  public async pause(millis: number, signal?: AbortSignal): Promise<void> {
    const until = this.at + millis;
    while (this.at < until && !signal?.aborted) {
      await new Promise((resolve) => { setImmediate(resolve); });
      // Several wait at the same time: each lets a little of it pass.
      this.at += 100;
    }
  }
}

class OneLease implements LeaseApi {
  public lease?: LeaseObject;
  public away = false;
  public beforeAnswer: () => Promise<void> = async () => undefined;

  public async get(): Promise<LeaseObject | undefined> {
    if (this.away) { throw new Error('connect ECONNREFUSED'); }
    return this.lease;
  }

  public async create(spec: LeaseSpec): Promise<LeaseObject> { return this.patch(spec, ''); }

  public async patch(spec: LeaseSpec, resourceVersion: string): Promise<LeaseObject> {
    if (this.away) { throw new Error('connect ECONNREFUSED'); }
    if (this.lease && this.lease.metadata.resourceVersion !== resourceVersion) {
      throw new RequestFailure('it has changed', false, { status: 409, reason: 'Conflict', message: '', causes: [] });
    }
    return this.write(spec);
  }

  public async write(spec: LeaseSpec): Promise<LeaseObject> {
    const version = String(Number(this.lease?.metadata.resourceVersion ?? 0) + 1);
    const written = this.lease = { metadata: { name: 'lifecycle', uid: 'uid', resourceVersion: version }, spec: { ...this.lease?.spec, ...spec } };
    await this.beforeAnswer();
    return written;
  }

  public get holder(): string | undefined { return this.lease?.spec?.holderIdentity; }
}

function run(api: OneLease) {
  const time = new QuickTime();
  const end = new AbortController();
  const kept = new KeptLease(new RunLease(api, { name: 'lifecycle', holder: 'me', time }), time);
  const until = async (what: () => boolean) => { while (!what()) { await time.pause(100); } };
  return { time, end, kept, until, keeping: kept.keep(end.signal) };
}

test('it is had, and given back at the end', async () => {
  const api = new OneLease();
  const { end, kept, until, keeping } = run(api);
  await until(() => kept.term !== undefined);
  end.abort();
  await keeping;
  expect([kept.term, api.holder]).toEqual([undefined, '']);
});

test('another holder is told, and waited for', async () => {
  const api = new OneLease();
  await api.write({ holderIdentity: 'other', leaseDurationSeconds: 30 });
  const { end, kept, until, keeping } = run(api);
  await until(() => kept.heldBy !== undefined);
  expect([kept.term, kept.heldBy, kept.problem]).toEqual([undefined, 'other', undefined]);
  await until(() => kept.term !== undefined);
  expect(kept.heldBy).toBeUndefined();
  end.abort();
  await keeping;
});

test('what keeps it from being had is told; lost, it is had again', async () => {
  const api = new OneLease();
  const { end, kept, until, keeping } = run(api);
  await until(() => kept.term !== undefined);
  api.away = true;
  await until(() => kept.term === undefined);
  await until(() => kept.problem !== undefined);
  expect([kept.heldBy, kept.problem]).toEqual([undefined, expect.stringContaining('connect ECONNREFUSED')]);
  api.away = false;
  await until(() => kept.term !== undefined);
  // Another time than the first one.
  expect([kept.term, await kept.confirm(), kept.problem]).toEqual([2, 2, undefined]);
  end.abort();
  await keeping;
});

test('one that is had at the very end is given back too', async () => {
  const api = new OneLease();
  const { end, keeping } = run(api);
  // The signal comes while the answer to the request is on its way.
  api.beforeAnswer = async () => { end.abort(); };
  await keeping;
  expect(api.holder).toBe('');
});
