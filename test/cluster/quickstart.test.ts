import { App } from 'cdk8s';
import { followLog } from './container-log';
import { deletePod, evict } from './disruption';
import { expectToComeBackAsItself, propertiesOf } from './node-identity';
import { expectFullIsr, expectRecords } from './records';
import { expectToRun } from './running';
import { deployed, scenario, zones } from './scenario';
import { podIds } from './unchanged';
import { until } from './until';
import { Quickstart } from '../../examples/quickstart/chart';

const quickstart = (app: App, namespace: string) => new Quickstart(app, 'quickstart', { namespace, zones: zones() });
const cluster = deployed('quickstart', quickstart);

scenario(cluster, 'the example becomes ready, takes and returns records, and stays as it is', async () => {
  await expectToRun(cluster);
  const quorum = await cluster.tools.quorum(cluster.chart.kafka.bootstrapServers);
  expect(quorum.get('CurrentVoters')?.match(/"id": \d+/g)).toEqual(['"id": 9000', '"id": 9001', '"id": 9002']);
});

scenario(cluster, 'replicas lie in different zones', async () => {
  const racks = new Map(cluster.chart.kafka.nodes.map((n) => [String(n.id), n.rack]));
  for (const partition of await cluster.tools.describeTopic(cluster.chart.kafka.bootstrapServers, 'orders')) {
    expect(new Set(partition.replicas.map((id) => racks.get(id)))).toEqual(new Set(zones()));
  }
}, { zones: 3 });

scenario(cluster, 'a broker whose pod is lost shuts down in good order and comes back as itself', async () => {
  const [{ podName }] = cluster.chart.kafka.nodes.filter((n) => n.broker);
  const log = followLog(cluster.kubectl, podName, 'kafka');
  await expectToComeBackAsItself(cluster, podName);
  expect(await log).toMatch(/The controller has asked us to exit controlled shutdown[^]*shut down completed/);
  expect(await cluster.kubectl.log(podName, 'prepare')).not.toMatch(/formatting/i);
  expect(await cluster.kubectl.log(podName, 'kafka')).toMatch(/Skipping recovery of \d+ logs from \S+ since clean shutdown file was found/);
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});

scenario(cluster, 'a controller whose pod is lost comes back as itself', async () => {
  const [{ podName }] = cluster.chart.kafka.nodes.filter((n) => n.controller);
  await expectToComeBackAsItself(cluster, podName);
});

scenario(cluster, 'one broker and one controller at a time can be evicted, as when Kubernetes nodes are drained', async () => {
  const { nodes } = cluster.chart.kafka;
  await Promise.all([nodes.filter((n) => n.broker), nodes.filter((n) => n.controller)].map(async ([first, second]) => {
    const before = [await cluster.pod(first.podName), await cluster.pod(second.podName)];
    expect(await evict(cluster.kubectl, first.podName)).toBe('evicted');
    expect(await evict(cluster.kubectl, second.podName)).toBe('refused');
    await cluster.replaced(before[0]);
    await until(`${second.podName} may go`, 30, async () => await evict(cluster.kubectl, second.podName) === 'evicted' || 'it is refused');
    await cluster.replaced(before[1]);
  }));
  await expectFullIsr(cluster);
  await expectRecords(cluster);
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
