import { App, Size } from 'cdk8s';
import { JobChart } from './job-chart';
import { ended } from './lifecycle-run';
import { propertiesOf } from './node-identity';
import { expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { expectSecondApplyToChangeNothing } from './unchanged';
import { Storage } from '../../src';
import { KAFKA_VERSIONS } from '../kafka-versions';

// The newest one is that of all other scenarios.
describe.each(KAFKA_VERSIONS.slice(1))('KRaft with Kafka $version', (version) => {
  const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
    version,
    combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(100)) },
    config,
  });
  const cluster = deployed(`kraft-${version.version.replace(/\./g, '-')}`, declaration(), version.image);

  scenario(cluster, 'becomes ready by its Job, takes and returns records, stays as it is, and is restarted by its Job', async () => {
    await cluster.apply();
    expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
    await cluster.ready();
    await expectRecordsToFlow(cluster);
    await expectSecondApplyToChangeNothing(cluster);

    await cluster.apply(declaration({ 'num.partitions': 6, 'log.retention.ms': 86_400_000 }));
    expect(await ended(cluster)).toMatchObject({ exitCode: 0 });
    expect((await propertiesOf(cluster, 'events-node-0')).get('num.partitions')).toBe('6');
    await expectRecords(cluster);
  });
});
