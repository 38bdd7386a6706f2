import { hostname } from 'node:os';
import { AppliedSettings } from './act/applied-settings';
import type { CommandLine } from './command-line';
import { MONOTONIC_TIME } from './monotonic-time';
import { clientOf, desiredStateFrom, sourceOf } from './outside';
import { SetEvents } from './report/events';
import { EventsFeed } from './report/events-feed';
import { JsonLines } from './report/json-lines';
import { lastWrites } from './report/last-writes';
import { lineOutput } from './report/line-output';
import { Lines } from './report/lines';
import { Metrics } from './report/metrics';
import { serveMetrics } from './report/metrics-server';
import { StatusReport } from './report/status';
import { StatusFeed } from './report/status-feed';
import { writeTerminationMessage } from './report/termination-message';
import { converge } from './run/converge';
import type { RunEvent } from './run/event';
import { KeptLease } from './run/kept-lease';
import { RunLease, holderOf } from './run/lease';
import { leaseApi } from './run/lease-api';
import { LiveWorld } from './run/live-world';
import { EXIT_CODES } from './run/outcome';
import { plannerOf } from './run/planner';
import { ProcessStop } from './run/process-stop';
import { unitsOf } from './run/unit';
import { runObjects } from '../src/lifecycle/desired-state';

const STATUS_EVERY = 5000;

/** Brings everything to what is desired, and tells about it wherever somebody may look. */
export async function fullRun(commandLine: CommandLine): Promise<number> {
  const begin = MONOTONIC_TIME.now();
  const stop = new ProcessStop(commandLine.deadlineSeconds);
  const client = clientOf(commandLine);
  const source = sourceOf(commandLine, client);
  const metrics = new Metrics();
  const served = commandLine.metricsPort === undefined ? undefined
    : await serveMetrics(commandLine.metricsPort, () => metrics.text(MONOTONIC_TIME.now() - begin));
  const isJson = commandLine.format === 'json';
  const output = lineOutput(isJson ? { write: (text) => process.stdout.write(text) } : process.stdout);
  const early = (verb: string, text: string) => {
    output.line(isJson ? JSON.stringify({ time: new Date().toISOString(), event: verb, reason: text }) : `${verb.padEnd(10)} ${text}`);
  };
  try {
    const known = await desiredStateFrom(source, stop, (reason) => { early('wait', reason); });
    if (known.kind !== 'known') {
      early(known.kind, known.reason);
      writeTerminationMessage(`${known.kind}: ${known.reason}`);
      return known.kind === 'superseded' ? EXIT_CODES.superseded : EXIT_CODES.failed;
    }
    const { desired, hash } = known;
    const names = runObjects(desired.name);
    const { pod, uid } = runnerOf(process.env);
    const leaseName = commandLine.lease ?? names.lease;
    const lease = new KeptLease(new RunLease(leaseApi(client, leaseName), { name: leaseName, holder: holderOf(pod, uid) }), MONOTONIC_TIME);
    const mayWrite = () => lease.term !== undefined;
    const status = new StatusReport(client, { name: commandLine.status ?? names.status, pauseMillis: STATUS_EVERY, mayWrite });
    const statusFeed = new StatusFeed((now) => { status.update(now); }, hash, pod);
    const events = new SetEvents(client, { instance: pod });
    const eventsFeed = new EventsFeed((event) => { events.tell(event); });
    const printed = statusFeed.keeping(output);
    const lines = isJson ? new JsonLines((line) => { printed.line(line); }, () => new Date()) : new Lines(printed);
    const audience: readonly { tell(event: RunEvent): void }[] = [lines, metrics, statusFeed, eventsFeed];

    const end = new AbortController();
    const keeping = lease.keep(end.signal);
    const world = new LiveWorld({
      client,
      source,
      watchPolicy: desired.policy.rebalance,
      applied: new AppliedSettings(client, commandLine.status ?? names.status),
      lease,
      stop,
      report: (event) => { for (const listener of audience) { listener.tell(event); } },
    });
    try {
      const { code } = await converge(unitsOf(desired), desired.policy, plannerOf(desired.policy), world);
      return code;
    } finally {
      writeTerminationMessage(statusFeed.lastWords);
      await lastWrites([status, events], async () => {
        end.abort();
        await keeping;
      });
    }
  } finally {
    served?.close();
    stop.close();
    client.close();
  }
}

/** Who runs: the pod, as its Job tells it; on a workstation the process. */
function runnerOf({ POD_NAME: pod, POD_UID: uid }: NodeJS.ProcessEnv): { readonly pod: string; readonly uid: string } {
  return { pod: pod ?? hostname(), uid: uid ?? String(process.pid) };
}
