import { toldRun } from './told-run';
import { Metrics } from '../../../lifecycle/report/metrics';
import { serveMetrics } from '../../../lifecycle/report/metrics-server';

/** After so many seconds: samples by name and labels. */
function samples(seconds: number): Record<string, number> {
  const metrics = new Metrics();
  for (const event of toldRun()) { if (event.at <= seconds * 1000) { metrics.tell(event); } }
  return Object.fromEntries(metrics.text(seconds * 1000).split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [, name, value] = /^cdk8s_kafka_lifecycle_(\S+) (\S+)$/.exec(line) ?? [];
    return [name, Number(value)];
  }));
}

test('while it waits', () => {
  expect(samples(100)).toMatchObject({
    'phase{unit="events",phase="waiting"}': 1,
    'phase{unit="events",phase="acting"}': 0,
    'phase{unit="orders",phase="pending"}': 1,
    'nodes{unit="events"}': 4,
    'nodes_outdated{unit="events"}': 1,
    'nodes_not_ready{unit="events"}': 0,
    'partitions{unit="events"}': 2,
    'restarts_total{unit="events"}': 1,
    'restarts_total{unit="orders"}': 0,
    'waiting_seconds{unit="events"}': 98,
    'without_progress_seconds{unit="events"}': 97,
    'rule{unit="events",rule="roll.settled"}': 1,
    'observation_age_seconds{unit="events"}': 98,
    'observation_duration_seconds{unit="events"}': 0.4,
    'run_seconds': 100,
  });
  expect(samples(100)).not.toHaveProperty('exit_code');
});

test('at the end', () => {
  expect(samples(191)).toMatchObject({
    'phase{unit="events",phase="converged"}': 1,
    'phase{unit="orders",phase="blocked"}': 1,
    'rule{unit="orders",rule="scale.in"}': 1,
    'acts_total{unit="events",kind="restart",result="done"}': 2,
    'acts_total{unit="events",kind="restart",result="later"}': 1,
    'restarts_total{unit="events"}': 2,
    'waiting_seconds{unit="events"}': 0,
    'exit_code': 2,
  });
});

test('each family has its help and type, and labels are escaped', () => {
  const metrics = new Metrics();
  metrics.tell({ at: 0, kind: 'run-began', units: ['a "quoted"\\name'] });
  const text = metrics.text(0);
  expect(text).toContain('unit="a \\"quoted\\"\\\\name"');
  const families = text.split('\n').filter((line) => /^cdk/.test(line)).map((line) => line.replace(/[{ ].*/, ''));
  for (const name of families) { expect(text).toMatch(new RegExp(`# HELP ${name} .+\\n# TYPE ${name} (gauge|counter)\\n${name}`)); }
});

describe('served', () => {
  test('on /metrics, as long as the run lasts', async () => {
    const server = await serveMetrics(0, () => 'cdk8s_kafka_lifecycle_run_seconds 1\n');
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200, 'text/plain; version=0.0.4; charset=utf-8', 'cdk8s_kafka_lifecycle_run_seconds 1\n',
    ]);
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    server.close();
    await expect(fetch(`http://127.0.0.1:${server.port}/metrics`)).rejects.toThrow();
  });

  test('not on a port that is taken', async () => {
    const server = await serveMetrics(0, () => '');
    await expect(serveMetrics(server.port, () => '')).rejects.toThrow(`Metrics cannot be served on port ${server.port}: `);
    server.close();
  });
});
