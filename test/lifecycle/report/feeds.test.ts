import { seen, toldRun } from './told-run';
import { ActResult } from '../../../lifecycle/act/act-result';
import { SetEvent } from '../../../lifecycle/report/events';
import { EventsFeed } from '../../../lifecycle/report/events-feed';
import { Lines } from '../../../lifecycle/report/lines';
import { Metrics } from '../../../lifecycle/report/metrics';
import { planWords } from '../../../lifecycle/report/plan-text';
import { RunStatus } from '../../../lifecycle/report/status';
import { StatusFeed } from '../../../lifecycle/report/status-feed';
import { RunEvent, UnitEvent } from '../../../lifecycle/run/event';

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

describe('a batch that ended early', () => {
  const node = (id: number) => ({ id, pod: `events-broker-${id}`, uid: `uid ${id}`, reasons: ['r'], by: 'evict' as const });
  const step = { kind: 'restart' as const, unavailable: [], nodes: [node(1), node(2)] };
  const at = (seconds: number, event: UnitEvent): RunEvent => ({ at: seconds * 1000, unit: 'events', ...event });
  const events = (result: ActResult): RunEvent[] => [
    { at: 0, kind: 'run-began', units: ['events'] },
    at(0, { kind: 'unit-began' }),
    at(0, { kind: 'seen', seen: seen([1, 2]), took: 1 }),
    at(0, { kind: 'step', step }),
    at(0, { kind: 'acted', step, result, took: 1 }),
    at(9, { kind: 'seen', seen: seen([2]), took: 1 }),
    at(9, { kind: 'decided', decision: { kind: 'step', step: { ...step, nodes: [node(2)] } } }),
    at(9, { kind: 'step', step: { ...step, nodes: [node(2)] } }),
  ];

  test.each<ActResult>([
    { kind: 'later', reason: 'its budget is used up', takenAway: ['events-broker-1'] },
    { kind: 'refused', reason: 'forbidden', mend: 'Allow it.', takenAway: ['events-broker-1'] },
  ])('$kind: is told of the pods that did go', (result) => {
    const told: SetEvent[] = [];
    const feed = new EventsFeed((event) => told.push(event));
    const metrics = new Metrics();
    const printed: string[] = [];
    const lines = new Lines({ line: (text) => printed.push(text) });
    for (const event of events(result)) { for (const listener of [feed, metrics, lines]) { listener.tell(event); } }
    expect(told.map(({ reason, note }) => [reason, note])).toEqual([['Restarted', 'events-broker-1: r']]);
    expect(metrics.text(0)).toContain('restarts_total{unit="events"} 1\n');
    expect(printed.slice(-2).map((line) => line.replace(/ +/g, ' '))).toEqual(['back events-broker-1 after 9 s 1 node left, about 9 s', 'restart events-broker-2 (2 of 2) r']);
  });

  test('of which none went is told of none', () => {
    const told: SetEvent[] = [];
    const feed = new EventsFeed((event) => told.push(event));
    for (const event of events({ kind: 'later', reason: 'its budget is used up' })) { feed.tell(event); }
    expect(told).toEqual([]);
  });
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

test('a plan in the words that the pod keeps: what would be done, and what stands against it', () => {
  const step = { kind: 'restart', unavailable: [], nodes: [{ id: 1, pod: 'events-broker-1', uid: 'u', reasons: ['r'], by: 'evict' }] } as const;
  const entries = [{ kind: 'step', step, seconds: 60 }] as const;
  expect(planWords([
    { unit: 'zk', entries: [], seconds: 0, end: { kind: 'done', notes: ['a note'] } },
    { unit: 'events', entries, seconds: 60, end: { kind: 'blocked', rule: 'scale.in', reason: 'events has 4 nodes, 3 are declared', mend: 'Declare 4.' } },
    { unit: 'orders', entries: [], seconds: 0, end: { kind: 'unread', unread: ['set a: 503', 'set b: 503'] } },
  ])).toBe([
    'zk: nothing to do',
    'events: 1 restart; about 1 min; blocked [scale.in] events has 4 nodes, 3 are declared. Declare 4.',
    'orders: nothing that can be done now; cannot see set a: 503; set b: 503',
  ].join('\n'));
});

test('status: waits for another run', () => {
  const written: RunStatus[] = [];
  const feed = new StatusFeed((status) => written.push(status), 'a1b2', 'lifecycle-x7');
  feed.tell({ at: 0, unit: 'events', kind: 'waiting', rule: 'lease', reason: 'another run is at work: lifecycle-x6', mend: 'Wait.', quiet: 0 });
  expect(written.map((s) => s.phase)).toEqual(['waiting']);
});
