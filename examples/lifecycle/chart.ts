import { Chart, ChartProps, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KafkaCluster, KafkaLifecycleJob, LifecycleTrigger, Storage } from 'cdk8s-kafka';

export interface LifecycleExampleProps extends ChartProps {
  /** The zones of your Kubernetes cluster: `kubectl get nodes -L topology.kubernetes.io/zone` shows them. */
  readonly zones?: string[];

  /**
   * What makes the Job run.
   * @default - when the manifests are applied with a change
   */
  readonly trigger?: LifecycleTrigger;
}

/** Three controllers and six brokers in three zones, and a Job that starts and restarts them. */
export class LifecycleExample extends Chart {
  public readonly kafka: KafkaCluster;
  public readonly lifecycle: KafkaLifecycleJob;

  constructor(scope: Construct, id: string, props: LifecycleExampleProps = {}) {
    super(scope, id, { namespace: 'lifecycle-example', ...props });

    this.kafka = new KafkaCluster(this, 'Events', {
      brokers: { nodes: 6, storage: Storage.persistent(Size.gibibytes(200)) },
      zones: props.zones ?? ['zone-a', 'zone-b', 'zone-c'],
    });
    this.lifecycle = new KafkaLifecycleJob(this, 'Lifecycle', { cluster: this.kafka, trigger: props.trigger });
  }
}
