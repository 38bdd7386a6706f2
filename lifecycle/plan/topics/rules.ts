import { RuleDescription } from '../rule';

export const partitionsOnlyGrow: RuleDescription = {
  id: 'topics.partitions',
  summary: 'A topic is never left with fewer partitions.',
  why: 'Kafka cannot take partitions away: their records would be lost, and those with keys would no longer be where consumers look for them.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_modify_topic, org.apache.kafka.common.errors.InvalidPartitionsException',
  mend: 'Declare as many partitions as there are, or leave the number out; for fewer, make a new topic and have producers and consumers change to it.',
};

export const replicasStay: RuleDescription = {
  id: 'topics.replicas',
  summary: 'The number of replicas of a topic that is there is not changed.',
  why: 'It means to copy, or to remove, all that the topic holds: a run does not do that yet.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-455%3A+Create+an+Administrative+API+for+Replica+Reassignment',
  mend: 'Change it with `cdk8s-kafka rebalance apply` (docs/rebalancing.md), or declare the number that it has.',
};

export const movesEndFirst: RuleDescription = {
  id: 'topics.moving',
  summary: 'A topic gets no more partitions while some of its replicas move.',
  why: 'With ZooKeeper Kafka refuses it.',
  source: 'https://kafka.apache.org/39/javadoc/org/apache/kafka/common/errors/ReassignmentInProgressException.html, kafka.server.ZkAdminManager#createPartitions',
  mend: 'Wait until the reassignment is over, or cancel it.',
};

export const TOPIC_RULES: readonly RuleDescription[] = [partitionsOnlyGrow, replicasStay, movesEndFirst];
