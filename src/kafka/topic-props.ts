import { TopicRemoval } from './topic-removal';

/** What a topic is like. The same may be given to several topics, of several clusters. */
export interface TopicProps {
  /**
   * The number of its partitions. It can be raised later, and never lowered. Records with keys go to other partitions from then on.
   * An error if it is no whole number of 1 or more.
   *
   * @default - what the brokers have as `num.partitions`, when it is created; whatever it has, if it is there
   * @see https://kafka.apache.org/documentation/#basic_ops_modify_topic
   */
  readonly partitions?: number;

  /**
   * The number of replicas of each partition. Of a topic that is there it is not changed: a run that finds another number says so, and ends blocked.
   * An error if there are fewer brokers.
   *
   * @default - what the cluster has as `default.replication.factor`, when it is created; whatever it has, if it is there
   * @see https://kafka.apache.org/documentation/#replication
   */
  readonly replicationFactor?: number;

  /**
   * Settings of the topic. Keys, types and values are checked against the version's own definitions of topics' keys.
   * What was declared and no longer is goes back to the brokers' default; what somebody else has set is reported, and left alone unless
   * the Job's `undeclaredSettings` says otherwise.
   *
   * @default - none: the brokers' defaults hold
   * @see https://kafka.apache.org/documentation/#topicconfigs
   */
  readonly config?: { [key: string]: string | number | boolean };

  /**
   * What becomes of it when it is no longer declared.
   * @default TopicRemoval.KEEP
   */
  readonly whenRemoved?: TopicRemoval;
}
