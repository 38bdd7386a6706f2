import { ProcessStop } from '../../../lifecycle/run/process-stop';

let stop: ProcessStop | undefined;
afterEach(() => {
  stop?.close();
  jest.useRealTimers();
});

test('a signal stops a run once, with its name, and tells everybody who listens', () => {
  stop = new ProcessStop();
  const told: string[] = [];
  stop.listen(() => told.push('a'));
  stop.listen(() => told.push('b'))();
  expect([stop.reason, stop.signal.aborted]).toEqual([undefined, false]);
  process.emit('SIGTERM');
  process.emit('SIGINT');
  expect([stop.reason, stop.signal.aborted, told]).toEqual(['told to end by SIGTERM', true, ['a']]);
});

test('so does its deadline', () => {
  jest.useFakeTimers();
  stop = new ProcessStop(60);
  jest.advanceTimersByTime(59_999);
  expect(stop.reason).toBeUndefined();
  jest.advanceTimersByTime(1);
  expect(stop.reason).toBe('the deadline of 60 s is over');
});

test('a deadline beyond what one timer can measure comes when it is due, not at once', () => {
  jest.useFakeTimers();
  const days = 60 * 86_400;
  stop = new ProcessStop(days);
  jest.advanceTimersByTime(days * 1000 - 1);
  expect(stop.reason).toBeUndefined();
  jest.advanceTimersByTime(1);
  expect(stop.reason).toBe('the deadline of 5184000 s is over');
});

test('closed, it leaves signals to others again', () => {
  const before = process.listenerCount('SIGTERM');
  const closed = new ProcessStop();
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  closed.close();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
