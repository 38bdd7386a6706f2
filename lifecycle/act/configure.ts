import { ActResult } from './act-result';
import { failedAct } from './kafka-failure';
import { MayAct, leaseLost } from './lease-lost';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { brokersOf } from '../contact/cluster-nodes';
import { anyBroker, findBroker } from '../contact/find-broker';
import { unreadable } from '../contact/unreadable';
import { ConfigureStep } from '../plan/decision';

/** Changes settings at run time. Kafka is first asked whether it would, so that of several changes none is made if one is wrong. Done again, it changes nothing. */
export async function configure(step: ConfigureStep, cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct): Promise<ActResult> {
  const changes = new Map(step.changes.map(({ key, to }) => [key, to]));
  const of = step.broker === undefined ? 'all brokers' : 'this broker';
  try {
    const brokers = brokersOf(cluster);
    const node = step.broker === undefined ? await anyBroker(kafka, brokers) : await findBroker(kafka, brokers, step.broker);
    // Only the broker itself tells its settings: behind an address that is another's by now, nothing is changed, and no refusal is mistaken for Kafka's word on the change.
    if (step.broker !== undefined) {
      await kafka.brokerSettings(node, new Set(changes.keys())).catch((error: unknown) => { throw unreadable(error); });
    }
    await kafka.alterSettings(node, of, changes, 'validate');
    if (!await mayAct()) { return leaseLost(`settings of ${of} were changed`); }
    await kafka.alterSettings(node, of, changes, 'apply');
    return { kind: 'done', said: `${changes.size === 1 ? '1 setting' : `${changes.size} settings`} of ${step.broker === undefined ? 'all brokers' : `broker ${step.broker}`} changed` };
  } catch (error) {
    return failedAct(error);
  }
}
