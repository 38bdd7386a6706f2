import { Outcome, exitCode } from '../../../lifecycle/run/outcome';

const CONVERGED: Outcome = { kind: 'converged', notes: [] };
const BLOCKED: Outcome = { kind: 'blocked', rule: 'r', reason: 'r', mend: 'm' };
const FAILED: Outcome = { ...BLOCKED, kind: 'failed' };

test.each<[readonly Outcome[], number]>([
  [[], 0],
  [[CONVERGED, CONVERGED], 0],
  [[CONVERGED, BLOCKED], 2],
  [[FAILED, BLOCKED, CONVERGED], 1],
  [[FAILED, { kind: 'superseded', reason: 'newer' }], 3],
])('the worst outcome gives the exit code: %j is %d', (outcomes, code) => {
  expect(exitCode(outcomes)).toBe(code);
});
