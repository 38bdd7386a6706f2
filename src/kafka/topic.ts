/** A topic that a cluster declares: `KafkaCluster.addTopic` makes it. */
export class Topic {
  /** Its name in Kafka. */
  public readonly name: string;

  /** @internal */
  public constructor(name: string) {
    this.name = name;
  }
}
