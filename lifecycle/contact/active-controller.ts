import { allAnswers } from './all-answers';
import { findBroker } from './find-broker';
import { Unreadable } from './unreadable';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';

/**
 * ZooKeeper mode: the broker that is the active controller, whose metadata is the newest. All brokers that answer must name the same one: a controller that has lost its
 * session without noticing still names itself.
 */
export async function activeController(kafka: KafkaAdmin, brokers: readonly KafkaNode[]): Promise<KafkaNode> {
  const { answers, silent } = await allAnswers(brokers, (node) => kafka.identify(node));
  if (answers.size === 0) { throw new Unreadable([...silent.values()]); }
  const named = new Map<number, number[]>();
  for (const [id, { controllerId }] of answers) { named.set(controllerId, [...named.get(controllerId) ?? [], id]); }
  if (named.size > 1) {
    throw new Unreadable([...named].map(([controller, by]) => `${controller < 0 ? 'no broker' : `broker ${controller}`} is the controller by the word of ${by.slice(0, 10).join(', ')}`), true);
  }
  const [controller] = named.keys();
  if (controller < 0) { throw new Unreadable(['no broker is the controller'], true); }
  return findBroker(kafka, brokers, controller);
}
