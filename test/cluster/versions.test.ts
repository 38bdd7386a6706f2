import { App, Size } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { expectRecordsToFlow } from './records';
import { deployed, scenario, zones } from './scenario';
import { expectSecondApplyToChangeNothing } from './unchanged';
import { KafkaVersion, Storage } from '../../src';

describe.each([KafkaVersion.V4_0, KafkaVersion.V3_9])('KRaft with Kafka $version', (version) => {
  const cluster = deployed(`kraft-${version.version.replace(/\./g, '-')}`, (app: App, namespace) => new KafkaChart(app, namespace, {
    version,
    brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
    zones: zones(),
  }), version.image);

  scenario(cluster, 'becomes ready, takes and returns records, and stays as it is', async () => {
    await cluster.apply();
    await cluster.ready();
    await expectRecordsToFlow(cluster);
    await expectSecondApplyToChangeNothing(cluster);
  });
});
