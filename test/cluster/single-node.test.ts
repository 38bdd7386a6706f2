import { App } from 'cdk8s';
import { deletePod } from './disruption';
import { identityOf } from './node-identity';
import { expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { expectSecondApplyToChangeNothing } from './unchanged';
import { SingleNode } from '../../examples/single-node/chart';

const cluster = deployed('single-node', (app: App, namespace) => new SingleNode(app, 'single-node', { namespace }));

scenario(cluster, 'the example becomes ready, and takes and returns records', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
});

scenario(cluster, 'a second apply changes nothing', async () => {
  await expectSecondApplyToChangeNothing(cluster);
});

scenario(cluster, 'its pod is lost and comes back as itself, with its records', async () => {
  const [{ podName }] = cluster.chart.kafka.nodes;
  const [before, identity] = [await cluster.pod(podName), await identityOf(cluster, podName)];
  await deletePod(cluster.kubectl, podName);
  await cluster.replaced(before);
  expect(await identityOf(cluster, podName)).toEqual(identity);
  await expectRecords(cluster);
});
