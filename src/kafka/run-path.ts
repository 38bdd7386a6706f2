/** Where a node's configuration lies while its pod lives: in memory, written before Kafka starts. */
export const RUN_PATH = '/run/kafka';
