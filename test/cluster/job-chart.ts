import { App } from 'cdk8s';
import { KafkaChart } from './kafka-chart';
import { KafkaClusterProps, KafkaLifecycleJob, KafkaLifecycleJobProps } from '../../src';

/** A Kafka cluster named `events`, and the Job that looks after it. */
export class JobChart extends KafkaChart {
  public readonly lifecycle: KafkaLifecycleJob;

  constructor(app: App, namespace: string, props: KafkaClusterProps, job: KafkaLifecycleJobProps = {}) {
    super(app, namespace, props);
    this.lifecycle = new KafkaLifecycleJob(this, 'Lifecycle', { cluster: this.kafka, ...job });
  }
}
