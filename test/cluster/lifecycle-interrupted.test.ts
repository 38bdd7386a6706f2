import { App, Duration, Size } from 'cdk8s';
import { evict, goOn, hang, killJava, killNode } from './disruption';
import { JobChart } from './job-chart';
import { ended, podEnded, restartsIn, says, saysOrEnds } from './lifecycle-run';
import { expectFullIsr } from './records';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { until } from './until';
import { KafkaLifecycleJobProps, KafkaVersion, Storage } from '../../src';

const nextStep = async (job: string, before: readonly string[]) => saysOrEnds(cluster, job, /^(configure|restart|leaders) /m, 300, before);

/** Three nodes that are controller and broker at once. */
function declaration(config: Record<string, number> = {}, version = KafkaVersion.V4_3, job: KafkaLifecycleJobProps = {}) {
  const combined = { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) };
  return (app: App, namespace: string) => new JobChart(app, namespace, { version, combined, config }, job);
}

const cluster = deployed('interrupted', declaration());
const nodes = ['events-node-0', 'events-node-1', 'events-node-2'];

scenario(cluster, 'a run that is killed after each of its steps in turn, once by an eviction, and run again, restarts each node once, with no failed send and no lost record', async () => {
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
  const pods = new Map(nodes.map((node) => [node, new Set<string>()]));
  const look = async () => {
    const ids = await podIds(cluster);
    for (const node of nodes) { if (ids[node] !== undefined) { pods.get(node)?.add(ids[node]); } }
  };
  await look();
  await underLoad(cluster, async () => {
    const changed = declaration({ 'num.partitions': 6, 'log.retention.ms': 86_400_000 });
    await cluster.apply(changed);
    const job = cluster.chart.lifecycle.jobName;
    const killed: string[] = [];
    for (let run = await nextStep(job, killed); run !== undefined; run = await nextStep(job, killed)) {
      killed.push(run.metadata.name);
      await look();
      // Kubernetes runs again what was evicted. What fails too often is left to whoever applies it.
      if (killed.length === 2) {
        expect(await evict(cluster.kubectl, run.metadata.name)).toBe('evicted');
      } else {
        // One that has ended meanwhile has done all there was.
        if (!killNode(run)) { break; }
        await cluster.kubectl.run(['delete', 'job', job]);
        await cluster.apply(changed);
      }
      cluster.tell(`${killed.length === 2 ? 'evicted' : 'killed'} ${run.metadata.name} after its first step`);
    }
    // Settings, three restarts, and leadership that returns after them.
    expect(killed.length).toBeGreaterThan(4);
    expect(await ended(cluster)).toMatchObject({ exitCode: 0, lastWords: 'events: converged' });
  });
  await look();
  // What it was and what it has become, and none in between.
  expect([...pods.values()].map((ids) => ids.size)).toEqual([2, 2, 2]);
  await expectFullIsr(cluster);
}, { local: true });

scenario(cluster, 'a newer change supersedes a run that hangs; its own run takes over and does the rest, though a broker is killed meanwhile, and the first one does nothing more', async () => {
  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.partitions': 7 }, KafkaVersion.V4_3, { metricsPort: 9404 }));
    const first = await says(cluster, cluster.chart.lifecycle.jobName, /^restart /m);
    const metrics = await cluster.kubectl.exec(first.metadata.name, 'lifecycle', ['node', '-e', `
      fetch('http://' + require('os').hostname() + ':9404/metrics').then((response) => response.text()).then(console.log);
    `]);
    expect(metrics).toMatch(/^cdk8s_kafka_lifecycle_nodes_outdated\{\w+="events"\} \d$/m);
    await until('the status is of this run', 180, async () => {
      const { data: { 'status.json': status } } = await cluster.kubectl.get<{ readonly data: Readonly<Record<string, string>> }>('configmaps', 'lifecycle-status');
      const { phase, run, unit } = JSON.parse(status) as Record<string, unknown>;
      return (phase === 'converging' && run === first.metadata.name && unit === 'events') || status;
    });
    hang(first, 'node');
    await cluster.apply(declaration({ 'num.partitions': 8 }));
    killJava(await cluster.pod(nodes[0]));
    // Until the first one has not renewed its lease for as long as that lasts.
    await says(cluster, cluster.chart.lifecycle.jobName, /^wait .*another run is at work/m);
    await says(cluster, cluster.chart.lifecycle.jobName, /^restart /m);
    expect(goOn(first, 'node')).toBe(true);
    expect(await podEnded(cluster, first.metadata.name)).toMatchObject({ exitCode: 3, lastWords: expect.stringContaining('superseded') });
    expect(restartsIn(await cluster.kubectl.log(first.metadata.name))).toHaveLength(1);
    expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
    // One node restarts when another one is killed: there is no quorum until one of them has recovered.
  }, { patienceSeconds: 120 });
  await expectFullIsr(cluster);
}, { local: true });

scenario(cluster, 'nodes that cannot start cost one of them, and the former declaration brings it back', async () => {
  const before = await podIds(cluster);
  const broken = KafkaVersion.of('4.3.1', { image: 'apache/kafka:4.3.1-there-is-none' });
  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.partitions': 8 }, broken, { noProgress: Duration.seconds(40) }));
    const run = await says(cluster, cluster.chart.lifecycle.jobName, /^restart /m);
    expect(await podEnded(cluster, run.metadata.name)).toMatchObject({ exitCode: 1, lastWords: expect.stringMatching(/events-node-\d.*(ErrImagePull|ImagePullBackOff)/) });
    const during = await podIds(cluster);
    expect(nodes.filter((node) => during[node] !== before[node])).toHaveLength(1);

    // As before, but for the Job: one of the same name has run already.
    await cluster.apply(declaration({ 'num.partitions': 8 }, KafkaVersion.V4_3, { noProgress: Duration.minutes(5) }));
    const { log, exitCode } = await ended(cluster);
    expect(exitCode).toBe(0);
    expect(log).toMatch(/^restart /m);
  });
  const after = await podIds(cluster);
  expect(nodes.filter((node) => after[node] !== before[node])).toHaveLength(1);
  await expectFullIsr(cluster);
});

scenario(cluster, 'a dry run, which may only read, says what would be done and changes nothing', async () => {
  // Of the pods, those of the nodes: those of runs that have ended are removed with their Jobs, ten minutes after.
  const state = async () => ({
    generations: await cluster.generations(),
    pods: Object.fromEntries(Object.entries(await podIds(cluster)).filter(([name]) => name.startsWith('events-'))),
  });
  await cluster.apply(declaration({ 'num.partitions': 9 }, KafkaVersion.V4_3, { dryRun: true }));
  const before = await state();
  expect(Object.keys(before.pods)).toEqual(expect.arrayContaining(nodes));
  const { log, exitCode } = await ended(cluster);
  expect(exitCode).toBe(0);
  for (const node of nodes) { expect(log).toContain(node); }
  expect(log).toContain('num.partitions: 8 -> 9');
  expect(await state()).toEqual(before);
});

scenario(cluster, 'nothing is restarted into a configuration that was not applied with its set; once it is there, all is', async () => {
  const before = await podIds(cluster);
  await cluster.apply(declaration({ 'num.partitions': 10 }), ({ kind, metadata: { name } }) => kind === 'ConfigMap' && name.startsWith('events'));
  await says(cluster, cluster.chart.lifecycle.jobName, /^wait .*ConfigMap events-node\S* holds configuration \S+, StatefulSet events-node was made for/m);
  expect(await podIds(cluster)).toMatchObject(Object.fromEntries(nodes.map((node) => [node, before[node]])));
  await cluster.applyAgain();
  const { log, exitCode } = await ended(cluster);
  expect(exitCode).toBe(0);
  expect([...restartsIn(log)].sort()).toEqual(nodes);
  await expectFullIsr(cluster);
});
