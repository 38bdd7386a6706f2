import { Deployment } from './deployment';
import { WithKafka } from './records';

const TOPIC = 'load';

/**
 * Takes steps while a hundred records a second are sent and read. No send may fail, and no record that was acknowledged may be lost.
 *
 * @param awayFrom Kubernetes nodes on which the load must not run: those that are to be lost
 */
export async function underLoad(cluster: Deployment<WithKafka>, steps: () => Promise<void>, awayFrom: readonly string[] = []): Promise<void> {
  const servers = cluster.chart.kafka.bootstrapServers;
  await cluster.tools.createTopic(servers, TOPIC, 6);
  const load = await cluster.load({ servers, topic: TOPIC, awayFrom });
  await steps();
  const { acknowledged, failed, lost } = await load.end();
  cluster.tell(`${acknowledged.length} records acknowledged, ${failed.length} sends failed, ${lost.length} records lost`);
  expect({ failed, lost }).toEqual({ failed: [], lost: [] });
}
