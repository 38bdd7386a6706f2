import { KafkaVersion } from '../src';

/** The versions of which real brokers are started: all that the library names, which tools/local-kubernetes/lib/setup.sh has images of too. */
export const KAFKA_VERSIONS: readonly KafkaVersion[] = [
  KafkaVersion.V4_3, KafkaVersion.V4_2, KafkaVersion.V4_1, KafkaVersion.V4_0, KafkaVersion.V3_9,
];
