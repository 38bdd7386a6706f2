import { App, Size } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { expectFullIsr, expectRecords } from './records';
import { expectToRun } from './running';
import { deployed, scenario } from './scenario';
import { underLoad } from './under-load';
import { Storage } from '../../src';

const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new KafkaChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  config,
});
const cluster = deployed('combined', declaration());

scenario(cluster, 'three nodes that are controller and broker at once take and return records', async () => {
  await expectToRun(cluster);
});

scenario(cluster, 'they roll by themselves, with no failed send and no lost record', async () => {
  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.io.threads': 5 }));
    await cluster.ready();
  });
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});
