import { App } from 'cdk8s';
import { Quickstart } from '../../../examples/quickstart/chart';
import { cutNode, startNode } from '../disruption';
import { identityOf } from '../node-identity';
import { expectFullIsr } from '../records';
import { deployed, scenario, zones } from '../scenario';
import { underLoad } from '../under-load';

const cluster = deployed('node-loss', (app: App, namespace) => new Quickstart(app, 'quickstart', { namespace, zones: zones() }));

scenario(cluster, 'a Kubernetes node loses its power: clients go on, and its broker and controller come back as themselves', async () => {
  await cluster.apply();
  await cluster.ready();
  const broker = cluster.chart.kafka.nodes.filter((n) => n.broker)[1].podName;
  const node = (await cluster.pod(broker)).spec.nodeName ?? '';
  const lost = (await cluster.pods()).filter((pod) => pod.spec.nodeName === node).map((pod) => pod.metadata.name);
  cluster.tools.keepAwayFrom(node);
  const identities = await Promise.all(lost.map((pod) => identityOf(cluster, pod)));

  await underLoad(cluster, async () => {
    cluster.tell(`cutting ${node}, on which are ${lost.join(' and ')}`);
    try {
      await cutNode(cluster.kubectl, node);
    } finally {
      await startNode(cluster.kubectl, node);
    }
    await cluster.ready();
  }, { awayFrom: [node] });

  expect(await Promise.all(lost.map((pod) => identityOf(cluster, pod)))).toEqual(identities);
  await expectFullIsr(cluster);
}, { local: true, zones: 3 });
