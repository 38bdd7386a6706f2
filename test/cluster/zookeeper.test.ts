import { App } from 'cdk8s';
import { deletePod } from './disruption';
import { expectToComeBackAsItself } from './node-identity';
import { expectFullIsr, expectRecords } from './records';
import { expectToRun } from './running';
import { deployed, scenario } from './scenario';
import { ZooKeeperExample } from '../../examples/zookeeper/chart';
import { KafkaVersion } from '../../src';

const cluster = deployed('zookeeper', (app: App, namespace) => new ZooKeeperExample(app, 'zookeeper', { namespace }), KafkaVersion.V3_9.image);

scenario(cluster, 'the example becomes ready, takes and returns records, and stays as it is', async () => {
  await expectToRun(cluster);
});

scenario(cluster, 'a broker and a ZooKeeper server whose pods are lost come back as themselves', async () => {
  const server = await cluster.pod('zookeeper-1');
  const myid = () => cluster.kubectl.exec('zookeeper-1', 'zookeeper', ['cat', '/var/lib/zookeeper/data/zookeeper/myid', '/var/lib/zookeeper/data/zookeeper/ensemble']);
  const id = await myid();
  await deletePod(cluster.kubectl, 'zookeeper-1');
  await Promise.all([expectToComeBackAsItself(cluster, 'kafka-broker-0'), cluster.replaced(server)]);
  expect(await myid()).toBe(id);
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});
