import { Deployment } from './deployment';
import { LoadOptions } from './load';
import { WithKafka } from './records';

const TOPIC = 'load';

/**
 * Takes steps while a hundred records a second are sent and read. No send may fail, and no record that was acknowledged may be lost. */
export async function underLoad(cluster: Deployment<WithKafka>, steps: () => Promise<void>, options: Omit<LoadOptions, 'servers' | 'topic'> = {}): Promise<void> {
  const servers = cluster.chart.kafka.bootstrapServers;
  await cluster.tools.createTopic(servers, TOPIC, 6);
  const load = await cluster.load({ servers, topic: TOPIC, ...options });
  await steps();
  const { acknowledged, failed, lost } = await load.end();
  cluster.tell(`${acknowledged.length} records acknowledged, ${failed.length} sends failed, ${lost.length} records lost`);
  expect({ failed, lost }).toEqual({ failed: [], lost: [] });
}
