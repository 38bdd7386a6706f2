import { Chart, Size } from 'cdk8s';
import { Loopback } from './loopback';
import { KafkaCluster, KafkaVersion, Sizing, Storage } from '../../src';
import { derivedDirectoryId } from '../../src/kafka/identity';
import { KAFKA_VERSIONS } from '../kafka-versions';

/** Volumes formatted by Kafka's own tool as the library tells it to, and the quorum that comes of it. */

const IDS = [9000, 9001, 9002];
const META = '/var/lib/kafka/data/kafka/meta.properties';

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

test.each(KAFKA_VERSIONS)('$version: three controllers and a broker, formatted apart from each other, become one cluster with the declared voters', async ({ version, metadataVersion }) => {
  ground.deploy((chart: Chart) => new KafkaCluster(chart, 'Events', {
    version: KafkaVersion.of(version),
    sizing: Sizing.DEVELOPMENT,
    brokers: { nodes: 1, storage: Storage.persistent(Size.gibibytes(1)) },
  }));
  const controllers = IDS.map((id) => ground.pod(`events-controller-${id}`));
  const broker = ground.pod('events-broker-0');
  const clusterId = broker.prepared('CLUSTER_ID');
  // A broker gives up when there is no quorum after a minute (initial.broker.registration.timeout.ms), and nothing here would start it again.
  await ground.up(...controllers);
  await ground.up(broker);

  for (const [i, pod] of controllers.entries()) {
    const lines = pod.volumes().get(META)?.split('\n');
    expect(lines).toEqual(expect.arrayContaining([`cluster.id=${clusterId}`, `node.id=${IDS[i]}`, `directory.id=${derivedDirectoryId(clusterId, IDS[i])}`]));
  }
  expect(broker.volumes().get(META)?.split('\n')).toEqual(expect.arrayContaining([`cluster.id=${clusterId}`, 'node.id=0']));

  const ask = ['--bootstrap-controller', `${controllers[0].address}:9093`, 'describe'];
  const [status, features] = await Promise.all([
    ground.tool(version, 'org.apache.kafka.tools.MetadataQuorumCommand', ...ask, '--status'),
    ground.tool(version, 'org.apache.kafka.tools.FeatureCommand', ...ask),
  ]);
  expect(status.output).toContain(`ClusterId:              ${clusterId}`);
  const voters: { id: number; directoryId: string; endpoints: string[] }[] = JSON.parse(/^CurrentVoters:\s*(.+)$/m.exec(status.output)?.[1] ?? 'null');
  expect(voters).toEqual(IDS.map((id) => ({
    id,
    directoryId: derivedDirectoryId(clusterId, id),
    endpoints: [`CONTROLLER://events-controller-${id}.events-nodes.brokers.svc.cluster.local:9093`],
  })));
  expect(status.output).toMatch(/^CurrentObservers:.*"id": ?0/m);
  expect(features.output).toMatch(/Feature: kraft\.version.*FinalizedVersionLevel: 1/);
  expect(features.output).toMatch(new RegExp(`Feature: metadata\\.version.*FinalizedVersionLevel: ${metadataVersion.replace('.', '\\.')}-IV`));
});
