/**
 * `npm run verify:cluster`: sets up real Kafka and a real Kubernetes, and runs all that needs them: test/brokers (Java), test/cluster (Kubernetes: that of KUBECONFIG, or one
 * that is made on this machine). Options: `--setup-only` ends after the set-up, `--keep` leaves the Kubernetes up.
 *
 * What cannot run for want of a tool is named last, as not run; in CI it is a failure.
 */
import { ChildProcess, StdioOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { JestReport, readJestReport } from './cluster-verification/jest-report';
import { java, kafkaLibs, zooKeeperLibs } from '../test/brokers/kafka-libs';
import { LOCAL_KUBERNETES } from '../test/cluster/cluster-under-test';
import { helm } from '../test/cluster/helm';
import { KAFKA_VERSIONS } from '../test/kafka-versions';

const FOLDER = 'dist/verify-cluster';
/** Where scenarios write that they did not run (test/cluster/scenario.ts). */
const SCENARIOS_NOT_RUN = 'dist/cluster-not-run.txt';
/** Where failed scenarios leave what may tell why (test/cluster/evidence.ts). */
const EVIDENCE = 'dist/cluster-failures';
const ZOOKEEPER_VERSION = '3.8.6';

interface Part {
  readonly name: string;
  readonly config: string;
}

/** Needs no Kubernetes: it goes on beside the scenarios that mostly wait. Beside a compiler both would only take longer. */
const BROKERS: Part = { name: 'real brokers', config: 'test/brokers/jest.config.js' };
const CLUSTER: readonly Part[] = [
  { name: 'cluster, one by one', config: 'test/cluster/alone/jest.config.js' },
  { name: 'cluster', config: 'test/cluster/jest.config.js' },
];

interface PartResult {
  readonly name: string;
  readonly seconds: number;
  readonly report?: JestReport;
  /** Why it did not run. */
  readonly lack?: string;
}

async function main(options: ReadonlySet<string>): Promise<void> {
  const begin = Date.now();
  const ci = process.env.CI === 'true';
  rmSync(FOLDER, { recursive: true, force: true });
  rmSync(SCENARIOS_NOT_RUN, { force: true });
  rmSync(EVIDENCE, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });

  const brokersLack = await setUp('Java and the libraries of Kafka', () => {
    java();
    for (const { version } of KAFKA_VERSIONS) { kafkaLibs(version); }
    zooKeeperLibs(ZOOKEEPER_VERSION);
  });
  const ownKubernetes = !process.env.KUBECONFIG;
  const clusterLack = ownKubernetes
    ? await setUp('local Kubernetes', async () => localKubernetes('setup'))
    : await setUp('Kubernetes', () => answers('kubectl', ['version'], `The cluster of KUBECONFIG=${process.env.KUBECONFIG} does not answer, or there is no kubectl (https://kubernetes.io/docs/tasks/tools/).`));
  // After Kubernetes, with which it has most of its packages in common.
  const helmLack = await setUp('Helm', () => { helm(); });
  if (options.has('--setup-only')) {
    const lacks = [brokersLack, clusterLack, helmLack].filter((lack) => lack !== undefined);
    for (const lack of lacks) { console.error(`\n${lack}`); }
    process.exitCode = lacks.length === 0 ? 0 : 1;
    return;
  }

  const brokers = runPart(BROKERS, brokersLack);
  const wasUp = ownKubernetes && clusterLack === undefined && spawnSync(LOCAL_KUBERNETES, ['status'], { stdio: 'ignore' }).status === 0;
  const upLack = clusterLack ?? helmLack ?? (ownKubernetes ? await setUp('local Kubernetes is up', async () => localKubernetes('up')) : undefined);
  const results: PartResult[] = [];
  for (const part of CLUSTER) {
    results.push(await runPart(part, upLack));
    // What keeps both processors busy is not begun beside it.
    await brokers;
  }
  results.push(await brokers);
  // One that was up before is somebody's.
  if (ownKubernetes && upLack === undefined && !wasUp && !options.has('--keep')) { await localKubernetes('down'); }

  summarize(results, ci, (Date.now() - begin) / 1000);
}

/** Does a part of the set-up; what stands against it, if anything. */
async function setUp(name: string, act: () => void | Promise<void>): Promise<string | undefined> {
  const begin = Date.now();
  console.log(`set-up: ${name}`);
  try {
    await act();
    console.log(`set-up: ${name}: done in ${seconds(begin)} s`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function localKubernetes(command: string): Promise<void> {
  const said: Buffer[] = [];
  const code = await ended(LOCAL_KUBERNETES, [command], (child) => child.stderr?.on('data', (chunk: Buffer) => said.push(chunk)), ['ignore', 'inherit', 'pipe']);
  if (code !== 0) { throw new Error(`'${LOCAL_KUBERNETES} ${command}' failed: ${Buffer.concat(said).toString().trim() || code}`); }
}

function answers(command: string, args: readonly string[], otherwise: string): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) { throw new Error(`${otherwise}${stderr ? ` It says: ${stderr.trim()}` : ''}`); }
}

async function runPart(part: Part, lack: string | undefined): Promise<PartResult> {
  if (lack !== undefined) { return { name: part.name, seconds: 0, lack }; }
  const begin = Date.now();
  const file = `${FOLDER}/${part.name.replace(/\W+/g, '-')}.json`;
  console.log(`\n== ${part.name} (${part.config})`);
  await ended('npx', ['jest', '--ci', '--config', part.config, '--json', `--outputFile=${file}`], () => undefined, ['ignore', 'ignore', 'inherit']);
  return { name: part.name, seconds: seconds(begin), report: readJestReport(file) };
}

/** Runs a program to its end: its exit code, or why it has none. */
async function ended(command: string, args: readonly string[], watch: (child: ChildProcess) => void, stdio: StdioOptions): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio });
    watch(child);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? String(signal)));
  });
}

function summarize(results: readonly PartResult[], ci: boolean, total: number): void {
  console.log('\n== summary');
  let [passed, failed] = [0, 0];
  for (const { name, report, seconds: took } of results) {
    if (!report) { continue; }
    console.log(`${name}: ${report.passed} passed, ${report.failed} failed, in ${took} s`);
    for (const test of report.tests) {
      console.log(`  ${test.passed ? 'ok    ' : 'FAILED'} ${test.seconds.toFixed(0).padStart(4)} s  ${test.file}: ${test.title}`);
    }
    passed += report.passed;
    failed += report.failed;
  }
  const notRun = [
    ...results.flatMap(({ name, lack }) => lack === undefined ? [] : [`${name}: ${lack}`]),
    ...(existsSync(SCENARIOS_NOT_RUN) ? readFileSync(SCENARIOS_NOT_RUN, 'utf8').trim().split('\n').map((line) => line.replace('\t', ': ')) : []),
  ];
  // Last, where whoever sees only the end of the output finds it.
  for (const { file, title, why } of results.flatMap(({ report }) => report?.tests ?? []).filter((test) => !test.passed)) {
    console.log(`\nFAILED  ${file}: ${title}\n${beginOf(why)}\n`);
  }
  if (existsSync(EVIDENCE)) { console.log(`Manifests, logs and events of failed scenarios are in ${EVIDENCE}/`); }
  for (const line of notRun) { console.log(`NOT RUN  ${line}`); }
  if (ci) { failed += notRun.length; }
  console.log(`verify:cluster took ${total.toFixed(0)} s${notRun.length === 0 ? '' : `; ${notRun.length} not run${ci ? ', which in CI is a failure' : ''}`}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

function beginOf(text: string): string {
  return text.split('\n').slice(0, 40).map((line) => `  ${line.slice(0, 300)}`).join('\n');
}

function seconds(begin: number): number {
  return Math.round((Date.now() - begin) / 1000);
}

const KNOWN = ['--setup-only', '--keep'];
const given = process.argv.slice(2);
const unknown = given.filter((option) => !KNOWN.includes(option));
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(' ')}. There are ${KNOWN.join(' and ')}.`);
  process.exitCode = 2;
} else {
  void main(new Set(given));
}
