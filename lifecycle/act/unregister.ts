import { ActResult } from './act-result';
import { alterSettings } from './alter-settings';
import { inPortions, withEnd } from './in-portions';
import { failedAct } from './kafka-failure';
import { MayAct } from './lease-lost';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { brokersOf } from '../contact/cluster-nodes';
import { decidingNode } from '../contact/deciding-node';
import { anyBroker } from '../contact/find-broker';
import { counted } from '../counted';
import { UnregisterStep } from '../plan/decision';

/** Lets the cluster forget brokers. None that serves: Kafka would forget it as well, and it could only be killed then. */
export async function unregister(step: UnregisterStep, cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct): Promise<ActResult> {
  if (cluster.metadata.mode !== 'kraft') { throw new Error(`Cluster ${cluster.name} keeps its metadata in ZooKeeper: no broker of it is registered for good.`); }
  try {
    const node = await decidingNode(cluster, kafka);
    const serving = new Set((await kafka.brokersInService(await anyBroker(kafka, brokersOf(cluster)))).map(({ id }) => id));
    const back = step.brokers.filter((id) => serving.has(id));
    if (back.length > 0) { return { kind: 'later', reason: `in service again, and so not unregistered: ${back.map((id) => `broker ${id}`).join(', ')}` }; }
    const none = new Map(step.settings.map((key) => [key, undefined]));
    const without = await alterSettings(step.brokers.map((id) => ({ type: 'broker', name: String(id), changes: none })), mayAct, (portion) => kafka.alterSettingsOf(node, portion));
    if (without.kind !== 'done') { return without; }
    const { results, ended } = await inPortions(step.brokers, 1, mayAct, 'brokers were unregistered', async ([id]) => {
      await kafka.unregisterBroker(node, id);
      return [id];
    });
    return withEnd(ended, { kind: 'done', said: results.length === 0 ? '' : `${counted(results.length, 'broker')} unregistered` });
  } catch (error) {
    return failedAct(error);
  }
}
