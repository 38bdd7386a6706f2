import { App, Size, Testing, Yaml } from 'cdk8s';
import { HelmRelease } from './helm';
import { JobChart } from './job-chart';
import { podsOf, restartsIn } from './lifecycle-run';
import { propertiesOf } from './node-identity';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { LifecycleTrigger, Storage } from '../../src';

/** A release of Helm waits for its run, and fails with it. */

const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  config,
}, { trigger: LifecycleTrigger.helm() });
const cluster = deployed('helm', declaration());
const nodes = ['events-node-0', 'events-node-1', 'events-node-2'];
const release = new HelmRelease(cluster.kubectl, 'events');

function upgrade(config?: Record<string, number>): void {
  process.env.CDK8S_KAFKA_SIZING = 'development';
  release.upgrade(Yaml.stringify(...Testing.synth(declaration(config)(Testing.app(), cluster.namespace))));
}

async function lastLog(): Promise<string> {
  const pods = await podsOf(cluster, 'lifecycle');
  return cluster.kubectl.log(pods[pods.length - 1].metadata.name);
}

scenario(cluster, 'install, upgrade and rollback each end when their run has ended, with every node restarted once', async () => {
  upgrade();
  await cluster.ready();
  const installed = await podIds(cluster);

  upgrade({ 'num.partitions': 6 });
  const upgraded = await podIds(cluster);
  expect([...restartsIn(await lastLog())].sort()).toEqual(nodes);
  for (const node of nodes) {
    expect(upgraded[node]).not.toBe(installed[node]);
    expect((await propertiesOf(cluster, node)).get('num.partitions')).toBe('6');
  }

  release.rollback(1);
  expect([...restartsIn(await lastLog())].sort()).toEqual(nodes);
  for (const node of nodes) { expect((await propertiesOf(cluster, node)).get('num.partitions')).toBeUndefined(); }
  const { kafka } = declaration()(Testing.app(), cluster.namespace);
  expect(await cluster.tools.underReplicated(kafka.bootstrapServers)).toEqual([]);
  release.uninstall();
});
