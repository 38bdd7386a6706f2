import { Lease, LeaseStore, StoredLease } from '../../../lifecycle/run/lease';

class MemoryStore implements LeaseStore {
  public stored: StoredLease = { durationSeconds: 30, version: '1' };
  public away = false;
  /** The write is done, and its answer is lost. */
  public losesAnswers = false;

  public async read(): Promise<StoredLease> {
    if (this.away) { throw new Error('connect ECONNREFUSED'); }
    return this.stored;
  }

  public async write(holder: string | undefined, durationSeconds: number, version: string): Promise<boolean> {
    if (this.away) { throw new Error('connect ECONNREFUSED'); }
    if (version !== this.stored.version) { return false; }
    this.stored = { holder, durationSeconds, version: String(Number(version) + 1) };
    if (this.losesAnswers) { throw new Error('socket hang up'); }
    return true;
  }
}

function runs() {
  const clock = { now: 0 };
  const store = new MemoryStore();
  const lease = (name: string) => new Lease(store, name, () => clock.now);
  return { clock, store, first: lease('first'), second: lease('second') };
}

test('one run holds it, another one does not and knows who does', async () => {
  const { first, second } = runs();
  await first.attempt();
  await second.attempt();
  expect([first.held, second.held, second.heldBy]).toEqual([true, false, 'first']);
});

test('it is kept by renewing it, however long', async () => {
  const { clock, first, second } = runs();
  for (clock.now = 0; clock.now < 600_000; clock.now += 5000) {
    await first.attempt();
    await second.attempt();
    expect([first.held, second.held]).toEqual([true, false]);
  }
});

test('a run that cannot renew it stops trusting it before another one may take it', async () => {
  const { clock, store, first, second } = runs();
  await first.attempt();
  await second.attempt();
  let taken: number | undefined;
  for (clock.now = 1000; clock.now < 60_000; clock.now += 1000) {
    store.away = true;
    await first.attempt();
    if (first.held) { expect(first.problem).toBe('connect ECONNREFUSED'); }
    store.away = false;
    await second.attempt();
    expect(first.held && second.held).toBe(false);
    if (second.held) { taken ??= clock.now; }
    if (clock.now >= 20_000) { expect(first.held).toBe(false); }
  }
  expect(taken).toBe(30_000);
  await first.attempt();
  expect([first.held, first.heldBy]).toEqual([false, 'second']);
});

test('a run that slept through its time does not believe to hold it', async () => {
  const { clock, first, second } = runs();
  await first.attempt();
  await second.attempt();
  clock.now = 3_600_000;
  expect(first.held).toBe(false);
  await second.attempt();
  expect(second.held).toBe(true);
});

test('a released one is free at once, and the run that had it does not take it again', async () => {
  const { first, second } = runs();
  await first.attempt();
  await second.attempt();
  await first.release();
  await first.attempt();
  await second.attempt();
  expect([first.held, second.held]).toEqual([false, true]);
});

test('of two that take it at the same time one has it', async () => {
  const { first, second } = runs();
  await Promise.all([first.attempt(), second.attempt()]);
  expect([first.held, second.held].sort()).toEqual([false, true]);
});

test('a write whose answer is lost is not trusted, and found to be its own afterwards', async () => {
  const { store, first } = runs();
  store.losesAnswers = true;
  await first.attempt();
  expect([first.held, first.problem]).toEqual([false, 'socket hang up']);
  store.losesAnswers = false;
  await first.attempt();
  expect(first.held).toBe(true);
});

test('an answer that was long on its way counts from the question', async () => {
  const { clock, store, first } = runs();
  const { read } = store;
  store.read = async () => { clock.now += 25_000; return read.call(store); };
  await first.attempt();
  expect(first.held).toBe(false);
});
