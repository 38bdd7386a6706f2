import { restart } from './scripted-world';
import type { Step } from '../../../lifecycle/plan/decision';
import { Patience } from '../../../lifecycle/run/patience';

const LIMIT = 60_000;

/** How long nothing has moved, after waits ten seconds apart that show these things. */
function quietAfter(...waits: readonly (readonly [progress: string, remaining?: number])[]): number {
  const patience = new Patience(LIMIT, 0);
  waits.forEach(([progress, remaining], i) => { patience.wait((i + 1) * 10_000, progress, remaining); });
  return patience.waited.quiet;
}

test('what was not there before is progress, what has been there is none', () => {
  expect(quietAfter(['starting'], ['runs'], ['ready'])).toBe(0);
  expect(quietAfter(['starting'], ['runs'], ['starting'], ['runs'])).toBe(20_000);
});

test('less of what remains is progress; as much, or more, is none', () => {
  expect(quietAfter(['lag', 30], ['lag', 20], ['lag', 10])).toBe(0);
  expect(quietAfter(['lag', 10], ['lag', 10], ['lag', 20], ['lag', 30])).toBe(30_000);
  // It wavers: only what is less than ever counts.
  expect(quietAfter(['lag', 10], ['lag', 30], ['lag', 12], ['lag', 9])).toBe(0);
});

test('a new step begins anew', () => {
  const patience = new Patience(LIMIT, 0);
  patience.wait(10_000, 'lag', 10);
  patience.wait(40_000, 'lag', 10);
  expect(patience.waited.quiet).toBe(30_000);
  expect(patience.step(50_000, restart('events-0'))).toBe(true);
  patience.wait(60_000, 'lag', 20);
  expect(patience.waited.quiet).toBe(0);
});

test('leadership that is returned again and again, of other partitions each time, is no progress', () => {
  const patience = new Patience(LIMIT, 0);
  const elect = (partition: number): Step => ({ kind: 'elect-leaders', reason: '', partitions: { orders: [partition] } });
  for (let i = 0; i < 7; i++) { patience.step(i * 10_000, elect(i)); }
  expect(patience.exhausted).toBe(true);
});

test('what only a person can mend is waited for a minute, from the first look that says so', () => {
  const patience = new Patience(600_000, 0);
  patience.unseen(50_000);
  for (const [now, exhausted] of [[120_000, false], [179_000, false], [180_000, true]] as const) {
    patience.unseen(now, true);
    expect(patience.exhausted).toBe(exhausted);
  }
  expect(patience.waited).toEqual({ quiet: 60_000, limit: 60_000 });
  // Another run's turn, then once more: it begins anew.
  patience.idle(200_000);
  patience.wait(210_000, 'kafka', 0, true);
  expect(patience.exhausted).toBe(false);
});
