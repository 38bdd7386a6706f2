import { Topics } from './topics';

/** A topic that a cluster declares: `KafkaCluster.addTopic` makes it. */
export class Topic extends Topics {}
