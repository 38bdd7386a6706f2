import { App } from 'cdk8s';
import { expectToComeBackAsItself } from './node-identity';
import { expectRecords } from './records';
import { expectToRun } from './running';
import { deployed, scenario } from './scenario';
import { SingleNode } from '../../examples/single-node/chart';

const cluster = deployed('single-node', (app: App, namespace) => new SingleNode(app, 'single-node', { namespace }));

scenario(cluster, 'the example becomes ready, takes and returns records, and stays as it is', async () => {
  await expectToRun(cluster);
});

scenario(cluster, 'its pod is lost and comes back as itself, with its records', async () => {
  await expectToComeBackAsItself(cluster, cluster.chart.kafka.nodes[0].podName);
  await expectRecords(cluster);
});
