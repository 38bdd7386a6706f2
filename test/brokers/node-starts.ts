import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { java, kafkaLibs } from './kafka-libs';
import { Loopback } from './loopback';
import { LoopbackPod } from './loopback-pod';

export interface NodeStart {
  readonly milliseconds: number;
  /** Why it could not be formatted, started, used or stopped, with its log; empty if it could. */
  readonly failure: string;
}

/**
 * Starts combined nodes of one version one after the other, uses each and stops it. They share a JVM, or as many more as nodes fail after their formatting: a JVM each
 * would take four seconds. What is called is what the pods would call: the arguments come out of their init scripts, and `kafka.Kafka` does no more than NodeStarts.
 *
 * @param rows how many such JVMs run at the same time; nodes wait for timers most of the time
 */
export async function startNodes(ground: Loopback, version: string, pods: readonly LoopbackPod[], rows = 1): Promise<readonly NodeStart[]> {
  const folder = fs.mkdtempSync(path.join(ground.folder, 'starts-'));
  // Stands in the place of java: what the init script would have called is written down.
  fs.writeFileSync(path.join(folder, 'java'), '#!/bin/sh\nfor word in "$@"; do echo "$word"; done >"$ARGUMENTS"\n', { mode: 0o755 });
  const lines: string[] = [];
  for (const pod of pods) { lines.push(await lineFor(pod, folder)); }
  const libs = `${kafkaLibs(version)}/*`;
  execFileSync(java().replace(/java$/, 'javac'), ['-cp', libs, '-d', folder, path.join(__dirname, 'java', 'NodeStarts.java')], { stdio: 'pipe' });
  const [logging] = fs.readdirSync(pods[0].path('/run/kafka')).filter((file) => file.startsWith('log4j'));
  const property = logging.startsWith('log4j2') ? 'log4j2.configurationFile=' : 'log4j.configuration=file:';
  const command = [
    java(), '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-D${property}${pods[0].path(`/run/kafka/${logging}`)}`, '-cp', `${folder}:${libs}`, 'NodeStarts',
  ];
  const perRow = Math.ceil(lines.length / rows);
  return (await Promise.all(Array.from({ length: rows }, async (_, row) =>
    startRow(ground, command, path.join(folder, `list-${row}`), lines.slice(row * perRow, (row + 1) * perRow))))).flat();
}

async function startRow(ground: Loopback, command: readonly string[], list: string, lines: readonly string[]): Promise<readonly NodeStart[]> {
  const starts: NodeStart[] = [];
  while (starts.length < lines.length) {
    const waiting = lines.slice(starts.length);
    fs.writeFileSync(list, waiting.map((line) => `${line}\n`).join(''));
    const process = ground.run([...command, list]);
    const { code } = await process.end(900_000);
    const outcomes = process.output.split('\n').map((line) => line.split('\t')).filter((words) => words.length === 3)
      .map(([name, milliseconds, failure]) => ({ name, milliseconds: Number(milliseconds), failure }));
    if (outcomes.length === 0 || outcomes.some(({ name }, i) => !waiting[i].startsWith(`${name}\t`))) {
      throw new Error(`NodeStarts ended with ${code} at '${waiting[outcomes.length]}'. The end of its output:\n${process.tail()}`);
    }
    starts.push(...outcomes);
  }
  return starts;
}

/** A line of NodeStarts' list. */
async function lineFor(pod: LoopbackPod, folder: string): Promise<string> {
  const written = pod.path('arguments');
  const { code, output } = await pod.prepare({ environment: { PATH: `${folder}:${process.env.PATH}`, ARGUMENTS: written } });
  if (code !== 0) { throw new Error(`${pod.name} was not prepared:\n${output}`); }
  const words = fs.readFileSync(written, 'utf8').trimEnd().split('\n');
  return [pod.name, pod.path('/run/kafka/kafka.properties'), `${pod.address}:9092`, ...words.slice(words.indexOf('kafka.tools.StorageTool') + 1)].join('\t');
}
