import { toldRun } from './told-run';
import { SetEvent } from '../../../lifecycle/report/events';
import { EventsFeed } from '../../../lifecycle/report/events-feed';
import { Lines } from '../../../lifecycle/report/lines';
import { RunStatus } from '../../../lifecycle/report/status';
import { StatusFeed } from '../../../lifecycle/report/status-feed';

test('events: what was done to which set, and how it has ended', () => {
  const told: SetEvent[] = [];
  const feed = new EventsFeed((event) => told.push(event));
  for (const event of toldRun()) { feed.tell(event); }
  const set = (name: string) => ({ name, uid: `set ${name}` });
  const end = { type: 'Normal', reason: 'Converged', note: 'All is as desired' };
  expect(told).toEqual([
    { set: set('events-broker'), type: 'Normal', reason: 'Restarted', note: 'events-broker-1: num.io.threads: 8 -> 16' },
    { set: set('events-broker'), type: 'Normal', reason: 'Restarted', note: 'events-broker-2: num.io.threads: 8 -> 16' },
    { set: set('events-controller'), ...end },
    { set: set('events-broker'), ...end },
  ]);
});

test('events: a unit that is blocked says so on all of its sets', () => {
  const told: SetEvent[] = [];
  const feed = new EventsFeed((event) => told.push(event));
  for (const event of toldRun().slice(0, 6)) { feed.tell(event); }
  feed.tell({ at: 9, unit: 'events', kind: 'unit-ended', outcome: { kind: 'blocked', rule: 'in-sync.writable', reason: 'orders-0 has 2', mend: 'Bring back broker 2.' } });
  expect(told.filter((e) => e.type === 'Warning').map((e) => [e.set.name, e.reason, e.note])).toEqual([
    ['events-controller', 'Blocked', '[in-sync.writable] orders-0 has 2. Bring back broker 2.'],
    ['events-broker', 'Blocked', '[in-sync.writable] orders-0 has 2. Bring back broker 2.'],
  ]);
});

test('status: the phase, the unit in hand, the last decision, and the lines as they are printed', () => {
  const written: RunStatus[] = [];
  const feed = new StatusFeed((status) => written.push(status), 'a1b2', 'lifecycle-x7');
  const printed: string[] = [];
  const lines = new Lines(feed.keeping({ line: (text) => printed.push(text) }));
  for (const event of toldRun()) {
    lines.tell(event);
    feed.tell(event);
  }
  expect(written.find((s) => s.decision?.kind === 'step')).toMatchObject({ phase: 'converging', desired: 'a1b2', run: 'lifecycle-x7', unit: 'events' });
  const last = written[written.length - 1];
  expect(last).toMatchObject({ phase: 'blocked', unit: undefined, decision: undefined });
  expect(last.lines).toEqual(printed);
  expect(feed.lastWords).toBe('events: converged\norders: blocked [scale.in] orders has 4 nodes, 3 are declared. Declare 4.');
});

test('status: waits for another run', () => {
  const written: RunStatus[] = [];
  const feed = new StatusFeed((status) => written.push(status), 'a1b2', 'lifecycle-x7');
  feed.tell({ at: 0, unit: 'events', kind: 'waiting', rule: 'lease', reason: 'another run is at work: lifecycle-x6', mend: 'Wait.', quiet: 0 });
  expect(written.map((s) => s.phase)).toEqual(['waiting']);
});
