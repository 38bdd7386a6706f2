import { Unreadable, noneOf } from './unreadable';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode } from '../clients/kafka/kafka-node';

/** Brokers that are tried at the same time: one that is away must not be waited for, and not all need be bothered. */
const AT_ONCE = 3;

/** A declared broker that answers. */
export async function anyBroker(kafka: KafkaAdmin, brokers: readonly KafkaNode[]): Promise<KafkaNode> {
  const failures: KafkaError[] = [];
  for (let from = 0; from < brokers.length; from += AT_ONCE) {
    const asked = brokers.slice(from, from + AT_ONCE).map(async (node) => {
      await kafka.identify(node);
      return node;
    });
    try {
      return await Promise.any(asked);
    } catch (error) {
      if (!(error instanceof AggregateError)) { throw error; }
      for (const each of error.errors) {
        if (!(each instanceof KafkaError)) { throw each; }
        failures.push(each);
      }
    }
  }
  throw noneOf(failures);
}

/** Where a broker is asked: as it is declared, or, if it is not, as it says itself. */
export async function findBroker(kafka: KafkaAdmin, brokers: readonly KafkaNode[], id: number): Promise<KafkaNode> {
  const declared = brokers.find((b) => b.id === id);
  if (declared) { return declared; }
  const told = (await kafka.brokersInService(await anyBroker(kafka, brokers))).find((b) => b.id === id);
  if (!told) { throw new Unreadable([`broker ${id} is neither declared nor in service`], true); }
  return { id, role: 'broker', host: told.host, port: told.port };
}
