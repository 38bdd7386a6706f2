import { App, Chart } from 'cdk8s';
import { KafkaCluster, KafkaClusterProps } from '../../src';

/** A Kafka cluster named `events`, and nothing else. */
export class KafkaChart extends Chart {
  public readonly kafka: KafkaCluster;

  constructor(app: App, namespace: string, props: KafkaClusterProps) {
    super(app, 'kafka', { namespace });
    this.kafka = new KafkaCluster(this, 'Events', props);
  }
}
