import { App, Chart, Size } from 'cdk8s';
import { ended, restartsIn } from './lifecycle-run';
import { expectFullIsr } from './records';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { KafkaCluster, KafkaLifecycleJob, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble } from '../../src';

/** A Kafka cluster with its metadata in a ZooKeeper ensemble, and the Job that looks after both. */
class ServedByZooKeeper extends Chart {
  public readonly zookeeper: ZooKeeperEnsemble;
  public readonly kafka: KafkaCluster;
  public readonly lifecycle: KafkaLifecycleJob;

  constructor(app: App, namespace: string, settings: { readonly ensemble?: Record<string, string>; readonly cluster?: Record<string, number> } = {}) {
    super(app, 'kafka', { namespace });
    const storage = Storage.persistent(Size.gibibytes(100));
    this.zookeeper = new ZooKeeperEnsemble(this, 'ZooKeeper', { nodes: 3, storage, config: settings.ensemble });
    this.kafka = new KafkaCluster(this, 'Events', {
      version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(this.zookeeper), brokers: { nodes: 3, storage }, config: settings.cluster,
    });
    this.lifecycle = new KafkaLifecycleJob(this, 'Lifecycle', { cluster: this.kafka });
  }
}

const cluster = deployed('lifecycle-zookeeper', (app: App, namespace) => new ServedByZooKeeper(app, namespace), KafkaVersion.V3_9.image);

/** What a server says to the four-letter word `srvr`. */
async function srvr(server: string): Promise<string> {
  return cluster.kubectl.exec(server, 'zookeeper', ['bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/2181; printf srvr >&3; cat <&3']);
}

scenario(cluster, 'an ensemble and its cluster become ready by their Job', async () => {
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0, lastWords: 'zookeeper: converged\nevents: converged' });
  await cluster.ready();
});

scenario(cluster, 'a static change of both restarts the servers, the leader last, then the brokers, with no failed send and no lost record', async () => {
  const before = await podIds(cluster);
  const servers = ['zookeeper-1', 'zookeeper-2', 'zookeeper-3'];
  const modes = await Promise.all(servers.map(srvr));
  const leader = servers[modes.findIndex((mode) => mode.includes('Mode: leader'))];
  await underLoad(cluster, async () => {
    await cluster.apply((app, namespace) => new ServedByZooKeeper(app, namespace, { ensemble: { maxClientCnxns: '100' }, cluster: { 'num.partitions': 6 } }));
    const run = await ended(cluster, 900);
    expect(run).toMatchObject({ exitCode: 0, lastWords: 'zookeeper: converged\nevents: converged' });
    const restarts = restartsIn(run.log);
    expect([...restarts].sort()).toEqual(['events-broker-0', 'events-broker-1', 'events-broker-2', ...servers]);
    expect(restarts[2]).toBe(leader);
    expect(run.log).toContain('maxClientCnxns: (not set) -> 100');
  });
  const after = await podIds(cluster);
  for (const pod of Object.keys(before).filter((name) => /^(zookeeper|events)-/.test(name))) { expect(after[pod]).not.toBe(before[pod]); }
  await expectFullIsr(cluster);
});
