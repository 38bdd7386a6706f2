import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Size, Testing, Yaml } from 'cdk8s';
import { Deployment } from './deployment';
import { KafkaChart } from './kafka-chart';
import { podIds } from './unchanged';
import { KafkaLifecycleJob, KafkaLifecycleJobProps, Storage } from '../../src';

/** Three combined nodes, with a lifecycle Job or without one. */
export class PerhapsServed extends KafkaChart {
  public readonly lifecycle?: KafkaLifecycleJob;

  constructor(app: App, namespace: string, config: Record<string, number> = {}, job?: KafkaLifecycleJobProps) {
    super(app, namespace, { combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) }, config });
    if (job) { this.lifecycle = new KafkaLifecycleJob(this, 'Lifecycle', { cluster: this.kafka, ...job }); }
  }
}

/** The chart, sized for development, and its manifests as one text. */
export function synthesized(declare: (app: App) => PerhapsServed): { readonly chart: PerhapsServed; readonly text: string } {
  process.env.CDK8S_KAFKA_SIZING = 'development';
  const chart = declare(Testing.app());
  return { chart, text: Yaml.stringify(...Testing.synth(chart)) };
}

/**
 * A lifecycle Job is added to a running cluster by the commands of docs/lifecycle-job.md that follow upon a sentence: nobody resets the number of pods, and by itself nothing restarts.
 *
 * @param served the manifests with the Job
 * @param flags of `kubectl apply`
 */
export async function expectAdoption(cluster: Deployment<PerhapsServed>, served: string, sentence: string, flags: readonly string[]): Promise<void> {
  const nodes = async () => Object.fromEntries(Object.entries(await podIds(cluster)).filter(([name]) => name.startsWith('events-')));
  const pods = await nodes();
  expect(Object.keys(pods)).toHaveLength(3);

  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-'));
  try {
    writeFileSync(join(folder, 'kafka.k8s.yaml'), served);
    const commands = documented(sentence).replaceAll('-n streaming', `-n ${cluster.namespace}`).replaceAll('-f dist/', `-f ${folder}`);
    const { kubectl, kubeconfig } = cluster.kubectl.cluster;
    const done = spawnSync('bash', ['-euc', `kubectl() { '${kubectl}' "$@"; }\n${commands}`], { encoding: 'utf8', env: { ...process.env, KUBECONFIG: kubeconfig } });
    expect({ status: done.status, stderr: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, stderr: '' });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const set = async (path: string) => cluster.kubectl.run(['get', 'statefulset', 'events-node', `--output=jsonpath={${path}}`]);
  expect([await set('.spec.replicas'), await set('.spec.updateStrategy.type')]).toEqual(['3', 'OnDelete']);

  const generation = await set('.metadata.generation');
  expect(await cluster.kubectl.run(['diff', ...flags, '--filename', '-'], { input: served })).toBe('');
  await cluster.kubectl.run(['apply', ...flags, '--filename', '-'], { input: served });
  expect([await set('.spec.replicas'), await set('.metadata.generation')]).toEqual(['3', generation]);
}

/** The commands of the section that follow upon a sentence. */
function documented(sentence: string): string {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'lifecycle-job.md'), 'utf8');
  const commands = text.slice(text.indexOf(sentence)).match(/```sh\n([^]*?)```/)?.[1];
  if (!text.includes(sentence) || commands === undefined) { throw new Error(`docs/lifecycle-job.md has no commands after '${sentence}'.`); }
  return commands;
}
