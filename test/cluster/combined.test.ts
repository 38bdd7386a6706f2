import { App, Size } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { expectSecondApplyToChangeNothing } from './unchanged';
import { Storage } from '../../src';

const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new KafkaChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  config,
});
const cluster = deployed('combined', declaration());

scenario(cluster, 'three nodes that are controller and broker at once take and return records', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  await expectSecondApplyToChangeNothing(cluster);
});

scenario(cluster, 'they roll by themselves, with no failed send and no lost record', async () => {
  const servers = cluster.chart.kafka.bootstrapServers;
  await cluster.tools.createTopic(servers, 'load', 6);
  const load = await cluster.load({ servers, topic: 'load' });
  await cluster.apply(declaration({ 'num.io.threads': 5 }));
  await cluster.ready();
  const { acknowledged, failed, lost } = await load.end();
  cluster.tell(`${acknowledged.length} records acknowledged, ${failed.length} sends failed, ${lost.length} records lost`);
  expect({ failed, lost }).toEqual({ failed: [], lost: [] });
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});
