import { App, Chart, Size } from 'cdk8s';
import { ended, restartsIn } from './lifecycle-run';
import { expectFullIsr } from './records';
import { deployed, scenario } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { KafkaCluster, KafkaLifecycleJob, KafkaVersion, Metadata, RebalancePolicy, Storage, ZooKeeperEnsemble } from '../../src';

interface Settings {
  readonly ensemble?: Record<string, string>;
  readonly cluster?: Record<string, number>;
  readonly brokers?: number;
  readonly rebalance?: RebalancePolicy;
}

/** A Kafka cluster with its metadata in a ZooKeeper ensemble, and the Job that looks after both. */
class ServedByZooKeeper extends Chart {
  public readonly zookeeper: ZooKeeperEnsemble;
  public readonly kafka: KafkaCluster;
  public readonly lifecycle: KafkaLifecycleJob;

  constructor(app: App, namespace: string, settings: Settings = {}) {
    super(app, 'kafka', { namespace });
    const storage = Storage.persistent(Size.gibibytes(100));
    this.zookeeper = new ZooKeeperEnsemble(this, 'ZooKeeper', { nodes: 3, storage, config: settings.ensemble });
    this.kafka = new KafkaCluster(this, 'Events', {
      version: KafkaVersion.V3_9,
      metadata: Metadata.zooKeeper(this.zookeeper),
      brokers: { nodes: settings.brokers ?? 3, storage },
      config: settings.cluster,
    });
    this.lifecycle = new KafkaLifecycleJob(this, 'Lifecycle', { cluster: this.kafka, rebalance: settings.rebalance });
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

const CHANGED: Settings = { ensemble: { maxClientCnxns: '100' }, cluster: { 'num.partitions': 6 } };

scenario(cluster, 'a static change of both restarts the servers, the leader last, then the brokers, with no failed send and no lost record', async () => {
  const before = await podIds(cluster);
  const servers = ['zookeeper-1', 'zookeeper-2', 'zookeeper-3'];
  const modes = await Promise.all(servers.map(srvr));
  const leader = servers[modes.findIndex((mode) => mode.includes('Mode: leader'))];
  await underLoad(cluster, async () => {
    await cluster.apply((app, namespace) => new ServedByZooKeeper(app, namespace, CHANGED));
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

scenario(cluster, 'a fourth broker gets its share, is emptied again and removed, with no failed send and no lost record', async () => {
  const servers = cluster.chart.kafka.bootstrapServers;
  const brokersOf = async (topic: string) => {
    const partitions = await cluster.tools.describeTopic(servers, topic);
    return [...new Set(partitions.flatMap(({ replicas }) => replicas.map(Number)))].sort((a, b) => a - b);
  };
  await cluster.tools.createTopic(servers, 'bulk', 8);
  await cluster.tools.fill(servers, 'bulk', 20_000);
  const declared = (settings: Settings) => (app: App, namespace: string) => new ServedByZooKeeper(app, namespace, { ...CHANGED, ...settings });
  await underLoad(cluster, async () => {
    await cluster.apply(declared({ brokers: 4 }));
    expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
    expect(await brokersOf('bulk')).toEqual([0, 1, 2, 3]);
    // As before, but for what makes another Job of it.
    await cluster.apply(declared({ rebalance: RebalancePolicy.onScale({ moves: 1000 }) }));
    const run = await ended(cluster);
    expect(run).toMatchObject({ exitCode: 0, lastWords: 'zookeeper: converged\nevents: converged' });
    expect(run.log).toMatch(/^scale +events-broker 4 -> 3/m);
  });
  expect(await brokersOf('bulk')).toEqual([0, 1, 2]);
  const settings = await cluster.tools.run(['kafka-configs.sh', '--bootstrap-server', servers, '--describe', '--entity-type', 'topics']);
  expect(settings).not.toContain('throttled');
  await expectFullIsr(cluster);
});
