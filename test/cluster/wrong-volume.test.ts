import { App, Chart, Size } from 'cdk8s';
import { Declaration, Deployment } from './deployment';
import { KafkaChart } from './kafka-chart';
import { identityOf } from './node-identity';
import { expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { until } from './until';
import { VolumeInspector } from './volume-inspector';
import { KafkaVersion, Storage, ZooKeeperEnsemble } from '../../src';

const kafka = (clusterId?: string) => (app: App, namespace: string) => new KafkaChart(app, namespace, {
  combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(100)) },
  clusterId,
});

describe('Kafka', () => {
  const cluster = deployed('wrong-volume', kafka());

  scenario(cluster, "a volume of another cluster, of another node, or with somebody's data is refused and stays as it is", async () => {
    await cluster.apply();
    await cluster.ready();
    await expectRecordsToFlow(cluster);
    const identity = await identityOf(cluster, 'events-node-0');
    await stop(cluster, 'events-node');
    const volume = await VolumeInspector.open(cluster.kubectl, cluster.image, 'data-events-node-0');
    const meta = 'kafka/meta.properties';
    await volume.shell(`cp -p ${meta} meta.kept`);

    await refuses(cluster, volume, kafka('AAAAAAAAQAC5AAAAAAAAAA'), /belongs to cluster '[^']+', this is cluster 'AAAAAAAAQAC5AAAAAAAAAA'/);
    await volume.shell(`sed -i 's/^node.id=0$/node.id=7/' ${meta}`);
    await refuses(cluster, volume, kafka(), /belongs to node '7', this is node '0'/);
    await volume.shell(`rm ${meta}`);
    await refuses(cluster, volume, kafka(), /has data, such as \S+, but no meta\.properties/);

    await volume.shell(`mv meta.kept ${meta}`);
    await volume.close();
    await cluster.apply(kafka());
    await cluster.ready();
    expect(await identityOf(cluster, 'events-node-0')).toEqual(identity);
    await expectRecords(cluster);
  });
});

describe('ZooKeeper', () => {
  const zookeeper = (app: App, namespace: string) => {
    const chart = new Chart(app, 'zookeeper', { namespace });
    new ZooKeeperEnsemble(chart, 'ZooKeeper', { nodes: 1, storage: Storage.persistent(Size.gibibytes(100)) });
    return chart;
  };
  const cluster = deployed('wrong-zookeeper-volume', zookeeper, KafkaVersion.V3_9.image);

  scenario(cluster, "a volume of another ensemble, of another server, or with somebody's data is refused and stays as it is", async () => {
    await cluster.apply();
    await cluster.ready();
    await stop(cluster, 'zookeeper');
    const volume = await VolumeInspector.open(cluster.kubectl, cluster.image, 'data-zookeeper-1');
    await volume.shell('cp -rp zookeeper kept');

    await volume.shell('echo somewhere/else 1 >zookeeper/ensemble');
    await refuses(cluster, volume, zookeeper, /belongs to ensemble and server 'somewhere\/else 1'/);
    await volume.shell('cp -p kept/ensemble zookeeper/ensemble; echo 7 >zookeeper/myid');
    await refuses(cluster, volume, zookeeper, /belongs to server '7', this is server '1'/);
    await volume.shell('cp -p kept/myid zookeeper/myid; rm zookeeper/ensemble');
    await refuses(cluster, volume, zookeeper, /has data, but no file 'ensemble'/);

    await volume.shell('cp -p kept/ensemble zookeeper/ensemble; rm -r kept');
    await volume.close();
    await cluster.apply();
    await cluster.ready();
  });
});

async function stop<C extends Chart>(cluster: Deployment<C>, set: string): Promise<void> {
  await cluster.kubectl.run(['scale', `statefulset/${set}`, '--replicas=0']);
  await until(`${set} has stopped`, 180, async () => (await cluster.pods()).length === 0 || 'there are pods');
}

/** Applies a declaration whose only pod must refuse the volume and say why, then stops it again. */
async function refuses<C extends Chart>(
  cluster: Deployment<C>, volume: VolumeInspector, declaration: Declaration<C>, message: RegExp,
): Promise<void> {
  const before = await volume.checksum();
  await cluster.apply(declaration);
  await until('the volume is refused', 180, async () => {
    const [pod] = await cluster.pods();
    const prepare = pod?.status.initContainerStatuses?.find((c) => c.name === 'prepare');
    const said = prepare?.state.terminated?.message ?? prepare?.lastState.terminated?.message ?? '';
    if (pod?.status.containerStatuses?.some((c) => c.state.running)) { throw new Error('The node was started.'); }
    return message.test(said) || `the container's last words are '${said}'`;
  });
  const [set] = (await cluster.kubectl.run(['get', 'statefulsets', '-o', 'name'])).trim().split('\n');
  await stop(cluster, set.replace(/^.*\//, ''));
  expect(await volume.checksum()).toBe(before);
}
