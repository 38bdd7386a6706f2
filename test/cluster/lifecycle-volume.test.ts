import { App, Size } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended } from './lifecycle-run';
import { loseAndRenewVolume } from './lost-volume';
import { identityOf } from './node-identity';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { KafkaLifecycleJobProps, Storage } from '../../src';

/** What docs/operations.md tells to type when a volume is lost, where a lifecycle Job has started the nodes: the manifests do not say how many there are. */
const declaration = (job: KafkaLifecycleJobProps = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
}, job);
const cluster = deployed('lifecycle-volume', declaration());

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
