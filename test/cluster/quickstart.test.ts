import { App } from 'cdk8s';
import { deletePod } from './disruption';
import { identityOf, propertiesOf } from './node-identity';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario, zones } from './scenario';
import { followLog } from './shutdown-log';
import { expectSecondApplyToChangeNothing, podIds } from './unchanged';
import { Quickstart } from '../../examples/quickstart/chart';

const quickstart = (app: App, namespace: string) => new Quickstart(app, 'quickstart', { namespace, zones: zones() });
const cluster = deployed('quickstart', quickstart);

scenario(cluster, 'the example becomes ready, and takes and returns records', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  const quorum = await cluster.tools.quorum(cluster.chart.kafka.bootstrapServers);
  expect(quorum.get('CurrentVoters')?.match(/"id": \d+/g)).toEqual(['"id": 9000', '"id": 9001', '"id": 9002']);
});

scenario(cluster, 'replicas lie in different zones', async () => {
  const racks = new Map(cluster.chart.kafka.nodes.map((n) => [String(n.id), n.rack]));
  for (const partition of await cluster.tools.describeTopic(cluster.chart.kafka.bootstrapServers, 'orders')) {
    expect(new Set(partition.replicas.map((id) => racks.get(id)))).toEqual(new Set(zones()));
  }
}, { zones: 3 });

scenario(cluster, 'a second apply changes nothing', async () => {
  await expectSecondApplyToChangeNothing(cluster);
});

scenario(cluster, 'a broker whose pod is lost shuts down in good order and comes back as itself', async () => {
  const [{ podName }] = cluster.chart.kafka.nodes.filter((n) => n.broker);
  const [before, identity] = [await cluster.pod(podName), await identityOf(cluster, podName)];
  const log = followLog(cluster.kubectl, podName, 'kafka');

  await deletePod(cluster.kubectl, podName);

  expect(await log).toMatch(/The controller has asked us to exit controlled shutdown[^]*shut down completed/);
  await cluster.replaced(before);
  expect(await identityOf(cluster, podName)).toEqual(identity);
  expect(await cluster.kubectl.run(['logs', podName, '--container', 'prepare'])).not.toMatch(/formatting/i);
  expect(await cluster.kubectl.run(['logs', podName, '--container', 'kafka'])).toMatch(/Skipping recovery of \d+ logs from \S+ since clean shutdown file was found/);
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});

scenario(cluster, 'a controller whose pod is lost comes back as itself', async () => {
  const [{ podName }] = cluster.chart.kafka.nodes.filter((n) => n.controller);
  const [before, identity] = [await cluster.pod(podName), await identityOf(cluster, podName)];
  await deletePod(cluster.kubectl, podName);
  await cluster.replaced(before);
  expect(await identityOf(cluster, podName)).toEqual(identity);
});

scenario(cluster, 'brokers of several zones keep what they began with until their pod is deleted', async () => {
  const [first, ...others] = cluster.chart.kafka.nodes.filter((n) => n.broker).map((n) => n.podName);
  const [pod, before] = [await cluster.pod(first), await podIds(cluster)];

  await cluster.apply((app, namespace) => {
    const chart = quickstart(app, namespace);
    chart.kafka.addConfig({ 'num.io.threads': 5 });
    return chart;
  });
  // The controllers are one set, which rolls by itself.
  await cluster.ready();
  const after = await podIds(cluster);
  for (const name of [first, ...others]) { expect(after[name]).toBe(before[name]); }

  await deletePod(cluster.kubectl, first);
  await cluster.replaced(pod);
  expect((await propertiesOf(cluster, first)).get('num.io.threads')).toBe('5');
  for (const name of others) { expect((await propertiesOf(cluster, name)).get('num.io.threads')).toBeUndefined(); }
  await expectRecords(cluster);
}, { zones: 3 });
