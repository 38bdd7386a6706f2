import { App } from 'cdk8s';
import { deletePod } from './disruption';
import { identityOf } from './node-identity';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { expectSecondApplyToChangeNothing } from './unchanged';
import { ZooKeeperExample } from '../../examples/zookeeper/chart';
import { KafkaVersion } from '../../src';

const cluster = deployed('zookeeper', (app: App, namespace) => new ZooKeeperExample(app, 'zookeeper', { namespace }), KafkaVersion.V3_9.image);

scenario(cluster, 'the example becomes ready, and takes and returns records', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
});

scenario(cluster, 'a second apply changes nothing', async () => {
  await expectSecondApplyToChangeNothing(cluster);
});

scenario(cluster, 'a broker and a ZooKeeper server whose pods are lost come back as themselves', async () => {
  const broker = await cluster.pod('kafka-broker-0');
  const server = await cluster.pod('zookeeper-1');
  const myid = () => cluster.kubectl.exec('zookeeper-1', 'zookeeper', ['cat', '/var/lib/zookeeper/data/zookeeper/myid', '/var/lib/zookeeper/data/zookeeper/ensemble']);
  const [identity, id] = [await identityOf(cluster, 'kafka-broker-0'), await myid()];
  await deletePod(cluster.kubectl, 'kafka-broker-0');
  await deletePod(cluster.kubectl, 'zookeeper-1');
  await Promise.all([cluster.replaced(broker), cluster.replaced(server)]);
  expect(await identityOf(cluster, 'kafka-broker-0')).toEqual(identity);
  expect(await myid()).toBe(id);
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});
