import { App, Size } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { expectToRun } from './running';
import { deployed, scenario, zones } from './scenario';
import { Storage } from '../../src';
import { KAFKA_VERSIONS } from '../kafka-versions';

// The newest one is that of all other scenarios.
describe.each(KAFKA_VERSIONS.slice(1))('KRaft with Kafka $version', (version) => {
  const cluster = deployed(`kraft-${version.version.replace(/\./g, '-')}`, (app: App, namespace) => new KafkaChart(app, namespace, {
    version,
    brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
    zones: zones(),
  }), version.image);

  scenario(cluster, 'becomes ready, takes and returns records, and stays as it is', async () => {
    await expectToRun(cluster);
  });
});
