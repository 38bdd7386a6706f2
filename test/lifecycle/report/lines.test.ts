import { toldRun } from './told-run';
import { counted } from '../../../lifecycle/counted';
import { JsonLines } from '../../../lifecycle/report/json-lines';
import { lineOutput } from '../../../lifecycle/report/line-output';
import { Lines } from '../../../lifecycle/report/lines';
import { duration, roughly } from '../../../lifecycle/report/wording';

function written(isTTY: boolean, columns = 60): string {
  let text = '';
  const lines = new Lines(lineOutput({ isTTY, columns, write: (part) => { text += part; } }));
  for (const event of toldRun()) { lines.tell(event); }
  return text;
}

test('a run is told in plain lines: nothing twice while nothing changes, and a sign of life in long waits', () => {
  expect(written(false)).toBe(`\
begin      events, orders
look       events: 3 brokers, 1 controller, 2 partitions, all in sync; 2 to be restarted
restart    events-broker-1 (1 of 2)  num.io.threads: 8 -> 16
note       not available meanwhile, as they have no replica to spare: logs-0
wait       events-broker-1 ends
wait       events-broker-1 runs, and does not answer yet  1 s
wait       events-broker-1 runs, and does not answer yet  1 min 1 s; nothing has moved for 1 min of 10 min
wait       events-broker-1 runs, and does not answer yet  2 min 1 s; nothing has moved for 2 min of 10 min
wait       events-broker-1 catches up: 25 of its replicas are not in sync, 1000 records behind  2 min 21 s
wait       events-broker-1 catches up: 15 of its replicas are not in sync, 600 records behind  2 min 31 s
wait       events-broker-1 catches up: 5 of its replicas are not in sync, 200 records behind  2 min 41 s
back       events-broker-1 after 2 min 49 s  1 node left, about 3 min
restart    events-broker-2 (2 of 2)  num.io.threads: 8 -> 16
later      events-broker-2 is not evicted yet: its budget is used up
restart    events-broker-2 (2 of 2)  num.io.threads: 8 -> 16
wait       events-broker-2 ends
back       events-broker-2 after 18 s
converged  events in 3 min 10 s: 3 brokers, 1 controller, 2 partitions, all in sync
note       broker 0: log.retention.ms is set to 5 at run time and is not declared
blocked    orders [scale.in] orders has 4 nodes, 3 are declared
mend       Declare 4.
end        after 3 min 11 s: 1 converged, 1 blocked; exit code 2
`);
});

test('on a terminal what is waited for changes in its line, cut to its width, and verbs have colours', () => {
  const text = written(true);
  expect(text).toContain('\r\u001b[2Kwait       events-broker-1 runs, and does not answer yet');
  expect(text).toContain('\u001b[32mconverged\u001b[0m  events in 3 min 10 s');
  expect(text).toContain('\u001b[33mblocked\u001b[0m');
  const longest = Math.max(...text.split('\r\u001b[2K').filter((part) => part.startsWith('wait')).map((part) => part.split('\n')[0].length));
  expect(longest).toBe(59);
  // Everything that is gone from the screen is gone before the next line.
  expect(text.split('\n').slice(0, -1).every((line) => line.includes('\u001b[0m'))).toBe(true);
});

test('for a log collector each event is a line of JSON', () => {
  const lines: string[] = [];
  const json = new JsonLines((line) => lines.push(line), () => new Date(0));
  for (const event of toldRun()) { json.tell(event); }
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.every((e) => e.time === '1970-01-01T00:00:00.000Z' && typeof e.seconds === 'number')).toBe(true);
  expect(events.filter((e) => e.event === 'waiting')).toHaveLength(8);
  expect(events.filter((e) => e.event === 'seen').map((e) => [e.outdated, (e.kafka as { outOfSync: number }).outOfSync])).toEqual([[2, 0], [1, 0], [0, 2], [0, 0]]);
  expect(events.find((e) => e.event === 'step')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    seconds: 1,
    event: 'step',
    unit: 'events',
    step: { kind: 'restart', unavailable: ['logs-0'], nodes: [{ id: 1, pod: 'events-broker-1', uid: 'uid 1', reasons: ['num.io.threads: 8 -> 16'], by: 'evict' }] },
  });
  expect(events.at(-1)).toEqual({ time: '1970-01-01T00:00:00.000Z', seconds: 191, event: 'run-ended', code: 2 });
});

test('durations and numbers are written for people', () => {
  expect([0, 41_400, 60_000, 200_000, 3_600_000, 4_320_000].map(duration)).toEqual(['0 s', '41 s', '1 min', '3 min 20 s', '1 h', '1 h 12 min']);
  expect([41_400, 200_000, 4_350_000].map(roughly)).toEqual(['41 s', '3 min', '1 h 13 min']);
  expect([[1, 'node'], [4812, 'partition'], [1_000_000, 'partition']].map(([n, noun]) => counted(Number(n), String(noun)))).toEqual(['1 node', '4,812 partitions', '1,000,000 partitions']);
});
