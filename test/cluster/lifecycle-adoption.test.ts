import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Size, Testing, Yaml } from 'cdk8s';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { KafkaCluster, KafkaLifecycleJob, Storage } from '../../src';

/** A lifecycle Job is added to clusters that run already, by the commands of docs/lifecycle-job.md. It is a dry run: no node is to be touched by anybody. */

const declaration = (served: boolean) => (app: App, namespace: string) => {
  const chart = new Chart(app, 'kafka', { namespace });
  const cluster = new KafkaCluster(chart, 'Events', { combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) } });
  if (served) { new KafkaLifecycleJob(chart, 'Lifecycle', { cluster, dryRun: true }); }
  return chart;
};

/** The commands of the section that follow upon a sentence. */
function documented(sentence: string): string {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'lifecycle-job.md'), 'utf8');
  const commands = text.slice(text.indexOf(sentence)).match(/```sh\n([^]*?)```/)?.[1];
  if (!text.includes(sentence) || commands === undefined) { throw new Error(`docs/lifecycle-job.md has no commands after '${sentence}'.`); }
  return commands;
}

describe.each([
  ['client-side', 'Applied client-side', [] as string[]],
  ['server-side', 'Applied server-side', ['--server-side']],
])('%s', (how, sentence, flags) => {
  const cluster = deployed(`lifecycle-${how}`, declaration(false));

  scenario(cluster, 'all nodes go on, and applying again changes nothing', async () => {
    process.env.CDK8S_KAFKA_SIZING = 'development';
    const text = (served: boolean) => Yaml.stringify(...Testing.synth(declaration(served)(Testing.app(), cluster.namespace)));
    await cluster.kubectl.run(['apply', ...flags, '--filename', '-'], { input: text(false) });
    await cluster.ready();
    const pods = await podIds(cluster);
    expect(Object.keys(pods)).toHaveLength(3);

    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-'));
    try {
      writeFileSync(join(folder, 'kafka.k8s.yaml'), text(true));
      const commands = documented(sentence).replaceAll('-n streaming', `-n ${cluster.namespace}`).replaceAll('-f dist/', `-f ${folder}`);
      const { kubectl, kubeconfig } = cluster.kubectl.cluster;
      const done = spawnSync('bash', ['-euc', `kubectl() { '${kubectl}' "$@"; }\n${commands}`], { encoding: 'utf8', env: { ...process.env, KUBECONFIG: kubeconfig } });
      expect(done.status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const set = async (path: string) => cluster.kubectl.run(['get', 'statefulset', 'events-node', `--output=jsonpath={${path}}`]);
    expect([await set('.spec.replicas'), await set('.spec.updateStrategy.type')]).toEqual(['3', 'OnDelete']);

    const generation = await set('.metadata.generation');
    expect(await cluster.kubectl.run(['diff', ...flags, '--filename', '-'], { input: text(true) })).toBe('');
    await cluster.kubectl.run(['apply', ...flags, '--filename', '-'], { input: text(true) });
    expect([await set('.spec.replicas'), await set('.metadata.generation')]).toEqual(['3', generation]);
    const after = await podIds(cluster);
    expect(Object.fromEntries(Object.entries(after).filter(([name]) => name.startsWith('events-')))).toEqual(pods);
  });
});
