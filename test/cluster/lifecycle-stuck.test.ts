import { App, Duration, Size } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended, podEnded, restartsIn, says } from './lifecycle-run';
import { loseAndRenewVolume } from './lost-volume';
import { identityOf } from './node-identity';
import { expectFullIsr } from './records';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { KafkaLifecycleJobProps, Storage } from '../../src';

type Config = Record<string, number>;

const declaration = (job: KafkaLifecycleJobProps = {}, config: Config = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  config,
}, job);
const cluster = deployed('lifecycle-stuck', declaration());

// What docs/operations.md tells to type, where a lifecycle Job has started the nodes: the manifests do not say how many there are.
scenario(cluster, 'a node of a set of three whose volume is lost gets an empty one, the others run on, and the next run finds nothing to do', async () => {
  const pod = 'events-node-1';
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
  const [before, { volume }] = [await podIds(cluster), await identityOf(cluster, pod)];
  const forThis = (commands: string) => commands.replaceAll('events-broker-b-100', 'events-node-0').replaceAll('events-broker-a-0', pod)
    .replaceAll('events-broker-a', 'events-node');

  await loseAndRenewVolume(cluster, pod, forThis);

  expect((await identityOf(cluster, pod)).volume).not.toBe(volume);
  await cluster.apply(declaration({ inSyncMargin: 1 }));
  expect(await ended(cluster)).toMatchObject({ exitCode: 0, log: expect.not.stringMatching(/^(restart|scale) /m) });
  const after = await podIds(cluster);
  for (const other of ['events-node-0', 'events-node-2']) { expect(after[other]).toBe(before[other]); }
  // As it was applied: another one finds nothing that it would change.
  expect(await cluster.diff()).toBe('');
});

scenario(cluster, 'a broker that never catches up ends the run, which names it and restarts no other; another run does the rest when nothing holds it back', async () => {
  const nodes = ['events-node-0', 'events-node-1', 'events-node-2'];
  const configure = async (entity: readonly string[], ...change: readonly string[]) => cluster.tools.run(
    ['kafka-configs.sh', '--bootstrap-server', cluster.chart.kafka.bootstrapServers, '--alter', ...entity, ...change],
  );
  // Only replicas that are not in sync are held back.
  const topic = ['--entity-type', 'topics', '--entity-name', 'load'];
  await configure(topic, '--add-config', 'follower.replication.throttled.replicas=*');
  for (const id of ['0', '1', '2']) { await configure(['--entity-type', 'brokers', '--entity-name', id], '--add-config', 'follower.replication.throttled.rate=1'); }
  const before = await podIds(cluster);

  await underLoad(cluster, async () => {
    const changed = (job: KafkaLifecycleJobProps) => declaration(job, { 'num.partitions': 6 });
    await cluster.apply(changed({ noProgress: Duration.seconds(30) }));
    const run = await says(cluster, cluster.chart.lifecycle.jobName, /^wait /m);
    const { exitCode, lastWords } = await podEnded(cluster, run.metadata.name);
    const [first, ...others] = restartsIn(await cluster.kubectl.log(run.metadata.name));
    expect({ exitCode, others }).toEqual({ exitCode: 1, others: [] });
    expect(lastWords).toMatch(new RegExp(`${first} catches up: \\d+ of its replicas (is|are) not in sync, \\d+ records behind; nothing has moved for 3\\d s`));
    const during = await podIds(cluster);
    expect(nodes.filter((node) => during[node] !== before[node])).toEqual([first]);

    await configure(topic, '--delete-config', 'follower.replication.throttled.replicas');
    for (const id of ['0', '1', '2']) { await configure(['--entity-type', 'brokers', '--entity-name', id], '--delete-config', 'follower.replication.throttled.rate'); }
    await cluster.apply(changed({}));
    const { log } = await ended(cluster);
    expect([...restartsIn(log)].sort()).toEqual(nodes.filter((node) => node !== first));
  });
  await expectFullIsr(cluster);
});
