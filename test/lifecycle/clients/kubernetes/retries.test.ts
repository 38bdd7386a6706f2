import * as fc from 'fast-check';
import { RETRIES, passes, pauseAfter } from '../../../../lifecycle/clients/kubernetes/retries';

test('pauses double up to the longest, half of them being chance', () => {
  expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, RETRIES, 1))).toEqual([250, 500, 1000, 2000]);
  expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, RETRIES, 0))).toEqual([125, 250, 500, 1000]);
  expect(pauseAfter(50, RETRIES, 1)).toBe(10_000);
});

test('a pause is never longer than the longest, whatever the server asks for, and never shorter than what it asks for within that', () => {
  const attempts = fc.integer({ min: 1, max: 60 });
  const chances = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(attempts, chances, fc.integer({ min: 0, max: 3600 }), (attempt, chance, asked) => {
    const pause = pauseAfter(attempt, RETRIES, chance, asked);
    expect(pause).toBeLessThanOrEqual(RETRIES.longestPauseMillis);
    expect(pause).toBeGreaterThanOrEqual(Math.min(asked * 1000, RETRIES.longestPauseMillis));
    expect(pause).toBeGreaterThan(0);
  }));
});

test('what may pass', () => {
  expect([400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504].filter(passes)).toEqual([429, 500, 502, 503, 504]);
});
