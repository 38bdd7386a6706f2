import { App, Size } from 'cdk8s';
import { documentedCommands, typeCommands } from './documented-commands';
import { KafkaChart } from './kafka-chart';
import { loseAndRenewVolume } from './lost-volume';
import { identityOf, propertiesOf } from './node-identity';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario, zones } from './scenario';
import { podIds } from './unchanged';
import { underLoad } from './under-load';
import { Storage } from '../../src';

/** What docs/operations.md tells to type, typed as it is written there. */
const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new KafkaChart(app, namespace, {
  brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  zones: zones(),
  config,
});
const cluster = deployed('operations', declaration());
const brokers = ['events-broker-a-0', 'events-broker-b-100', 'events-broker-c-200'];

scenario(cluster, 'brokers of several zones are restarted one after the other, with no failed send and no lost record', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  const before = await podIds(cluster);
  const [loop, outdated] = documentedCommands('What restarts what');

  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.io.threads': 5 }));
    await typeCommands(cluster, loop);
  });

  const after = await podIds(cluster);
  for (const pod of brokers) {
    expect(after[pod]).not.toBe(before[pod]);
    expect((await propertiesOf(cluster, pod)).get('num.io.threads')).toBe('5');
  }
  const configuration = Object.fromEntries((await typeCommands(cluster, outdated)).split('\n').map((line) => line.split(/\s+/)));
  for (const pod of brokers) { expect(configuration[pod]).toBe(configuration[pod.replace(/-\d+$/, '')]); }
  await cluster.ready();
  await expectFullIsr(cluster);
}, { zones: 3 });

scenario(cluster, 'a broker whose volume is lost gets an empty one under its old id, and its replicas back', async () => {
  const [pod] = brokers;
  const before = await identityOf(cluster, pod);
  const partitions = async () => (await cluster.kubectl.exec(pod, 'kafka', ['ls', '/var/lib/kafka/data/kafka'])).split('\n').filter((name) => /-\d+$/.test(name));
  const held = await partitions();

  await loseAndRenewVolume(cluster, pod);

  const after = await identityOf(cluster, pod);
  const own = (line: string) => !line.startsWith('directory.id=');
  expect(after.meta.filter(own)).toEqual(before.meta.filter(own));
  expect(after.volume).not.toBe(before.volume);
  expect(await cluster.kubectl.log(pod, 'prepare')).toContain('formatting');
  expect(await partitions()).toEqual(expect.arrayContaining(held));
  await expectRecords(cluster);
}, { zones: 3 });
