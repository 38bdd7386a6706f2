import { App, Chart, Size } from 'cdk8s';
import { deletePod } from './disruption';
import { expectRecords } from './records';
import { expectToRun } from './running';
import { deployed, scenario } from './scenario';
import { KafkaCluster, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble } from '../../src';

const DATA = '/var/lib/zookeeper/data';
const LOG = '/var/lib/zookeeper/log';

/** A broker whose metadata is in an ensemble that has a volume of its own for the transaction log. */
class TransactionLogChart extends Chart {
  public readonly kafka: KafkaCluster;

  constructor(app: App, namespace: string) {
    super(app, 'kafka', { namespace });
    const storage = Storage.persistent(Size.gibibytes(100));
    const ensemble = new ZooKeeperEnsemble(this, 'ZooKeeper', { storage, transactionLogStorage: storage });
    this.kafka = new KafkaCluster(this, 'Events', { version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), brokers: { nodes: 1, storage } });
  }
}

const cluster = deployed('transaction-log', (app: App, namespace) => new TransactionLogChart(app, namespace), KafkaVersion.V3_9.image);
const servers = ['zookeeper-1', 'zookeeper-2', 'zookeeper-3'];

scenario(cluster, 'snapshots and the transaction log of ZooKeeper lie on volumes of their own', async () => {
  await expectToRun(cluster);
  for (const server of servers) {
    const [data, log] = await Promise.all([cluster.claim(`data-${server}`), cluster.claim(`log-${server}`)]);
    expect([data.status.phase, log.status.phase]).toEqual(['Bound', 'Bound']);
    expect(data.spec.volumeName).not.toBe(log.spec.volumeName);
    expect(await mountPoints(server)).toEqual(expect.arrayContaining([DATA, LOG]));
    expect(await kinds(server, DATA)).toEqual(['snapshot']);
    expect(await kinds(server, LOG)).toEqual(['log']);
  }
});

scenario(cluster, 'all its servers are lost at once, and come back with what is on both volumes', async () => {
  const before = await Promise.all(servers.map((server) => cluster.pod(server)));
  for (const server of servers) { await deletePod(cluster.kubectl, server); }
  await Promise.all(before.map((pod) => cluster.replaced(pod)));
  for (const server of servers) {
    expect(await cluster.kubectl.log(server, 'prepare')).not.toContain('marking');
    expect(await kinds(server, DATA)).toEqual(['snapshot']);
    expect(await kinds(server, LOG)).toEqual(['log']);
  }
  // The topic's partitions are known from ZooKeeper, and a new one can be made.
  await cluster.tools.createTopic(cluster.chart.kafka.bootstrapServers, 'afterwards', 1);
  await expectRecords(cluster);
});

async function mountPoints(server: string): Promise<readonly string[]> {
  const mounts = await cluster.kubectl.exec(server, 'zookeeper', ['cat', '/proc/mounts']);
  return mounts.split('\n').filter((line) => line !== '').map((line) => line.split(' ')[1]);
}

/** Which kinds of files a server has written to a volume; a file's name is its kind and the transaction with which it begins. */
async function kinds(server: string, volume: string): Promise<readonly string[]> {
  const names = (await cluster.kubectl.exec(server, 'zookeeper', ['ls', `${volume}/zookeeper/version-2`])).split('\n');
  return [...new Set(names.filter((name) => /\.[0-9a-f]+$/.test(name)).map((name) => name.slice(0, name.indexOf('.'))))];
}
