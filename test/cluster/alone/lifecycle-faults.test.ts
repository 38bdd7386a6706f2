import { App, Duration, Size } from 'cdk8s';
import { KafkaLifecycleJobProps, Storage } from '../../../src';
import { cordon, cutNode, declareFound, declareLost, drain, goOn, hang, startNode, takeMemory, uncordon, without } from '../disruption';
import { JobChart } from '../job-chart';
import { Event, Pod } from '../kubernetes-objects';
import { ended, podEnded, podsOf, restartsIn, says, saysOrEnds } from '../lifecycle-run';
import { expectFullIsr } from '../records';
import { deployed, scenario } from '../scenario';
import { SmallDisk } from '../small-disk';
import { podIds } from '../unchanged';
import { underLoad } from '../under-load';
import { until } from '../until';

/** Three nodes that are controller and broker at once, each in a zone of its own as its volume is. Another number of partitions restarts all of them. */
const declaration = (partitions: number, job: KafkaLifecycleJobProps = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  config: { 'num.partitions': partitions },
}, job);
const cluster = deployed('faults', declaration(3));
const nodes = ['events-node-0', 'events-node-1', 'events-node-2'];
const CONVERGED = { exitCode: 0, lastWords: 'events: converged' };

/** The Kubernetes node of the load and of Kafka's tools, which nothing happens to. */
const REFUGE = 'node1';
const OTHERS = ['node2', 'node3'];

scenario(cluster, 'a run is ended for its memory, and a Kubernetes node is drained while the next one is at work', async () => {
  for (const node of OTHERS) { cluster.tools.keepAwayFrom(node); }
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject(CONVERGED);
  await throughout('num.partitions: 3 -> 4', async () => {
    await cluster.apply(declaration(4, { resources: { memory: Size.mebibytes(128) } }));
    const first = await says(cluster, jobName(), /^restart /m);
    await takeMemory(cluster.kubectl, first.metadata.name, 'lifecycle');
    expect(await podEnded(cluster, first.metadata.name)).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
    await applyAnew(declaration(4));
    const run = await says(cluster, jobName(), /^restart /m);
    const restarted = restartsIn(await cluster.kubectl.log(run.metadata.name));
    const others = (await cluster.pods()).filter(({ metadata: { name } }) => nodes.includes(name) && !restarted.includes(name));
    // If the run is on the node of one of them, it is evicted too.
    const next = others.find((pod) => pod.spec.nodeName === run.spec.nodeName) ?? others[0];
    const { metadata: { name, uid }, spec: { nodeName = '' } } = next;
    cluster.tell(`draining ${nodeName}, on which is ${name}; the run is on ${run.spec.nodeName}`);
    // While a node restarts the budget refuses the drain, which asks every five seconds: a run that did not hang would be quicker with the next one.
    hang(run, 'node');
    try {
      const drained = drain(cluster.kubectl, nodeName);
      await until(`${name} is evicted`, 120, async () => (await cluster.pods()).every((pod) => pod.metadata.uid !== uid || pod.metadata.deletionTimestamp !== undefined) || 'it is not');
      // The drain asks for the run's eviction at once, and for the node's until the budget allows it: where that takes longer than the run's grace period, the run is gone, and the next one goes on.
      if (!goOn(run, 'node')) { cluster.tell(`${run.metadata.name} was killed at the end of its grace period`); }
      await drained;
      await says(cluster, jobName(), new RegExp(`^wait .*${name} cannot run`, 'm'));
    } finally {
      await uncordon(cluster.kubectl, nodeName);
    }
    expect(await ended(cluster)).toMatchObject(CONVERGED);
  });
}, { local: true });

scenario(cluster, 'the Kubernetes node of a run loses its power and is declared lost: another one takes over, and does the rest when it is back', async () => {
  await throughout('num.partitions: 4 -> 5', async () => {
    const places = await cluster.pods();
    const { metadata: { name: run }, spec: { nodeName: node = '' } } = await runAwayFromRefuge(declaration(5));
    const broker = places.map((pod) => (pod.spec.nodeName === node ? pod.metadata.name : '')).find((name) => nodes.includes(name));
    await says(cluster, jobName(), /^restart /m);
    cluster.tell(`cutting ${node}, on which are ${broker} and the run`);
    try {
      await cutNode(cluster.kubectl, node);
      await declareLost(cluster.kubectl, node);
      expect(await saysOrEnds(cluster, jobName(), new RegExp(`^wait .*${broker} cannot run`, 'm'), 300, [run])).toBeDefined();
    } finally {
      await startNode(cluster.kubectl, node);
      await declareFound(cluster.kubectl, node);
    }
    expect(await ended(cluster)).toMatchObject(CONVERGED);
  });
}, { local: true });

scenario(cluster, 'the disk of a broker is full: the run touches no other one, ends and names it; another run does the rest when there is space again', async () => {
  const full = 'events-node-1';
  const disk = await SmallDisk.under(cluster.kubectl, await cluster.pod(full), `data-${full}`, 64);
  await cluster.ready();
  await expectFullIsr(cluster);
  await throughout('num.partitions: 5 -> 6', async () => {
    const others = async () => Object.entries(await podIds(cluster)).filter(([name]) => nodes.includes(name) && name !== full);
    const before = await others();
    await disk.fill();
    await until(`${full} does not serve`, 120, async () => (await cluster.pod(full)).status.containerStatuses?.[0].ready === false || 'it serves');
    await cluster.apply(declaration(6, { noProgress: Duration.seconds(30) }));
    const run = await says(cluster, jobName(), /^wait /m);
    // In Kafka's own words. Of memory that is mapped to a file system in memory, Java has none but these.
    expect(await podEnded(cluster, run.metadata.name)).toMatchObject({
      exitCode: 1, lastWords: expect.stringMatching(`${full} cannot run: .*ended with 1: ERROR .*(No space left on device|a fault occurred in a recent unsafe memory access)`),
    });
    expect(await others()).toEqual(before);
    await disk.free();
    await applyAnew(declaration(6));
    expect(await ended(cluster)).toMatchObject(CONVERGED);
  });
}, { local: true });

scenario(cluster, 'the API server does not answer for a minute, later the name service: the run waits, and goes on', async () => {
  await throughout('num.partitions: 6 -> 7', async () => {
    await cluster.apply(declaration(7));
    await says(cluster, jobName(), /^restart /m);
    cluster.tell('the API server hangs');
    await without('kube-apiserver', 60);
    await says(cluster, jobName(), /(^restart [^]*){2}/m);
    cluster.tell('the name service hangs');
    await without('coredns', 60);
    const { exitCode, log } = await ended(cluster);
    expect(exitCode).toBe(0);
    expect([...restartsIn(log)].sort()).toEqual(nodes);
    expect(log).toMatch(/^wait .*cannot see all that counts: .*does not answer/m);
    expect(log).toMatch(/^wait .*Kafka could not be read: .*could not be reached/m);
    // For a minute the load itself cannot find a broker that has just come back.
  }, 120);
}, { local: true });

/** Brings about a change while something happens to those who do it: no send fails, no record is lost, and no run restarts a node that has been restarted. */
async function throughout(change: string, steps: () => Promise<void>, patienceSeconds?: number): Promise<void> {
  const before = await podIds(cluster);
  await underLoad(cluster, steps, { awayFrom: OTHERS, patienceSeconds });
  const after = await podIds(cluster);
  for (const node of nodes) { expect(after[node]).not.toBe(before[node]); }
  const events = await cluster.kubectl.list<Event>('events');
  const restarts = events.filter(({ reason, message }) => reason === 'Restarted' && message.includes(change))
    .map(({ message }) => message.split(':')[0]);
  cluster.tell(`restarted by runs: ${restarts.join(', ')}`);
  expect(restarts).toEqual([...new Set(restarts)]);
  await expectFullIsr(cluster);
}

function jobName(): string { return cluster.chart.lifecycle.jobName; }

/** As docs/lifecycle-job.md tells to when a run has failed. */
async function applyAnew(changed: ReturnType<typeof declaration>): Promise<void> {
  await cluster.kubectl.run(['delete', 'job', jobName()]);
  await cluster.apply(changed);
}

/** Applies a change whose run is scheduled to where nothing must last. */
async function runAwayFromRefuge(changed: ReturnType<typeof declaration>): Promise<Pod> {
  let run: Pod | undefined;
  await cordon(cluster.kubectl, REFUGE);
  try {
    await cluster.apply(changed);
    await until('the run has its place', 180, async () => {
      [run] = await podsOf(cluster, jobName());
      return run?.spec.nodeName !== undefined || 'it has none';
    });
  } finally {
    await uncordon(cluster.kubectl, REFUGE);
  }
  if (!run) { throw new Error('unreachable'); }
  return run;
}
