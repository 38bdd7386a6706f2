import { Chart } from 'cdk8s';
import { Deployment } from './deployment';
import { KafkaCluster } from '../../src';

export type WithKafka = Chart & { readonly kafka: KafkaCluster };

const TOPIC = 'orders';
const RECORDS = Array.from({ length: 50 }, (_, i) => `order ${i}`);

/** A topic is created with the cluster's own defaults, and takes and returns records. */
export async function expectRecordsToFlow(cluster: Deployment<WithKafka>): Promise<void> {
  const { kafka } = cluster.chart;
  await cluster.tools.createTopic(kafka.bootstrapServers, TOPIC, 6);
  await cluster.tools.produce(kafka.bootstrapServers, TOPIC, RECORDS);
  await expectRecords(cluster);
  const brokers = kafka.nodes.filter((n) => n.broker).length;
  const partitions = await cluster.tools.describeTopic(kafka.bootstrapServers, TOPIC);
  expect(partitions.map((p) => p.isr.length)).toEqual(Array(6).fill(Math.min(3, brokers)));
}

/** The records of {@link expectRecordsToFlow} are still there, all of them. */
export async function expectRecords(cluster: Deployment<WithKafka>): Promise<void> {
  const found = await cluster.tools.consume(cluster.chart.kafka.bootstrapServers, TOPIC, RECORDS.length);
  expect([...found].sort()).toEqual([...RECORDS].sort());
}

/** Every partition has all its replicas in sync, within a minute. */
export async function expectFullIsr(cluster: Deployment<WithKafka>): Promise<void> {
  const servers = cluster.chart.kafka.bootstrapServers;
  const end = Date.now() + 60_000;
  let lacking = await cluster.tools.underReplicated(servers);
  while (lacking.length > 0 && Date.now() < end) { lacking = await cluster.tools.underReplicated(servers); }
  expect(lacking).toEqual([]);
}
