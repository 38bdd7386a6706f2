import { evaluate } from '../../validation/engine';
import { Finding } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { KafkaModel } from '../model';
import { BROKERS_NEED_COMPANY } from './few-brokers';
import { MIN_ISR_BELOW_REPLICATION_FACTOR } from './min-isr';
import { OWNED_KEYS_ARE_LEFT_ALONE } from './owned-key';

/** Every rule about a Kafka cluster, in the order of docs/rules.md. */
export const KAFKA_RULES: readonly Rule<KafkaModel>[] = [
  OWNED_KEYS_ARE_LEFT_ALONE,
  MIN_ISR_BELOW_REPLICATION_FACTOR,
  BROKERS_NEED_COMPANY,
];

/** What the rules find in a cluster. */
export function kafkaFindings(model: KafkaModel): Finding[] {
  return evaluate(model.path, model, KAFKA_RULES, model.acknowledgements);
}
