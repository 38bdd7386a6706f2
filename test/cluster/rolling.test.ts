import { App, Size } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { identityOf, propertiesOf } from './node-identity';
import { expectFullIsr } from './records';
import { deployed, scenario } from './scenario';
import { underLoad } from './under-load';
import { until } from './until';
import { BrokersProps, Storage } from '../../src';

/** Three brokers that are one set, as no zones are stated. Development sizing gives a hundredth of the volumes' size. */
const declaration = (brokers: Partial<BrokersProps> = {}) => (app: App, namespace: string) => new KafkaChart(app, namespace, {
  brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)), ...brokers },
  controllers: { nodes: 1 },
});
const cluster = deployed('rolling', declaration());
const brokers = ['events-broker-0', 'events-broker-1', 'events-broker-2'];

scenario(cluster, 'a changed static setting rolls a pool of one set by itself, with no failed send and no lost record', async () => {
  await cluster.apply();
  await cluster.ready();
  const identities = await Promise.all(brokers.map((pod) => identityOf(cluster, pod)));

  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ config: { 'num.io.threads': 5 } }));
    await cluster.ready();
  });

  for (const pod of brokers) { expect((await propertiesOf(cluster, pod)).get('num.io.threads')).toBe('5'); }
  expect(await Promise.all(brokers.map((pod) => identityOf(cluster, pod)))).toEqual(identities);
  await expectFullIsr(cluster);
});

scenario(cluster, 'volumes grow by an edited number, and no pod is restarted for it', async () => {
  const before = await Promise.all(brokers.map((pod) => cluster.pod(pod)));
  await cluster.apply(declaration({ config: { 'num.io.threads': 5 }, storage: Storage.persistent(Size.gibibytes(300)) }));
  for (const pod of brokers) {
    await until(`the volume of ${pod} has grown`, 180, async () => {
      const size = (await cluster.claim(`data-${pod}`)).status.capacity?.storage;
      return size === '3Gi' || `it has ${size}`;
    });
  }
  const after = await Promise.all(brokers.map((pod) => cluster.pod(pod)));
  expect(after.map((pod) => pod.metadata.uid)).toEqual(before.map((pod) => pod.metadata.uid));
  expect(await cluster.diff()).toBe('');
});
