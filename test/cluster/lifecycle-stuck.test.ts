import { App, Duration, Size } from 'cdk8s';
import { killJava } from './disruption';
import { JobChart } from './job-chart';
import { ended, podEnded, says } from './lifecycle-run';
import { loseAndRenewVolume } from './lost-volume';
import { identityOf } from './node-identity';
import { expectFullIsr } from './records';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { until } from './until';
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
  const late = nodes[1];
  const servers = cluster.chart.kafka.bootstrapServers;
  const configure = async (entity: readonly string[], ...change: readonly string[]) => cluster.tools.run(
    ['kafka-configs.sh', '--bootstrap-server', servers, '--alter', ...entity, ...change],
  );
  const topic = ['--entity-type', 'topics', '--entity-name', 'bulk'];
  const broker = ['--entity-type', 'brokers', '--entity-name', '1'];
  await cluster.tools.createTopic(servers, 'bulk', 1);
  await cluster.tools.fill(servers, 'bulk', 80_000);
  // What is not in sync is held back to a fetch of a mebibyte every eleven seconds.
  await configure(topic, '--add-config', 'follower.replication.throttled.replicas=*');
  await configure(broker, '--add-config', 'follower.replication.throttled.rate=1');
  await cluster.kubectl.exec(late, 'kafka', ['sh', '-c', 'rm -r /var/lib/kafka/data/kafka/bulk-0']);
  killJava(await cluster.pod(late));
  await until(`${late} lacks its replica`, 180, async () => (await cluster.tools.underReplicated(servers)).length > 0 || 'it has it');
  await cluster.ready();
  const before = await podIds(cluster);

  await underLoad(cluster, async () => {
    const changed = (job: KafkaLifecycleJobProps) => declaration(job, { 'num.partitions': 6 });
    await cluster.apply(changed({ noProgress: Duration.seconds(20) }));
    const run = await says(cluster, cluster.chart.lifecycle.jobName, /^wait /m);
    expect(await podEnded(cluster, run.metadata.name)).toMatchObject({
      exitCode: 1, lastWords: expect.stringMatching(/events-node-1 catches up: 1 of its replicas is not in sync, \d+ records behind; nothing has moved for \d+ s/),
    });
    const during = await podIds(cluster);
    for (const other of nodes.filter((node) => node !== late)) { expect(during[other]).toBe(before[other]); }

    await configure(topic, '--delete-config', 'follower.replication.throttled.replicas');
    await configure(broker, '--delete-config', 'follower.replication.throttled.rate');
    await cluster.apply(changed({}));
    expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
    const after = await podIds(cluster);
    for (const node of nodes) { expect(after[node]).not.toBe(before[node]); }
  });
  await expectFullIsr(cluster);
}, { local: true });
