import { KafkaMinor, catalogOf } from '../../config/catalog';
import { brokerKeyOf } from '../../config/catalog/broker-key-of';

/** The topic's key of which a broker's key gives the default: `retention.ms` for `log.retention.ms`. */
export function topicKeyOf(minor: KafkaMinor, brokerKey: string): string | undefined {
  return catalogOf(minor, 'topic').keys().find(({ name }) => brokerKeyOf(minor, name) === brokerKey)?.name;
}
